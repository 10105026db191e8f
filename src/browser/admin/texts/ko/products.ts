import type { Texts } from '../texts.ts'

export const products: Texts['products'] = {
  title: '상품',
  new: '새 상품',
  searchHint: '이름이나 번호로 검색',
  empty: '아직 상품이 없습니다',
  emptyHint: '상품에는 이름과 가격, 그리고 어떤 판매로도 0 아래로 내려가지 않는 재고가 있습니다.',
  price: '가격',
  stock: '처음 재고',
  left: '남은 수량',
  sold: '판매',
  all: '총 입고 수량',
  restock: '재고 조정',
  restockTitle: '“{{name}}” 재고 조정',
  difference: '더할 수량',
  differenceHint: '0보다 작으면 남은 재고에서 뺍니다. 이미 팔린 것은 그대로입니다.',
  after: '지금 {{left}}개, 조정하면 {{after}}개 남습니다.',
  restocked: '“{{name}}”: {{difference}}개 조정, {{left}}개 남았습니다.',
}
