import type { QueryResultRow } from 'pg'
import type { PostgresConnection } from './connection.ts'

/** A statement of the hot path, prepared once per connection under its name. Lists come as arrays, one per column. */
export interface Statement {
  readonly name: string
  readonly text: string
}

/** A statement with its parameters, ready to be sent. */
export interface BoundStatement extends Statement {
  readonly values: unknown[]
}

const names = new Set<string>()

/** @throws if another statement has the name: the driver would refuse one of them, without a word to the server. */
export function statement(name: string, text: string): Statement {
  if (names.has(name)) throw new Error(`two statements are named ${name}`)
  names.add(name)
  return { name: `axon-${name}`, text }
}

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
