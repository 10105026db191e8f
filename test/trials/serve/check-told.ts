import { sql } from 'drizzle-orm/sql'
import { compareWithDatabase } from '../../../bench/sale/compare-with-database.ts'
import { checkReceipt } from '../../../src/operations/receipts/check-receipt.ts'
import { proveReceipt } from '../../../src/operations/receipts/prove-receipt.ts'
import { publicKeysOf } from '../../../src/operations/receipts/receipt-keys.ts'
import type { Database } from '../../../src/stores/database.ts'
import type { Crowd, Told } from './crowd.ts'

/** Each is looked up by itself: of more answers, so many of a kind are proven. */
const PROVEN_OF_A_KIND = 1_000
const MOST_LINES = 20

/** Holds every answer that tells of an entry against the database: what differs, a line each. `keys`: as `/v1/receipt-keys` shows them. */
export async function checkTold(database: Database, crowd: Crowd, keys: string): Promise<string[]> {
  const ofActivities = []
  for (const [activity, last] of crowd.last) {
    const { differences } = await compareWithDatabase(database, activity, [...last.values()])
    ofActivities.push(...differences.map((difference) => `activity ${activity}: ${difference}`))
  }
  const answers = [
    ...(await wrongApprovals(database, crowd.told)),
    ...(await unproven(database, crowd.told, keys)),
  ]
  return [...ofActivities, ...answers.slice(0, MOST_LINES)]
}

/** Every approval that somebody was told of, not only the last. */
async function wrongApprovals(database: Database, told: readonly Told[]): Promise<string[]> {
  const rows = await database.query<{ activity: number; user: number; sequence: number }>(sql`
    SELECT campaign_activity_id AS activity, user_id AS "user", sequence FROM campaign_activity_entries
    WHERE status = 'APPROVED'`)
  const sequences = new Map(rows.map(({ activity, user, sequence }) => [`${activity} ${user}`, sequence]))
  return told.flatMap(({ activity, userId, status, sequence }) => {
    const stored = sequences.get(`${activity} ${userId}`)
    if (status === 409 || sequence === null || stored === sequence) return []
    return [`user ${userId} was told ${status} with sequence ${sequence}, the database has ${stored}`]
  })
}

/** Receipts, those of earlier rejections as well: the database must know each request, and what it was answered. */
async function unproven(database: Database, told: readonly Told[], keys: string): Promise<string[]> {
  const known = publicKeysOf(keys) ?? new Map()
  const chosen = ([200, 201, 409] as const).flatMap((status) =>
    evenly(told.filter((answer) => answer.status === status)),
  )
  const wrong: string[] = []
  for (const { userId, status, receipt } of chosen) {
    const checked = checkReceipt(receipt, known)
    const differences =
      'problem' in checked ? [checked.problem] : (await proveReceipt(database, checked.receipt)).differences
    wrong.push(...differences.map((difference) => `the receipt of user ${userId} (${status}): ${difference}`))
  }
  return wrong
}

/** From begin to end, not only the first. */
function evenly(answers: readonly Told[]): Told[] {
  const step = Math.max(1, answers.length / PROVEN_OF_A_KIND)
  return Array.from(
    { length: Math.floor(answers.length / step) },
    (_, index) => answers[Math.floor(index * step)]!,
  )
}
