import type { QueryResultRow } from 'pg'
import type { PostgresConnection } from './connection.ts'

/** A statement of the hot path, prepared once per connection under its name. Lists come as arrays, one per column. */
export interface Statement {
  readonly name: string
  readonly text: string
}

export const statement = (name: string, text: string): Statement => ({ name: `axon-${name}`, text })

/** An instant of the tables as epoch milliseconds. */
export const epochMs = (column: string) => `(extract(epoch from ${column}) * 1000)::bigint`

export async function run<Row extends QueryResultRow>(
  connection: PostgresConnection,
  { name, text }: Statement,
  values: unknown[],
): Promise<Row[]> {
  const { rows } = await connection.query<Row>({ name, text, values })
  return rows
}
