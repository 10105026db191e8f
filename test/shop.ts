/** A shop as small as can be: one product, one activity, and an event for each trigger type with a strategy. */
export const SHOP = {
  products: [{ id: 1, productName: '한정판 머그컵', stock: 100, price: 19_900 }],
  campaigns: [{ id: 1, name: '봄맞이 선착순' }],
  campaignActivities: [
    {
      id: 1,
      campaignId: 1,
      productId: 1,
      name: '머그컵 선착순 100명',
      activityType: 'FIRST_COME_FIRST_SERVE',
      status: 'ACTIVE',
      limitCount: 100,
    },
  ],
  events: [
    { id: 1, name: '구매', status: 'ACTIVE', triggerType: 'PURCHASE' },
    { id: 2, name: '로그인', status: 'ACTIVE', triggerType: 'LOGIN_SUCCESS' },
    { id: 3, name: '가입', status: 'ACTIVE', triggerType: 'SIGNUP' },
  ],
}

/** 2026-05-01T10:00:00+09:00, when the sale opens. */
export const OPENING = Date.parse('2026-05-01T10:00:00+09:00')

/** A user's request for activity 1. */
export const click = (userId: number, more: object = {}) => ({
  campaignActivityType: 'FIRST_COME_FIRST_SERVE',
  campaignActivityId: 1,
  userId,
  timestamp: OPENING,
  ...more,
})
