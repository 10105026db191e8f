import { sql } from 'drizzle-orm/sql'
import type { Database, Query } from '../stores/database.ts'
import type { Dialect } from '../stores/dialect.ts'
import { COUNT, TEXT } from '../stores/rows/row-kind.ts'
import { rowShape } from '../stores/rows/row-shape.ts'
import type { Clause } from './invariants/invariant.ts'
import { invariants } from './invariants/invariants.ts'

/** Rows that are named of each offence; the others are counted. */
const ROWS_SHOWN = 20

/** With the columns that its clause selects, of which there are {@link total} rows. */
const OFFENDING = { ...rowShape('offending row', { total: COUNT }), isOpen: true }

const INTEGRITY = rowShape('finding of the integrity check', { integrity_check: TEXT })

/** Rows that break an invariant in one way. */
export interface Offence {
  readonly offence: string
  /** All of them. */
  readonly count: number
  /** The first 20. */
  readonly rows: readonly Readonly<Record<string, unknown>>[]
}

export interface CheckedInvariant {
  /** As in CONTRACT §5; 0 is the database file itself. */
  readonly number: number
  readonly sentence: string
  readonly holds: boolean
  readonly offences: readonly Offence[]
}

export interface Verification {
  readonly holds: boolean
  readonly invariants: readonly CheckedInvariant[]
}

/** Checks every invariant of CONTRACT §5 on one state of the database, whoever writes meanwhile. */
export async function verify(database: Database): Promise<Verification> {
  const checked = await database.snapshot(async (query) => {
    const results: CheckedInvariant[] = []
    if (database.dialect.name === 'sqlite') results.push(await checkFile(query))
    for (const { number, sentence, clauses } of invariants) {
      const offences: Offence[] = []
      for (const clause of clauses) offences.push(...(await offencesAgainst(clause, query, database.dialect)))
      results.push({ number, sentence, holds: offences.length === 0, offences })
    }
    return results
  })
  return { holds: checked.every(({ holds }) => holds), invariants: checked }
}

async function offencesAgainst(clause: Clause, query: Query, dialect: Dialect): Promise<Offence[]> {
  const found = await query(
    sql`
      SELECT offending.*, count(*) OVER () AS total FROM (${clause.rows(dialect)}) AS offending
      ORDER BY 1 LIMIT ${ROWS_SHOWN}`,
    OFFENDING,
  )
  const [first] = found
  if (!first) return []
  return [{ offence: clause.offence, count: first.total, rows: found.map(({ total: _, ...row }) => row) }]
}

/** A damaged page or index can hide rows from every other check. */
async function checkFile(query: Query): Promise<CheckedInvariant> {
  const found = await query(sql`PRAGMA integrity_check`, INTEGRITY)
  const rows = found.filter(({ integrity_check }) => integrity_check !== 'ok')
  const offence = 'PRAGMA integrity_check found damage: restore the file from a backup'
  return {
    number: 0,
    sentence: 'the SQLite file is whole',
    holds: rows.length === 0,
    offences: rows.length === 0 ? [] : [{ offence, count: rows.length, rows: rows.slice(0, ROWS_SHOWN) }],
  }
}
