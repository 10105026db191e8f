import { sql } from 'drizzle-orm/sql'
import type { Query } from '../../stores/database.ts'
import { COUNT, TEXT } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'
import type { StoredPosition } from '../positions.ts'

/** Rows of one source that one look counts at most. */
const OFFSETS_PER_LOOK = 400_000

const REPEATED = rowShape('number of repeated requests', {
  /** `duplicate`, `approved`, or the reason of the rejection. */
  name: TEXT,
  count: COUNT,
})

/**
 * Counts the requests of users who had an entry before, by outcome and reason. They have no id: each source is counted up to
 * its position, which moves in the same transaction.
 */
export class CountRepeated {
  readonly #countedTo = new Map<number, number>()
  readonly #sums = new Map<string, number>()
  #isComplete = true

  async look(query: Query, sources: readonly StoredPosition[]): Promise<void> {
    this.#isComplete = true
    for (const { id, nextOffset } of sources) {
      const from = this.#countedTo.get(id) ?? 0
      const to = Math.min(nextOffset, from + OFFSETS_PER_LOOK)
      if (to < nextOffset) this.#isComplete = false
      this.#countedTo.set(id, to)
      if (to <= from) continue
      const rows = await query(
        sql`
          SELECT CASE WHEN outcome = 'rejected' THEN reject_reason ELSE outcome END AS name, count(*) AS count
          FROM repeated_requests WHERE source_id = ${id} AND source_offset >= ${from} AND source_offset < ${to}
          GROUP BY 1`,
        REPEATED,
      )
      for (const { name, count } of rows) this.#sums.set(name, (this.#sums.get(name) ?? 0) + count)
    }
  }

  /** The counts so far, by `duplicate`, `approved`, or the reason of the rejection. */
  sums(): Record<string, number> {
    return Object.fromEntries(this.#sums)
  }

  get isComplete(): boolean {
    return this.#isComplete
  }
}
