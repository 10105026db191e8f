import { type SQL, sql } from 'drizzle-orm/sql'
import type { Query } from '../../stores/database.ts'
import { COUNT, ID, nullable, TEXT } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'

/** Rows that one look counts at most: some tens of milliseconds, however large the table is. */
const ROWS_PER_LOOK = 400_000

interface Table {
  readonly name: SQL
  /** What rows are counted by: one text per row. */
  readonly group: SQL
}

const NEWEST = rowShape('newest id', { newest: nullable(ID) })

const ROWS = rowShape('number of rows', { name: TEXT, count: COUNT })

/**
 * Counts a growing table by ids, a range at a time: a look costs what is new, not what is there. Where several writers share a
 * database, ids are handed out before they are committed, and not in order: those of the last `settleLooks` looks are counted
 * again each time.
 */
export class CountRows {
  readonly #table: Table
  readonly #settleLooks: number
  readonly #rowsPerLook: number
  readonly #settled = new Map<string, number>()
  #settledTo = 0
  #recent: ReadonlyMap<string, number> = new Map()
  #looks: number[] = []
  #newest = 0

  constructor(table: Table, settleLooks: number, rowsPerLook = ROWS_PER_LOOK) {
    this.#table = table
    this.#settleLooks = settleLooks
    this.#rowsPerLook = rowsPerLook
  }

  /** Counts what is new; false if the table has become smaller: what was counted is void. */
  async look(query: Query): Promise<boolean> {
    const [row] = await query(sql`SELECT max(id) AS newest FROM ${this.#table.name}`, NEWEST)
    const newest = row?.newest ?? 0
    if (newest < this.#newest) return false
    this.#newest = newest
    const isFarBehind = newest - this.#settledTo > this.#rowsPerLook
    const settleTo = isFarBehind ? this.#settledTo + this.#rowsPerLook : this.#oldEnough(newest)
    for (const [group, count] of await this.#count(query, this.#settledTo, settleTo)) {
      this.#settled.set(group, (this.#settled.get(group) ?? 0) + count)
    }
    this.#settledTo = settleTo
    this.#recent = this.isComplete ? await this.#count(query, settleTo, newest) : new Map()
    return true
  }

  /** By group. */
  sums(): Record<string, number> {
    const sums = Object.fromEntries(this.#settled)
    for (const [group, count] of this.#recent) sums[group] = (sums[group] ?? 0) + count
    return sums
  }

  get isComplete(): boolean {
    return this.#newest - this.#settledTo <= this.#rowsPerLook
  }

  get settledTo(): number {
    return this.#settledTo
  }

  get newest(): number {
    return this.#newest
  }

  #oldEnough(newest: number): number {
    this.#looks.push(newest)
    if (this.#looks.length <= this.#settleLooks) return this.#settledTo
    return Math.max(this.#settledTo, this.#looks.shift() ?? 0)
  }

  async #count(query: Query, after: number, upTo: number): Promise<ReadonlyMap<string, number>> {
    if (upTo <= after) return new Map()
    const { name, group } = this.#table
    const rows = await query(
      sql`
        SELECT ${group} AS name, count(*) AS count FROM ${name} WHERE id > ${after} AND id <= ${upTo} GROUP BY 1`,
      ROWS,
    )
    return new Map(rows.map(({ name, count }) => [name, count]))
  }
}
