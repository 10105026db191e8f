import { expect, it } from 'vitest'
import { clocksOf } from './clocks.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOW = Date.UTC(2026, 10, 27)

it.each<[string, number, number, [occurredAt: number, sent: number | null, happenedAt: number | null]]>([
  ['a good clock', NOW - 5_000, NOW - 10, [NOW - 5_000, null, NOW - 4_990]],
  ['an hour behind', NOW - HOUR - 5, NOW - HOUR, [NOW - HOUR - 5, null, NOW - 5]],
  ['an hour ahead', NOW + HOUR - 5, NOW + HOUR, [NOW + HOUR - 5, null, NOW - 5]],
  ['exactly a day ahead', NOW + DAY, NOW + DAY, [NOW + DAY, null, NOW]],
  ['two weeks ahead', NOW + 14 * DAY - 5, NOW + 14 * DAY, [NOW, NOW + 14 * DAY - 5, NOW - 5]],
  ['years behind, three days offline', 3 * DAY, 6 * DAY, [NOW, 3 * DAY, NOW - 3 * DAY]],
  ['offline for a week', NOW - 7 * DAY, NOW, [NOW - 7 * DAY, null, NOW - 7 * DAY]],
  ['offline for longer', NOW - 7 * DAY - 1, NOW, [NOW - 7 * DAY - 1, null, null]],
  ['before it happened', NOW + 5, NOW, [NOW + 5, null, NOW]],
  ['long before it happened', NOW + 2 * DAY, NOW, [NOW, NOW + 2 * DAY, NOW]],
])('%s', (_, occurredAt, sentAt, [kept, sent, happenedAt]) => {
  expect(clocksOf(occurredAt, sentAt, NOW)).toEqual({ occurredAt: kept, sentOccurredAt: sent, happenedAt })
})
