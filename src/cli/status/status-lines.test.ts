import { expect, it } from 'vitest'
import type { Status } from '../../reads/status/status.ts'
import { statusLines } from './status-lines.ts'

const statusText = (...given: Parameters<typeof statusLines>): string => [...statusLines(...given)].join('\n')

const NOTHING: Status = {
  database: 'sqlite:axon.db',
  products: [],
  activities: [],
  entries: { approved: 0, rejected: 0, rejectedByReason: {} },
  occurrences: [],
  deadLetters: [],
  positions: [],
}

const activity = {
  id: 1,
  name: '머그컵\u001b[2J',
  campaignId: 1,
  campaignName: '봄',
  productId: 1,
  activityType: 'FIRST_COME_FIRST_SERVE',
  status: 'ACTIVE' as const,
  approved: 100,
  limitCount: 100,
  rejected: 1_200,
  rejectedByReason: { LIMIT_REACHED: 1_200 },
  startDate: Date.UTC(2026, 4, 1, 1),
  endDate: null,
}

it('says every number with its meaning', () => {
  const text = statusText({
    ...NOTHING,
    products: [{ id: 1, productName: '한정판 머그컵', stock: 0, initialStock: 100, sold: 100 }],
    activities: [activity],
    entries: { approved: 100, rejected: 1_200, rejectedByReason: { LIMIT_REACHED: 1_200 } },
  })
  expect(text).toContain('한정판 머그컵 │ stock 0 of 100 │ 100 sold')
  expect(text).toContain(
    '100 approved of 100 │ 1,200 rejected (LIMIT_REACHED 1,200) │ from 2026-05-01T01:00:00Z',
  )
  expect(text).toContain('Entries: 100 approved, 1,200 rejected (LIMIT_REACHED 1,200)')
})

it('sends no control characters to the terminal', () => {
  const text = statusText({ ...NOTHING, activities: [activity] })
  expect(text).not.toContain('\u001b')
  expect(text).toContain('머그컵·[2J')
})

it('says what to do with an empty database', () => {
  expect(statusText(NOTHING)).toContain('Products: none: load some with `axon seed`')
})

it('has a line for each of 200,000 products', () => {
  const products = Array.from({ length: 200_000 }, (_, index) => ({
    id: index + 1,
    productName: `머그컵 ${index + 1}`,
    stock: 100,
    initialStock: 100,
    sold: 0,
  }))
  const lines = statusText({ ...NOTHING, products }).split('\n')
  expect(lines.filter((line) => line.includes('머그컵'))).toHaveLength(200_000)
  expect(statusText({ ...NOTHING, products }, { limit: 20 })).toContain('… 199,980 more')
})
