import { HaltError } from '../../../domain/halt-error.ts'
import { quotedName } from '../../quoted-name.ts'
import type { Sessions } from '../connection.ts'
import { inTransaction, UNDONE } from '../transaction.ts'

interface Facts {
  readonly database: string
  readonly role: string
  readonly isStandby: boolean
  readonly isReadOnly: boolean
  /** Where `default_transaction_read_only` comes from. */
  readonly source: string
  readonly roleLimit: number
  readonly databaseLimit: number
}

/** Axon's pipeline and its questions each need a connection of their own. */
const LEAST_CONNECTIONS = 2

/**
 * Some errors mean an outage or a setting that only people change: the database is asked which. Answers with the HaltError of such
 * a setting, else with the error itself.
 */
export async function closerLook(error: unknown, sessions: Sessions, displayUrl: string): Promise<unknown> {
  const { code } = (error ?? {}) as NodeJS.ErrnoException
  if (error instanceof HaltError || !['25006', '53300'].includes(code ?? '')) return error
  const facts = await factsOf(sessions).catch(() => undefined)
  if (!facts) return error
  if (code === '53300') return fewConnections(facts, displayUrl) ?? error
  if (facts.isStandby || !facts.isReadOnly) return error
  return new HaltError('DATABASE_READ_ONLY', { database: displayUrl, ...lifted(facts) })
}

/** Who made transactions read-only, and the statement that lifts it. */
function lifted({ source, database, role }: Facts): { setBy: string; cure: string } {
  const off = 'SET default_transaction_read_only = off'
  const [ofDatabase, ofRole] = [quotedName(database), quotedName(role)]
  if (source === 'database') return { setBy: 'for the database', cure: `ALTER DATABASE ${ofDatabase} ${off}` }
  if (source === 'user') return { setBy: 'for the role', cure: `ALTER ROLE ${ofRole} ${off}` }
  if (source === 'database user')
    return {
      setBy: 'for the role in this database',
      cure: `ALTER ROLE ${ofRole} IN DATABASE ${ofDatabase} ${off}`,
    }
  if (source === 'session') return { setBy: 'by the URL or PGOPTIONS', cure: 'leave it out there' }
  return {
    setBy: 'for the whole server',
    cure: 'ALTER SYSTEM RESET default_transaction_read_only; SELECT pg_reload_conf()',
  }
}

function fewConnections({ roleLimit, databaseLimit, role, database }: Facts, displayUrl: string) {
  const [of, limit] = [
    ['ROLE', roleLimit, role],
    ['DATABASE', databaseLimit, database],
  ]
    .map(([kind, limit, name]) => [`${kind} ${quotedName(String(name))}`, Number(limit)] as const)
    .find(([, limit]) => limit >= 0 && limit < LEAST_CONNECTIONS) ?? ['', -1]
  if (limit < 0) return undefined
  const cure = `ALTER ${of} CONNECTION LIMIT ${LEAST_CONNECTIONS}`
  return new HaltError('DATABASE_CONNECTIONS_LIMITED', { database: displayUrl, limit, cure })
}

async function factsOf(sessions: Sessions): Promise<Facts | undefined> {
  let facts: Facts | undefined
  await inTransaction(sessions, async (client) => {
    const { rows } = await client.query(`
      SELECT current_database() AS database, session_user AS role, pg_is_in_recovery() AS "isStandby",
             setting = 'on' AS "isReadOnly", source,
             (SELECT rolconnlimit FROM pg_roles WHERE rolname = session_user) AS "roleLimit",
             (SELECT datconnlimit FROM pg_database WHERE datname = current_database()) AS "databaseLimit"
      FROM pg_settings WHERE name = 'default_transaction_read_only'`)
    facts = rows[0]
    return UNDONE
  })
  return facts
}
