import { allEnded } from './all-ended.ts'
import { type PostgresConnection, type Sessions, sentTogether } from './connection.ts'
import { failureOf } from './errors.ts'

/**
 * Begins, `work`, then COMMIT or ROLLBACK, as `work` answers. Whatever it throws is thrown after a rollback. A connection that
 * broke, or whose state is unknown, is thrown away: the next transaction gets a new one.
 */
export async function inTransaction(
  { pool, begin }: Sessions,
  work: (connection: PostgresConnection) => Promise<boolean>,
): Promise<void> {
  const client = await pool.connect()
  let isUsable = false
  try {
    // The first statements of the work go out with the one that begins: if that fails, so do they.
    const [, isKept] = await allEnded(
      sentTogether(client, () => [client.query(begin), work(client)] as const),
    )
    const { command } = await client.query(isKept ? 'COMMIT' : 'ROLLBACK')
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
