import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { PostgresServer } from './postgres/postgres-server.ts'

/** A Postgres server on which tests make databases of their own. */
export interface TestDatabases {
  /** The URL of a role that may create databases. */
  readonly adminUrl: string
  stop(): Promise<void>
}

/** Survives a crash of the server, not of the machine: what tests need, several times as fast. */
const TEST_SETTINGS = { fsync: 'off', max_connections: '300', shared_buffers: '256MB', max_wal_size: '2GB' }

/** The server that `AXON_TEST_DATABASE_URL` names, else one of our own. */
export async function startTestDatabases(): Promise<TestDatabases> {
  const given = process.env.AXON_TEST_DATABASE_URL
  if (given) return { adminUrl: given, stop: async () => {} }
  const server = await PostgresServer.start({ settings: TEST_SETTINGS })
  return { adminUrl: server.url(), stop: async () => server.stop() }
}

/** An empty database, or a copy of one to which nobody is connected. */
export async function createTestDatabase(
  adminUrl: string,
  template?: string,
): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `axon_test_${randomBytes(6).toString('hex')}`
  const copied = template === undefined ? '' : `TEMPLATE ${template}`
  await asAdmin(adminUrl, `CREATE DATABASE ${name} ${copied} STRATEGY file_copy`)
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => asAdmin(adminUrl, `DROP DATABASE ${name} WITH (FORCE)`) }
}

async function asAdmin(adminUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
