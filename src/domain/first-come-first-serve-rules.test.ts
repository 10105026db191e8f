import { expect, it } from 'vitest'
import type { CampaignActivity } from './campaign-activity.ts'
import { firstComeFirstServeRules } from './first-come-first-serve-rules.ts'

const activity: CampaignActivity = {
  id: 1,
  productId: 1,
  activityType: 'FIRST_COME_FIRST_SERVE',
  status: 'ACTIVE',
  limitCount: 10,
  approvedCount: 9,
  startDate: 1_000,
  endDate: 2_000,
  price: null,
}
const facts = { activity, product: { id: 1, stock: 3, price: 5 }, quantity: 3, requestedAt: 1_500 }

it('approves the last piece of the last place, at both ends of the period', () => {
  expect(firstComeFirstServeRules(facts)).toBeNull()
  expect(firstComeFirstServeRules({ ...facts, requestedAt: 1_000 })).toBeNull()
  expect(firstComeFirstServeRules({ ...facts, requestedAt: 2_000 })).toBeNull()
})

it('takes null as no bound', () => {
  const open = { ...activity, startDate: null, endDate: null, limitCount: null, approvedCount: 1e6 }
  expect(firstComeFirstServeRules({ ...facts, activity: open, requestedAt: 1 })).toBeNull()
})

const wrong = {
  ACTIVITY_NOT_ACTIVE: { activity: { ...activity, status: 'PAUSED' as const } },
  OUTSIDE_PERIOD: { requestedAt: 999 },
  PRODUCT_MISMATCH: { product: { id: 2, stock: 3, price: 5 } },
  LIMIT_REACHED: { activity: { ...activity, limitCount: 9 } },
  OUT_OF_STOCK: { quantity: 4 },
}

it.each(Object.entries(wrong))('rejects with %s', (reason, change) => {
  expect(firstComeFirstServeRules({ ...facts, ...change })).toBe(reason)
})

it('says the first reason that applies', () => {
  const everything = {
    activity: { ...activity, status: 'ENDED' as const, limitCount: 0 },
    product: { id: 2, stock: 0, price: 5 },
    quantity: 4,
    requestedAt: 2_001,
  }
  expect(firstComeFirstServeRules(everything)).toBe('ACTIVITY_NOT_ACTIVE')
  const active = { ...everything.activity, status: 'ACTIVE' as const }
  expect(firstComeFirstServeRules({ ...everything, activity: active })).toBe('OUTSIDE_PERIOD')
  const inTime = { ...everything, activity: active, requestedAt: 1_500 }
  expect(firstComeFirstServeRules(inTime)).toBe('PRODUCT_MISMATCH')
  const sameProduct = { ...inTime, product: { ...inTime.product, id: 1 } }
  expect(firstComeFirstServeRules(sameProduct)).toBe('LIMIT_REACHED')
})
