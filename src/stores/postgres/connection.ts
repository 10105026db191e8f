import type { Socket } from 'node:net'
import pg from 'pg'
import type { PostgresUrl } from './postgres-url.ts'

/** One connection of the pipeline's, in a transaction. */
export type PostgresConnection = pg.PoolClient

export interface Connections {
  /** For the pipeline's transactions: prepared statements, planned for look-ups by key. */
  readonly pipeline: pg.Pool
  /** For everything else. */
  readonly queries: pg.Pool
}

const CONNECTIONS_PER_POOL = 2
const KEEP_ALIVE_AFTER_MS = 10_000
const IDLE_CONNECTION_MS = 60_000

/** How long the database is waited for, ms. */
export interface Patience {
  readonly connectMs: number
  readonly lockMs: number
  readonly statementMs: number
  /** Of the pipeline, and of everything else (undefined: as long as it takes). What is later was swallowed by the network. */
  readonly replyMs: number
  readonly queryReplyMs?: number
}

const PATIENT: Patience = { connectMs: 10_000, lockMs: 5_000, statementMs: 60_000, replyMs: 75_000 }

/** Where people wait for the answers. */
export const PROMPT: Patience = {
  connectMs: 2_000,
  lockMs: 1_000,
  statementMs: 4_500,
  replyMs: 5_000,
  queryReplyMs: 5_000,
}

/**
 * Settings of every session; those in the URL's `options` win. A process that stands still in a transaction
 * (SIGSTOP, a laptop lid) loses its locks, and one that waits for a lock gives up and tries again.
 */
const session = ({ lockMs }: Patience) => [
  `lock_timeout=${lockMs}ms`,
  'idle_in_transaction_session_timeout=30s',
]

/** Of sessions that only look: the server itself refuses whatever would write. */
const READ_ONLY = 'default_transaction_read_only=on'

/**
 * The pipeline's statements look rows up by keys that come as arrays. One generic plan per statement, by index, is right for
 * all sizes of arrays and tables, also while a table is new and has no statistics; and it is planned once.
 */
const pipelineSession = ({ statementMs }: Patience) => [
  `statement_timeout=${statementMs}ms`,
  'plan_cache_mode=force_generic_plan',
  'enable_seqscan=off',
  'jit=off',
  'work_mem=32MB',
]

const NUMBER_OIDS: readonly number[] = [pg.types.builtins.INT8, pg.types.builtins.NUMERIC]

/** Ids are safe integers and prices have two places (CONTRACT §1): both are exact as numbers. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    NUMBER_OIDS.includes(oid) ? Number : pg.types.getTypeParser(oid, format as 'text'),
}

/** pg leaves the socket open when it gives up a connection before it stands (no password, say): the server would count it. */
class ClosingClient extends pg.Client {
  override connect(): Promise<this>
  override connect(callback: (error: Error) => void): void
  override connect(callback?: (error: Error) => void): Promise<this> | undefined {
    const { stream } = (this as unknown as { connection: { stream: Socket } }).connection
    if (!callback) {
      const connecting = super.connect() as unknown as Promise<this>
      connecting.catch(() => stream.destroy())
      return connecting
    }
    super.connect((error: Error | null) => {
      if (error) stream.destroy()
      callback(error as Error)
    })
    return undefined
  }
}

/** Pools for a URL; nothing is connected yet. */
export function openConnections(url: PostgresUrl, readOnly = false, patience = PATIENT): Connections {
  const settings = readOnly ? [...session(patience), READ_ONLY] : session(patience)
  const common: pg.PoolConfig = {
    fallback_application_name: 'axon',
    connectionTimeoutMillis: url.connectTimeoutMs ?? patience.connectMs,
    idleTimeoutMillis: IDLE_CONNECTION_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    max: CONNECTIONS_PER_POOL,
    Client: ClosingClient,
    types,
  }
  const pipeline = new pg.Pool({
    ...common,
    query_timeout: patience.replyMs,
    connectionString: url.connectionString([...settings, ...pipelineSession(patience)]),
  })
  const queries = new pg.Pool({
    ...common,
    ...(patience.queryReplyMs && { query_timeout: patience.queryReplyMs }),
    connectionString: url.connectionString(settings),
  })
  for (const pool of [pipeline, queries]) {
    // Whoever uses a connection that breaks hears of it from the query; one that nobody uses is just replaced.
    pool.on('error', () => {})
    pool.on('connect', (client) => client.on('error', () => {}))
  }
  return { pipeline, queries }
}
