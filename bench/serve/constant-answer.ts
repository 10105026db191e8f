/** An answer of the size of a decision's. */
export const CONSTANT_ANSWER = JSON.stringify({
  ...{ outcome: 'approved', activityId: 1, userId: 1, productId: 1, quantity: 1, price: 19_900, sequence: 1 },
  ...{ reason: null, requestedAt: '2026-05-01T01:00:00.000Z', decidedAt: '2026-05-01T01:00:00.005Z' },
  receipt: 'x'.repeat(500),
})
