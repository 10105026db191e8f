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

/** What came before: approvals, a rejected one who asked twice, and dead letters. Entry of user 42: approved; of 45: rejected. */
const LINES: readonly (object | string)[] = [
  ...[41, 42, 43].map((user) => entry(user)),
  { ...entry(42), timestamp: '2026-05-01T11:05:00+09:00' },
  entry(45, 5),
  entry(45, 5),
  '{"no": json}',
  entry(46, 404),
]

/** The bundled shop, with `more` in it, in which something has happened. */
export function startBusyShop(
  more: (shop: Record<string, object[]>) => object = (shop) => shop,
): Promise<AdminShop> {
  const seed = JSON.parse(readFileSync(join(packageRoot, 'seeds', 'default.json'), 'utf8'))
  return AdminShop.start(more(seed), LINES)
}
