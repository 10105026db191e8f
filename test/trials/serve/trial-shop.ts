/** Sold without end: whoever asks gets a piece. */
export const PLENTY = 1
/** Sold out soon: nearly all are rejected, and may ask again. */
export const SCARCE = 2

const PIECES = 100_000_000
const FEW = 50

const activity = (id: number, limitCount: number | null) => ({
  id,
  campaignId: 1,
  productId: id,
  name: `선착순 ${id}`,
  activityType: 'FIRST_COME_FIRST_SERVE',
  status: 'ACTIVE',
  limitCount,
})

/** A seed file with both kinds. */
export const TRIAL_SHOP = {
  products: [PLENTY, SCARCE].map((id) => ({ id, productName: `머그컵 ${id}`, stock: PIECES, price: 19_900 })),
  campaigns: [{ id: 1, name: '봄맞이 선착순' }],
  campaignActivities: [activity(PLENTY, null), activity(SCARCE, FEW)],
  events: [{ id: 1, name: '구매', status: 'ACTIVE', triggerType: 'PURCHASE' }],
}
