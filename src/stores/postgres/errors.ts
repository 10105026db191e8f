import pg from 'pg'
import { HaltError } from '../../domain/halt-error.ts'
import type { StoreFailure } from '../../pipeline/store.ts'

interface Meaning {
  /** Matched against the SQLSTATE, else the Node error code, else the message. */
  readonly pattern: RegExp
  /** Of the server's or a pooler's message, where the code alone says too little. */
  readonly text?: RegExp
  readonly failure: StoreFailure
  /** What the user can do. Without one the error is thrown as it is: its own text, and a stack, say more. */
  readonly cure?: string
}

/** What errors of the server, the network and the driver mean (FAULTS, *Database*); the first match counts. */
const MEANINGS: readonly Meaning[] = [
  // P0 is what PL/pgSQL raises: a trigger that refuses a row has refused that row's data.
  { pattern: /^(21|22|23|P0)...$/, failure: 'data' },

  { pattern: /^57P04$/, failure: 'fatal', cure: 'the database was dropped: name another one' },
  {
    pattern: /^57P03$/,
    failure: 'outage',
    cure: 'the server is starting up or shutting down: try again later',
  },
  {
    pattern: /^57014$/,
    text: /statement timeout/,
    failure: 'outage',
    cure: 'a statement took longer than statement_timeout allows: raise it in the URL or for the role, or take smaller batches',
  },
  {
    pattern: /^(57P0|57014)/,
    failure: 'outage',
    cure: 'the server ended the statement: run the same command again',
  },
  {
    pattern: /^25P03$/,
    failure: 'outage',
    cure: 'a transaction was left idle for too long: run the same command again',
  },
  { pattern: /^25006$/, failure: 'outage', cure: 'the server is a read-only standby: name the primary' },
  {
    pattern: /^53300$/,
    text: /for (role|database)/,
    failure: 'outage',
    cure: 'this role or database may open no more connections: close some, or raise its CONNECTION LIMIT',
  },
  {
    pattern: /^53300$/,
    failure: 'outage',
    cure: 'the server has no connection left: close some, or raise max_connections',
  },
  {
    pattern: /^53100$/,
    failure: 'outage',
    cure: "the server's disk is full: make room and run the same command again",
  },
  { pattern: /^53/, failure: 'outage', cure: 'the server is short of resources: look at its log' },
  { pattern: /^58/, failure: 'outage', cure: 'the server had an input/output error: look at its log' },
  {
    pattern: /^(40...|55P03|55006)$/,
    failure: 'outage',
    cure: 'another transaction holds it: wait for it or stop it',
  },
  // What PgBouncer says in its own name comes with this code, whatever it is.
  {
    pattern: /^08P01$/,
    text: /statement pooling mode/,
    failure: 'fatal',
    cure: 'a pooler in statement mode is in between, which allows no transactions: use one in session mode',
  },
  {
    pattern: /^08P01$/,
    text: /no such (database|user)/,
    failure: 'fatal',
    cure: 'the pooler knows no database or user of that name: check the URL, and the configuration of the pooler',
  },
  {
    pattern: /^08P01$/,
    text: /query_wait_timeout|max_client_conn/,
    failure: 'outage',
    cure: 'the pooler has no session left: close some, or raise its default_pool_size and max_client_conn (Axon needs two)',
  },
  { pattern: /^08/, failure: 'outage', cure: 'the connection failed: check that the server runs' },
  // Another process upgraded the tables, or a pooler lost our statements: a new connection prepares them again.
  {
    pattern: /^(26000|42P05)$/,
    failure: 'outage',
    cure: 'a pooler in between mixes up prepared statements: use one in session mode, or PgBouncer 1.21 or newer with max_prepared_statements above 0',
  },
  {
    pattern: /cached plan must not change result type/,
    failure: 'outage',
    cure: 'the tables changed: start axon again',
  },

  {
    pattern: /^28000$/,
    text: /no encryption/,
    failure: 'fatal',
    cure: 'the server lets nobody in without TLS, or not this user: write sslmode=require, or check pg_hba.conf',
  },
  {
    pattern: /^28/,
    failure: 'fatal',
    cure: 'wrong user or password: check the URL, and pg_hba.conf on the server',
  },
  {
    pattern: /^3D000$/,
    failure: 'fatal',
    cure: 'there is no database of that name: create it, or name another one',
  },
  {
    pattern: /^3F000$/,
    failure: 'fatal',
    cure: 'there is no schema to create tables in: create it, or set another search_path',
  },
  {
    pattern: /^42501$/,
    text: /must be owner/,
    failure: 'fatal',
    cure: 'only the owner of the tables may do that: connect as the role that made them',
  },
  {
    pattern: /^42501$/,
    failure: 'fatal',
    cure: 'the user lacks rights: grant CREATE on the schema, and all on its tables',
  },
  {
    pattern: /^42P01$/,
    failure: 'fatal',
    cure: 'a table is missing: restore it from a backup, or name another database',
  },
  {
    pattern: /^42P07$/,
    failure: 'fatal',
    cure: 'the schema holds other tables of that name: name another database or search_path',
  },
  { pattern: /^XX00[12]$/, failure: 'fatal', cure: 'its data is damaged: restore it from a backup' },

  {
    pattern: /^ECONNREFUSED$/,
    failure: 'outage',
    cure: 'nothing listens there: start the server, or check host and port',
  },
  // A host that had an address when the program started: its name comes back with the server (containers do this).
  { pattern: /^(ENOTFOUND|EAI_AGAIN)$/, failure: 'outage', cure: 'the host is unknown: check its name' },
  {
    pattern: /^ENOENT$/,
    failure: 'outage',
    cure: 'there is no such socket: start the server, or check host and port',
  },
  {
    pattern: /^(EACCES|EPERM)$/,
    failure: 'fatal',
    cure: 'the socket may not be opened: check its permissions',
  },
  {
    pattern: /^E(CONN|PIPE|TIMEDOUT|HOST|NET|MFILE|NFILE)/,
    failure: 'outage',
    cure: 'the server cannot be reached: check host, port and network',
  },
  {
    pattern: /does not support SSL/,
    failure: 'fatal',
    cure: 'the server offers no TLS: set it up, or write sslmode=disable',
  },
  {
    pattern: /error establishing an SSL connection/,
    failure: 'fatal',
    cure: 'what listens there does not speak Postgres: check host and port',
  },
  {
    pattern: /^(ERR_(TLS|SSL)|CERT_|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|INVALID_CA)/,
    failure: 'fatal',
    cure: 'its TLS certificate is not trusted: check the host name, sslrootcert and sslmode',
  },
  {
    pattern:
      /^(Connection terminated|timeout e|Query read timeout|Client (was closed|has encountered))|not queryable/,
    failure: 'outage',
    cure: 'the connection broke off or took too long: check that the server runs',
  },
  {
    pattern: /password must be a string|SASL/,
    failure: 'fatal',
    cure: 'a password is needed: write it into the URL, or set PGPASSWORD',
  },
]

/** What an error means for the transaction it happened in. */
export function failureOf(error: unknown): StoreFailure {
  const cause = error instanceof HaltError ? error.cause : error
  return meaningOf(cause)?.failure ?? 'fatal'
}

/** The error as one line for the user, where it is one that the user can cure; else the error itself. */
export function haltErrorOf(error: unknown, displayUrl: string): unknown {
  const meaning = error instanceof HaltError ? undefined : meaningOf(error)
  if (!meaning?.cure) return error
  const { code, message } = error as NodeJS.ErrnoException
  const found = [code, message].filter(Boolean).join(': ')
  const facts = { database: displayUrl, problem: meaning.cure, found }
  return new HaltError('DATABASE_UNUSABLE', facts, { cause: error })
}

function meaningOf(error: unknown): Meaning | undefined {
  if (!(error instanceof Error)) return undefined
  const { code } = error as NodeJS.ErrnoException
  const isOfServer = error instanceof pg.DatabaseError
  const byMessage = MEANINGS.find(({ pattern }) => pattern.test(error.message))
  if (isOfServer && code === '0A000') return byMessage
  const byCode = MEANINGS.find(
    ({ pattern, text }) => code !== undefined && pattern.test(code) && (text?.test(error.message) ?? true),
  )
  return byCode ?? (isOfServer ? undefined : byMessage)
}
