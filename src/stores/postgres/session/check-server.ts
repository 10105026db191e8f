import { HaltError } from '../../../domain/halt-error.ts'
import type { PostgresConnection, Sessions } from '../connection.ts'
import { inTransaction } from '../transaction.ts'

/** Connections compared, to see whether a pooler gives two clients one session by turns. */
const ROUNDS = 8

interface Facts {
  readonly encoding: string
  /** Of the server's process that the session really runs in. */
  readonly pid: number
  /** The pooler gave our prepared statement a name of its own: it keeps it, whichever session comes next. */
  readonly isStatementKept: boolean
}

/**
 * Makes sure that the server, and what may stand in front of it, can be worked with (FAULTS, *Database*).
 * @throws HaltError if its encoding can't hold every text, or a pooler would lose prepared statements.
 */
export async function checkServer(sessions: Sessions, displayUrl: string): Promise<void> {
  let facts: Facts | undefined
  let announcedPid: number | undefined
  await inTransaction(sessions, async (client) => {
    announcedPid = (client as PostgresConnection & { readonly processID?: number }).processID
    facts = await factsOf(client)
    return true
  })
  if (!facts) return
  const { encoding, pid, isStatementKept } = facts
  if (encoding !== 'UTF8')
    throw new HaltError('DATABASE_ENCODING_UNUSABLE', { database: displayUrl, encoding })
  const isPooled = pid !== announcedPid
  if (isPooled && !isStatementKept && (await isSessionShared(sessions)))
    throw new HaltError('POOLER_UNUSABLE', { database: displayUrl })
}

async function factsOf(client: PostgresConnection): Promise<Facts> {
  await client.query({ name: 'axon-probe', text: 'SELECT 1' })
  const { rows } = await client.query(`
    SELECT current_setting('server_encoding') AS encoding, pg_backend_pid() AS pid,
           NOT EXISTS (SELECT FROM pg_prepared_statements WHERE name = 'axon-probe') AS "isStatementKept"`)
  return rows[0]
}

/** In session mode each of two connections keeps a session of its own; in transaction mode both soon meet in one. */
async function isSessionShared({ pool }: Sessions): Promise<boolean> {
  const clients = [await pool.connect()]
  try {
    clients.push(await pool.connect())
    const pids = clients.map(() => new Set<number>())
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [index, client] of clients.entries()) {
        const { rows } = await client.query('SELECT pg_backend_pid() AS pid')
        pids[index]!.add(rows[0].pid)
      }
    }
    return pids.some((of) => of.size > 1) || pids[0]!.has([...pids[1]!][0]!)
  } finally {
    for (const client of clients) client.release()
  }
}
