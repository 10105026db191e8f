import type { SQL } from 'drizzle-orm/sql'
import type { Dialect } from '../../stores/dialect.ts'

/** One way in which an invariant can be broken. */
export interface Clause {
  /** Completes the sentence "this row …": what is wrong with the rows found. */
  readonly offence: string
  /** Selects the offending rows, with the columns that name them and show what is wrong. One statement: one moment. */
  readonly rows: (dialect: Dialect) => SQL
}

/** A promise of CONTRACT §5. */
export interface Invariant {
  /** As in the contract; 0 is the database file itself. */
  readonly number: number
  readonly sentence: string
  readonly clauses: readonly Clause[]
}
