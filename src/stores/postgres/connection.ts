import type { Socket } from 'node:net'
import pg from 'pg'
import type { PostgresUrl } from './postgres-url.ts'
import { beginWith } from './session/settings.ts'
import type { Tls } from './session/tls-attempts.ts'

/** One connection of the pipeline's, in a transaction. */
export type PostgresConnection = pg.PoolClient

/** Connections whose transactions are all begun the same way. */
export interface Sessions {
  readonly pool: pg.Pool
  /** The message that begins a transaction and makes its settings. */
  readonly begin: string
}

export interface Connections {
  /** For the pipeline's transactions: prepared statements, planned for look-ups by key. */
  readonly pipeline: Sessions
  /** For everything else. */
  readonly queries: Sessions
}

const CONNECTIONS_PER_POOL = 2
const KEEP_ALIVE_AFTER_MS = 10_000
const IDLE_CONNECTION_MS = 60_000

/** How long the database is waited for, ms. */
export interface Patience {
  readonly connectMs: number
  readonly lockMs: number
  readonly statementMs: number
  /** A process that stands still in a transaction for so long (SIGSTOP, a laptop lid) loses its locks. */
  readonly idleMs: number
  /** Of the pipeline, and of everything else (undefined: as long as it takes). What is later was swallowed by the network. */
  readonly replyMs: number
  readonly queryReplyMs?: number
}

const PATIENT: Patience = {
  connectMs: 10_000,
  lockMs: 5_000,
  statementMs: 60_000,
  idleMs: 30_000,
  replyMs: 75_000,
}

/** Where people wait for the answers, also for those of another process that sells the same. */
export const PROMPT: Patience = {
  connectMs: 2_000,
  lockMs: 1_000,
  statementMs: 4_500,
  idleMs: 2_000,
  replyMs: 5_000,
  queryReplyMs: 5_000,
}

/** Settings of every transaction; those of the URL win. One that waits for a lock gives up and tries again. */
const settingsOf = ({ lockMs, idleMs }: Patience) => ({
  lock_timeout: `${lockMs}ms`,
  idle_in_transaction_session_timeout: `${idleMs}ms`,
})

/**
 * The pipeline's statements look rows up by keys that come as arrays. One generic plan per statement, by index, is right for
 * all sizes of arrays and tables, also while a table is new and has no statistics; and it is planned once.
 */
const pipelineSettingsOf = ({ statementMs }: Patience) => ({
  statement_timeout: `${statementMs}ms`,
  plan_cache_mode: 'force_generic_plan',
  enable_seqscan: 'off',
  jit: 'off',
  work_mem: '32MB',
})

const NUMBER_OIDS: readonly number[] = [pg.types.builtins.INT8, pg.types.builtins.NUMERIC]

/** Ids are safe integers and prices have two places (CONTRACT §1): both are exact as numbers. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    NUMBER_OIDS.includes(oid) ? Number : pg.types.getTypeParser(oid, format as 'text'),
}

/**
 * pg leaves the socket open when it gives up a connection before it stands (no password, say): the server would count it. And it
 * sends `PGOPTIONS` as a parameter of the start, which poolers refuse: those settings are made in the transactions.
 */
class AxonClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super(config)
    const { connectionParameters } = this as unknown as { connectionParameters: { options?: string } }
    delete connectionParameters.options
  }

  override connect(): Promise<this>
  override connect(callback: (error: Error) => void): void
  override connect(callback?: (error: Error) => void): Promise<this> | undefined {
    const stream = socketOf(this)
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

/** pg has no way to ask for it. */
const socketOf = (client: pg.ClientBase): Socket =>
  (client as unknown as { connection: { stream: Socket } }).connection.stream

/** What `send` sends before its first wait leaves together: one system call instead of one for each statement, and as few packets as it fits in. */
export function sentTogether<T>(connection: PostgresConnection, send: () => T): T {
  const socket = socketOf(connection)
  socket.cork()
  try {
    return send()
  } finally {
    socket.uncork()
  }
}

export interface ConnectionOptions {
  /** The server itself refuses whatever would write. */
  readonly readOnly?: boolean
  readonly patience?: Patience
  readonly tls?: Tls
}

/** Pools for a URL; nothing is connected yet. */
export function openConnections(
  url: PostgresUrl,
  { readOnly = false, patience = PATIENT, tls = false }: ConnectionOptions = {},
): Connections {
  const sessions = (settings: Record<string, string>, replyMs: number | undefined): Sessions => {
    const pool = new pg.Pool({
      connectionString: url.connectionString,
      ssl: tls,
      fallback_application_name: 'axon',
      connectionTimeoutMillis: url.connectTimeoutMs ?? patience.connectMs,
      idleTimeoutMillis: IDLE_CONNECTION_MS,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
      max: CONNECTIONS_PER_POOL,
      Client: AxonClient,
      // Statements that need no answer of one before go out at once: fewer waits for the network.
      pipeline: true,
      types,
      ...(replyMs !== undefined && { query_timeout: replyMs }),
    })
    // Whoever uses a connection that breaks hears of it from the query; one that nobody uses is just replaced.
    pool.on('error', () => {})
    pool.on('connect', (client) => client.on('error', () => {}))
    return { pool, begin: beginWith(new Map([...Object.entries(settings), ...url.settings]), readOnly) }
  }
  const common = settingsOf(patience)
  return {
    pipeline: sessions({ ...common, ...pipelineSettingsOf(patience) }, patience.replyMs),
    queries: sessions(common, patience.queryReplyMs),
  }
}
