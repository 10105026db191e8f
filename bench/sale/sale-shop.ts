/** A seed file with one activity that sells so many pieces. */
export const saleShop = (pieces: number) => ({
  products: [{ id: 1, productName: '한정판 머그컵', stock: pieces, price: 19_900 }],
  campaigns: [{ id: 1, name: '봄맞이 선착순' }],
  campaignActivities: [
    {
      id: 1,
      campaignId: 1,
      productId: 1,
      name: `머그컵 선착순 ${pieces}명`,
      activityType: 'FIRST_COME_FIRST_SERVE',
      status: 'ACTIVE',
      limitCount: pieces,
    },
  ],
  events: [{ id: 1, name: '구매', status: 'ACTIVE', triggerType: 'PURCHASE' }],
})
