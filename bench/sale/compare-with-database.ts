import { sql } from 'drizzle-orm/sql'
import { verify } from '../../src/operations/verify.ts'
import type { Database } from '../../src/stores/database.ts'
import type { LastAnswer } from './shopper.ts'

interface Row {
  readonly userId: number
  readonly status: 'APPROVED' | 'REJECTED'
  readonly sequence: number | null
  readonly reason: string | null
}

/** Lines that name what differs; no more than this of each kind of check. */
const MOST_LINES = 20

export interface Comparison {
  /** Empty: every answer is in the database, and every approval was told. */
  readonly differences: readonly string[]
  readonly approved: number
  /** Entries of users who gave up without an answer: they would be told if they asked. */
  readonly untold: number
}

/** Holds what users were told last against the entries, and the entries against every invariant. */
export async function compareWithDatabase(
  database: Database,
  activity: number,
  answers: readonly LastAnswer[],
): Promise<Comparison> {
  const found = await database.query<Row>(sql`
    SELECT user_id AS "userId", status, sequence, reject_reason AS reason
    FROM campaign_activity_entries WHERE campaign_activity_id = ${activity}`)
  const rows = new Map(found.map((row) => [row.userId, row]))
  const differences = answers.flatMap((answer) => differenceOf(answer, rows.get(answer.userId)))
  const sequences = found.flatMap(({ sequence }) => sequence ?? []).sort((a, b) => a - b)
  const isGapless = sequences.every((sequence, index) => sequence === index + 1)
  const { holds } = await verify(database)
  return {
    differences: [
      ...differences.slice(0, MOST_LINES),
      ...(differences.length > MOST_LINES ? [`… and ${differences.length - MOST_LINES} more`] : []),
      ...(isGapless ? [] : ['the sequences are not 1, 2, 3 …']),
      ...(holds ? [] : ['an invariant is broken: axon verify names it']),
    ],
    approved: sequences.length,
    untold: answers.filter(({ outcome, userId }) => outcome === 'unknown' && rows.has(userId)).length,
  }
}

function differenceOf(
  { userId, outcome, sequence, reason, status }: LastAnswer,
  row: Row | undefined,
): string[] {
  const stored = row ? `${row.status} ${row.sequence ?? row.reason}` : 'nothing'
  const differs = (told: string): string[] => [`user ${userId} was told ${told}, the database has ${stored}`]
  switch (outcome) {
    case 'approved':
    case 'duplicate':
      return row?.status === 'APPROVED' && row.sequence === sequence ? [] : differs(`${outcome} ${sequence}`)
    case 'rejected':
      return row?.status === 'REJECTED' && row.reason === reason ? [] : differs(`rejected ${reason}`)
    case 'not_open':
      return row ? differs('that the activity is not open') : []
    case 'refused':
      return [`user ${userId} was refused with ${status}`]
    case 'unknown':
      return []
  }
}
