import { allEnded } from './all-ended.ts'
import { type PostgresConnection, type Sessions, sentTogether } from './connection.ts'
import { failureOf } from './errors.ts'
import { type BoundStatement, run } from './statements.ts'

/** How a transaction ends. */
export interface Ending {
  readonly isKept: boolean
  /** Answers of what was sent already. */
  readonly sent?: Promise<unknown>
  /** Statements whose answers nobody needs: they leave together with the COMMIT or ROLLBACK. */
  readonly last: readonly BoundStatement[]
}

export const KEPT: Ending = { isKept: true, last: [] }
export const UNDONE: Ending = { isKept: false, last: [] }

/**
 * Begins, `work`, then COMMIT or ROLLBACK, as `work` answers. Whatever it or its last statements throw is thrown after a rollback: the
 * server answers a COMMIT behind a statement that failed with one. A connection that broke, or whose state is unknown, is thrown
 * away: the next transaction gets a new one.
 */
export async function inTransaction(
  { pool, begin }: Sessions,
  work: (connection: PostgresConnection) => Promise<Ending>,
): Promise<void> {
  const client = await pool.connect()
  let isUsable = false
  try {
    // The first statements of the work go out with the one that begins: if that fails, so do they.
    const [, { isKept, sent, last }] = await allEnded(
      sentTogether(client, () => [client.query(begin), work(client)] as const),
    )
    const [, , { command }] = await allEnded(
      sentTogether(client, () => [
        sent ?? Promise.resolve(),
        allEnded(last.map((one) => run(client, one, one.values))),
        client.query(isKept ? 'COMMIT' : 'ROLLBACK'),
      ]),
    )
    isUsable = true
    if (isKept && command !== 'COMMIT')
      throw new Error('an error inside the transaction was overlooked: rolled back')
  } catch (error) {
    if (!isUsable && failureOf(error) !== 'outage') isUsable = await rolledBack(client)
    throw error
  } finally {
    client.release(!isUsable)
  }
}

async function rolledBack(client: PostgresConnection): Promise<boolean> {
  try {
    await client.query('ROLLBACK')
    return true
  } catch {
    return false
  }
}
