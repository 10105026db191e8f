import { randomUUID } from 'node:crypto'
import { HaltError } from '../../../domain/halt-error.ts'
import type { PostgresConnection, Sessions } from '../connection.ts'
import { inTransaction, KEPT } from '../transaction.ts'

/** Connections compared, to see whether a pooler gives two clients one session by turns. */
const ROUNDS = 8

/** Who waits longer for a session of a pooler's waits for one that others hold. */
const SESSION_WITHIN_MS = 2_000

interface Facts {
  readonly encoding: string
  /** The server answers under another process than the one that was announced at the start. */
  readonly isPooled: boolean
  /** The pooler gave our prepared statement a name of its own: it keeps it, whichever session comes next. */
  readonly isStatementKept: boolean
}

/**
 * Makes sure that the server, and what may stand in front of it, can be worked with (FAULTS, *Database*).
 * @throws HaltError if its encoding can't hold every text, or a pooler would lose prepared statements.
 */
export async function checkServer(sessions: Sessions, displayUrl: string): Promise<void> {
  let facts: Facts | undefined
  await inTransaction(sessions, async (client) => {
    facts = await factsOf(client)
    return KEPT
  })
  if (!facts) return
  const { encoding, isPooled, isStatementKept } = facts
  if (encoding !== 'UTF8')
    throw new HaltError('DATABASE_ENCODING_UNUSABLE', { database: displayUrl, encoding })
  if (isPooled && !isStatementKept && (await isSessionShared(sessions)))
    throw new HaltError('POOLER_UNUSABLE', { database: displayUrl })
}

async function factsOf(client: PostgresConnection): Promise<Facts> {
  const { processID } = client as PostgresConnection & { readonly processID?: number }
  const { rows } = await client.query(
    "SELECT current_setting('server_encoding') AS encoding, pg_backend_pid() AS pid",
  )
  const { encoding, pid } = rows[0]
  const isPooled = pid !== processID
  return { encoding, isPooled, isStatementKept: !isPooled || (await isStatementKept(client)) }
}

async function isStatementKept(client: PostgresConnection): Promise<boolean> {
  const name = `axon-probe-${randomUUID()}`
  await client.query({ name, text: 'SELECT 1' })
  const { rowCount } = await client.query('SELECT FROM pg_prepared_statements WHERE name = $1', [name])
  if (rowCount === 0) return true
  await client.query(`DEALLOCATE "${name}"`)
  return false
}

/** In session mode each of two connections keeps a session of its own; in transaction mode both soon meet in one. */
async function isSessionShared({ pool }: Sessions): Promise<boolean> {
  const first = await pool.connect()
  const second = await pool.connect()
  let isAnswered = false
  try {
    const [pids, otherPids] = [new Set<number>(), new Set<number>()]
    for (let round = 0; round < ROUNDS; round += 1) {
      pids.add(await sessionOf(first))
      otherPids.add(await sessionOf(second))
    }
    isAnswered = true
    return pids.size > 1 || otherPids.size > 1 || [...pids].some((pid) => otherPids.has(pid))
  } catch (error) {
    // One session, and the other connection has it for itself.
    if (/timeout/i.test((error as Error).message)) return false
    throw error
  } finally {
    first.release(!isAnswered)
    // A session that is kept idle may be the last one that the pooler has for us.
    second.release(true)
  }
}

async function sessionOf(client: PostgresConnection): Promise<number> {
  const question = { text: 'SELECT pg_backend_pid() AS pid', query_timeout: SESSION_WITHIN_MS }
  const { rows } = await client.query(question)
  return rows[0].pid
}
