import { sql } from 'drizzle-orm/sql'
import { chunksOf } from '../../reads/chunks-of.ts'
import { idList } from '../../reads/id-list.ts'
import type { Query } from '../../stores/database.ts'
import type { Dialect } from '../../stores/dialect.ts'
import { INSTANT, JSON_TEXT, type RowKind } from '../../stores/rows/row-kind.ts'
import { type RowFields, rowShape } from '../../stores/rows/row-shape.ts'
import { canonicalJson } from '../digest/canonical-json.ts'

/** Rows per statement. */
const CHUNK_ROWS = 500

type Value = number | string | null
type Row<Field extends string> = Readonly<Record<Field, Value>> & { readonly id: number }

export interface SeedColumn<Stored extends Value = Value> {
  readonly column: string
  /** What is stored; instants and JSON are read and written by what the dialect says. */
  readonly kind: RowKind<Stored>
}

/** Reads and upserts the rows of one list of a seed file, by its table and the columns of its fields (`id` among them). */
export class SeedTable<Field extends string> {
  readonly #table: string
  readonly #columns: readonly (readonly [Field, SeedColumn])[]
  /** Columns that are set apart from the fields: their value of a new row, and that of a stored one. */
  readonly #derived: readonly {
    readonly column: string
    readonly from: NoInfer<Field>
    readonly update: string
  }[]

  constructor(
    table: string,
    columns: Readonly<Record<Field, SeedColumn>>,
    derived: readonly {
      readonly column: string
      readonly from: NoInfer<Field>
      readonly update: string
    }[] = [],
  ) {
    this.#table = table
    this.#columns = Object.entries(columns) as [Field, SeedColumn][]
    this.#derived = derived
  }

  /**
   * The stored rows with these ids, by id, with the columns of `more` as well; instants in epoch ms, JSON as text. On Postgres they
   * are locked until the transaction ends.
   */
  async stored<More extends Readonly<Record<string, Value>> = Record<never, Value>>(
    query: Query,
    dialect: Dialect,
    ids: readonly number[],
    more?: { readonly [Name in keyof More]: SeedColumn<More[Name]> },
  ): Promise<Map<number, Row<Field> & More>> {
    const read = [...this.#columns, ...(Object.entries(more ?? {}) as [Field, SeedColumn][])]
    const columns = read.map(([field, { column, kind }]) => {
      const name = sql.raw(`"${column}"`)
      const value = isInstant(kind) ? dialect.epochMs(name) : isJson(kind) ? sql`CAST(${name} AS text)` : name
      return sql`${value} AS ${sql.raw(`"${field}"`)}`
    })
    const fields = Object.fromEntries(read.map(([field, { kind }]) => [field, kind]))
    const shape = rowShape(`stored row of ${this.#table}`, fields as RowFields<Row<Field> & More>)
    const lock = sql.raw(dialect.name === 'postgres' ? ' FOR NO KEY UPDATE' : '')
    const rows = new Map<number, Row<Field> & More>()
    for (const chunk of chunksOf([...ids].sort(ascending), CHUNK_ROWS)) {
      const found = await query(
        sql`
          SELECT ${sql.join(columns, sql`, `)} FROM ${sql.raw(this.#table)}
          WHERE id IN ${idList(chunk)} ORDER BY id${lock}`,
        shape,
      )
      for (const row of found) rows.set(row.id, row)
    }
    return rows
  }

  /** Whether the stored row says what the file says. */
  isSame(stored: Row<Field>, row: Row<Field>): boolean {
    return this.#columns.every(([field, { kind }]) => {
      if (isJson(kind)) return canonical(stored[field]) === canonical(row[field])
      return stored[field] === row[field]
    })
  }

  /** `onSaved` is called with how many rows each statement saved. */
  async upsert(
    query: Query,
    dialect: Dialect,
    rows: readonly Row<Field>[],
    onSaved: (rows: number) => void = () => {},
  ): Promise<void> {
    const names = [
      ...this.#columns.map(([, { column }]) => column),
      ...this.#derived.map(({ column }) => column),
    ]
    const updates = [
      ...names.slice(1, this.#columns.length).map((name) => `${name} = excluded.${name}`),
      ...this.#derived.map(({ column, update }) => `${column} = ${update}`),
    ]
    const sorted = [...rows].sort((a, b) => ascending(a.id, b.id))
    for (const chunk of chunksOf(sorted, CHUNK_ROWS)) {
      const json = `[${chunk.map((row) => this.#json(row, dialect)).join(',')}]`
      await query(sql`
        INSERT INTO ${sql.raw(this.#table)} (${sql.raw(names.join(', '))})
        ${dialect.selectRows(this.#table, names, json)}
        ON CONFLICT (id) DO UPDATE SET ${sql.raw(updates.join(', '))}`)
      onSaved(chunk.length)
    }
  }

  /** A row as a JSON object, by column. One parameter for all rows: a parameter for each value costs ten times as much. */
  #json(row: Row<Field>, dialect: Dialect): string {
    const values = this.#columns.map(([field, { column, kind }]) => {
      const value = row[field]
      if (isInstant(kind)) return `"${column}":${dialect.instantInJson(value as number | null)}`
      return `"${column}":${isJson(kind) ? dialect.jsonInJson(value as string) : JSON.stringify(value)}`
    })
    const derived = this.#derived.map(({ column, from }) => `"${column}":${JSON.stringify(row[from])}`)
    return `{${[...values, ...derived].join(',')}}`
  }
}

const isInstant = ({ name }: RowKind<Value>): boolean => name === INSTANT.name

const isJson = ({ name }: RowKind<Value>): boolean => name === JSON_TEXT.name

const ascending = (a: number, b: number): number => a - b

const canonical = (json: Value): string => canonicalJson(String(json))
