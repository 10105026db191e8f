import type { Texts } from '../texts.ts'

export const activities: Texts['activities'] = {
  title: '캠페인 활동',
  new: '새 캠페인 활동',
  searchHint: '이름이나 번호로 검색',
  empty: '아직 캠페인 활동이 없습니다',
  emptyHint:
    '캠페인 활동은 캠페인의 선착순 행사 하나입니다: 상품 몇 개를 언제부터 언제까지. 먼저 상품을 만들고, 그다음 활동을 만드세요.',
  type: '유형',
  typeHint: 'FIRST_COME_FIRST_SERVE 또는 쇼핑몰 코드가 아는 유형',
  choose: '선택하세요',
  campaign: '캠페인',
  product: '상품',
  noProduct: '없음: 요청이 정합니다',
  approved: '승인',
  limit: '한도',
  limitHint: '최대 승인 수입니다. 비워 두면 재고만큼 승인합니다.',
  maxQuantity: '1회 최대 수량',
  price: '가격',
  priceHint: '비워 두면 상품 가격입니다.',
  period: '기간',
  requests: '응모 보기',
  pausedHint: '일시 중지되거나 종료된 활동은 응모를 받지 않고, 준비 중인 활동은 보이지 않습니다.',
}
