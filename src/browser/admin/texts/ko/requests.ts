import type { Texts } from '../texts.ts'

export const requests: Texts['requests'] = {
  title: '응모 조회',
  user: '사용자 번호',
  activity: '캠페인 활동',
  product: '상품',
  quantity: '수량',
  price: '가격',
  sequence: '순번',
  place: '{{sequence}}번째',
  requestedAt: '요청 시각',
  processedAt: '결정 시각',
  csv: 'CSV로 저장',
  empty: '아직 응모가 없습니다',
  emptyHint: '누군가 활동에 응모하면, 어떻게 되었고 왜 그런지 여기서 찾아볼 수 있습니다.',
  detail: '사용자 {{user}}, {{activity}}',
  approvedWhy:
    '{{sequence}}번째로 승인되었습니다. 그 순간 재고는 {{stock}}개였고, 먼저 {{approved}}명이 승인되어 있었습니다.',
  rejectedWhy:
    '거절되었습니다: {{reason}}. 그 순간 재고는 {{stock}}개였고, 먼저 {{approved}}명이 승인되어 있었습니다.',
  facts: '엔트리',
  position: '요청의 위치',
  occurrence: '기록된 발생 로그',
  occurrenceText: '“{{event}}”, {{at}}',
  noOccurrence: '없습니다. 승인만 구매로 기록됩니다.',
  later: '이 사용자의 이후 요청',
  noLater: '없습니다. 한 번만 요청했습니다.',
  decided: '이 요청이 지금의 결과를 만들었습니다.',
  receipt: '영수증',
  receiptHint: '서비스가 서명했습니다. axon verify로 바뀌지 않았음을 확인할 수 있습니다.',
  noReceipt: '여기서는 영수증에 서명하지 않습니다.',
}
