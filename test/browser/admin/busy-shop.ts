import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../../src/package-root.ts'
import { AdminShop } from './admin-shop.ts'

const AT = '2026-05-01T11:00:00+09:00'
const entry = (userId: number, campaignActivityId = 1): object => ({
  campaignActivityType: 'FIRST_COME_FIRST_SERVE',
  campaignActivityId,
  userId,
  timestamp: AT,
})

/** What came before: approvals (users 41, 1042, 43), a rejected one who asked twice (45), and dead letters: the last one for want of an event. */
const LINES: readonly (object | string)[] = [
  ...[41, 1_042, 43].map((user) => entry(user)),
  { ...entry(1_042), timestamp: '2026-05-01T11:05:00+09:00' },
  entry(45, 5),
  entry(45, 5),
  '{"no": json}',
  entry(46, 404),
  { triggerType: 'SIGNUP', userId: 47, occurredAt: AT },
]

/** The bundled shop, with `more` in it, in which something has happened. */
export function startBusyShop(
  more: (shop: Record<string, object[]>) => object = (shop) => shop,
): Promise<AdminShop> {
  const seed = JSON.parse(readFileSync(join(packageRoot, 'seeds', 'default.json'), 'utf8'))
  return AdminShop.start(more(seed), LINES)
}
