import type { Database, Query } from '../../src/stores/database.ts'
import type { RowKind } from '../../src/stores/rows/row-kind.ts'
import type { RowShape } from '../../src/stores/rows/row-shape.ts'

/** A database that holds every row it answers with against the shape that was asked for. */
export class WatchedRows {
  readonly database: Database
  /** What is not as its shape says. */
  readonly wrong: string[] = []
  readonly #nullable = new Map<string, { hasNull: boolean; hasValue: boolean }>()
  readonly #seen = new Set<string>()

  constructor(database: Database) {
    const watching =
      (query: Query): Query =>
      async (statement, shape) => {
        const rows = await query(statement, shape)
        this.#hold(rows, shape)
        return rows
      }
    this.database = {
      dialect: database.dialect,
      displayUrl: database.displayUrl,
      query: watching(database.query),
      transaction: (work) => database.transaction((query) => work(watching(query))),
      snapshot: (work) => database.snapshot((query) => work(watching(query))),
      position: (at) => database.position(at),
      transact: (transaction) => database.transact(transaction),
      failureOf: (error) => database.failureOf(error),
      close: () => database.close(),
    }
  }

  /** Names of the shapes that rows were seen of. */
  get seen(): string[] {
    return [...this.#seen].sort()
  }

  /** Nullable fields that were seen only with, or only without a value. */
  get halfSeen(): string[] {
    return [...this.#nullable].flatMap(([field, { hasNull, hasValue }]) =>
      hasNull && hasValue ? [] : [`${field} is ${hasNull ? 'always' : 'never'} null`],
    )
  }

  #hold<Row>(rows: readonly Row[], shape: RowShape<Row> | undefined): void {
    if (!shape) {
      // `SELECT 1` is the one question whose answer nobody looks at.
      const isLookedAt = rows.some((row) => Object.values(row as object).some((value) => value !== 1))
      if (isLookedAt) this.wrong.push(`rows without a shape: ${JSON.stringify(rows[0])}`)
      return
    }
    for (const row of rows) this.#holdRow(row as Record<string, unknown>, shape)
  }

  #holdRow<Row>(row: Record<string, unknown>, { name, fields, isOpen }: RowShape<Row>): void {
    this.#seen.add(name)
    const kinds = Object.entries(fields) as [string, RowKind<unknown>][]
    for (const [field, kind] of kinds) {
      const value = row[field]
      const text = `${name}: ${field}`
      if (!kind.holds(value)) this.wrong.push(`${text} is no ${kind.name}: ${JSON.stringify(value)}`)
      if (!kind.isNullable) continue
      const seen = this.#nullable.get(text) ?? { hasNull: false, hasValue: false }
      this.#nullable.set(text, {
        hasNull: seen.hasNull || value === null,
        hasValue: seen.hasValue || value !== null,
      })
    }
    const others = Object.entries(row).filter(([field]) => !Object.hasOwn(fields, field))
    for (const [field, value] of others) {
      const isPlain = value === null || typeof value === 'string' || Number.isSafeInteger(value)
      if (!isOpen || !isPlain) this.wrong.push(`${name}: ${field} is not expected: ${JSON.stringify(value)}`)
    }
  }
}
