import type { Texts } from '../texts.ts'

export const campaigns: Texts['campaigns'] = {
  title: '캠페인',
  new: '새 캠페인',
  searchHint: '이름이나 번호로 검색',
  empty: '아직 캠페인이 없습니다',
  emptyHint: '캠페인은 활동을 묶습니다. 이름과 기간이 있어 활동을 찾기 쉬워집니다.',
  period: '기간',
  activities: '캠페인의 활동',
}
