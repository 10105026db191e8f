import { type SQL, sql } from 'drizzle-orm/sql'
import type { MessagePosition } from '../../domain/message-position.ts'
import {
  APPROVED,
  DEAD_LETTER_REASONS,
  type DeadLetterReason,
  DUPLICATE,
  deadLetter,
  type Outcome,
  REJECT_REASONS,
  type RejectReason,
  rejected,
} from '../../domain/outcome.ts'
import type { EntryOnRecord } from '../../domain/sale/entry-on-record.ts'
import type { Database } from '../../stores/database.ts'
import { COUNT, nullable, oneOf, TEXT } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'
import { entriesOnRecord } from './entries-on-record.ts'
import { type EntryKey, entryKeyText } from './entry-key.ts'

/** A user's request, by where it stands. */
export interface RequestAt extends EntryKey {
  readonly position: MessagePosition
}

/** What a request came to. */
export interface DecisionAt {
  readonly outcome: Outcome
  /** As it stands with this decision; null for a dead letter. */
  readonly entry: EntryOnRecord | null
  /** Of the request; of one that was decided again since, that of the decision that stands. */
  readonly position: MessagePosition
}

/** The stored position went past a request that was never decided: a gap that was accepted, or a topic that was made anew. */
export const SKIPPED = 'skipped'

interface PassedRow {
  readonly index: number
  readonly deadLetterReason: DeadLetterReason | null
  readonly deadLetterError: string | null
  readonly outcome: 'approved' | 'rejected' | 'duplicate' | null
  readonly rejectReason: RejectReason | null
}

const PASSED = rowShape<PassedRow>('request that was passed', {
  index: COUNT,
  deadLetterReason: nullable(oneOf(DEAD_LETTER_REASONS)),
  deadLetterError: nullable(TEXT),
  outcome: nullable(oneOf(['approved', 'rejected', 'duplicate'])),
  rejectReason: nullable(oneOf(REJECT_REASONS)),
})

/** What each of these requests came to, in their order; null while the stored position has not passed it. Two statements for all. */
export async function decisionsAt(
  database: Pick<Database, 'query' | 'dialect'>,
  requests: readonly RequestAt[],
): Promise<(DecisionAt | typeof SKIPPED | null)[]> {
  if (requests.length === 0) return []
  const { name } = database.dialect
  const passed = await database.query(
    sql`
      SELECT wanted.at AS "index", letter.reason AS "deadLetterReason", letter.error AS "deadLetterError",
             repeated.outcome, repeated.reject_reason AS "rejectReason"
      FROM ${wanted(name, requests)}
      JOIN source_offsets AS stored ON stored.source = wanted.source AND stored.partition = wanted.part
        AND stored.next_offset > wanted.place
      LEFT JOIN dead_letters AS letter ON letter.source = stored.source AND letter.partition = stored.partition
        AND letter."offset" = wanted.place AND letter.status <> 'RETRIED'
      LEFT JOIN repeated_requests AS repeated ON repeated.source_id = stored.id AND repeated.source_offset = wanted.place`,
    PASSED,
  )
  const asked = new Map(passed.map(({ index }) => [entryKeyText(requests[index]!), requests[index]!]))
  const found = await entriesOnRecord(database, [...asked.values()])
  const entries = new Map(found.map((entry) => [entryKeyText(entry), entry]))
  const decisions: (DecisionAt | typeof SKIPPED | null)[] = requests.map(() => null)
  for (const row of passed) {
    const request = requests[row.index]!
    decisions[row.index] = decisionOf(row, request.position, entries.get(entryKeyText(request)) ?? null)
  }
  return decisions
}

function decisionOf(
  row: PassedRow,
  position: MessagePosition,
  entry: EntryOnRecord | null,
): DecisionAt | typeof SKIPPED {
  if (row.deadLetterReason !== null) {
    return { outcome: deadLetter(row.deadLetterReason, row.deadLetterError ?? ''), entry: null, position }
  }
  if (entry === null) return SKIPPED
  const { rejectReason } = row
  if (isSame(entry.position, position)) return { outcome: outcomeOf(entry), entry, position }
  if (row.outcome === 'duplicate') return { outcome: DUPLICATE, entry, position }
  if (rejectReason !== null) {
    const asItWas = { ...entry, status: 'REJECTED', rejectReason, sequence: null } as const
    return { outcome: rejected(rejectReason), entry: asItWas, position }
  }
  // It was the user's first, rejected then and decided again since: of it only the instant is kept, and what stands is the truth.
  const outcome = entry.status === 'APPROVED' ? DUPLICATE : outcomeOf(entry)
  return { outcome, entry, position: entry.position }
}

const outcomeOf = ({ rejectReason }: EntryOnRecord): Outcome =>
  rejectReason === null ? APPROVED : rejected(rejectReason)

const isSame = (a: MessagePosition, b: MessagePosition): boolean =>
  a.at.source === b.at.source && a.at.partition === b.at.partition && a.offset === b.offset

/** The positions as one parameter, whatever their number. */
function wanted(dialect: Database['dialect']['name'], requests: readonly RequestAt[]): SQL {
  const json = JSON.stringify(
    requests.map(({ position: { at, offset } }) => [at.source, at.partition, offset]),
  )
  if (dialect === 'sqlite') {
    return sql`(SELECT key AS at, value ->> 0 AS source, value ->> 1 AS part, value ->> 2 AS place FROM json_each(${json})) AS wanted`
  }
  return sql`(SELECT number - 1 AS at, value ->> 0 AS source, (value ->> 1)::int AS part, (value ->> 2)::bigint AS place
    FROM json_array_elements(${json}::json) WITH ORDINALITY AS list (value, number)) AS wanted`
}
