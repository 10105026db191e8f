import { MIGRATIONS_TABLE, pendingMigrations, tablesMissing } from '../migrations.ts'
import type { PostgresConnection, Sessions } from './connection.ts'
import { inTransaction, KEPT } from './transaction.ts'

/** Any number that no other program is likely to use: the letters of "axon". */
const LOCK_KEY = 0x61786f6e

/** Creates or upgrades the tables, all of it or nothing. Processes that start at once wait for each other. */
export async function migrate(sessions: Sessions, displayUrl: string): Promise<void> {
  await inTransaction(sessions, async (client) => {
    if (!(await isCurrent(client, displayUrl))) await upgrade(client, displayUrl)
    return KEPT
  })
}

async function upgrade(client: PostgresConnection, displayUrl: string): Promise<void> {
  await client.query("SET LOCAL lock_timeout = '60s'")
  await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK_KEY])
  await client.query(
    `CREATE TABLE IF NOT EXISTS ${MIGRATIONS_TABLE} (hash text NOT NULL, created_at bigint NOT NULL)`,
  )
  for (const { sql, hash, folderMillis } of pendingMigrations('postgres', await newest(client), displayUrl)) {
    for (const statement of sql) await client.query(statement)
    await client.query(`INSERT INTO ${MIGRATIONS_TABLE} VALUES ($1, $2)`, [hash, folderMillis])
  }
}

/** For a role or a session that may only read. @throws HaltError if the tables are missing, older or newer. */
export async function requireCurrent(sessions: Sessions, displayUrl: string): Promise<void> {
  await inTransaction(sessions, async (client) => {
    if (!(await isCurrent(client, displayUrl))) throw tablesMissing(displayUrl)
    return KEPT
  })
}

/** Without a lock and without writing: a role that may only read can open a database whose tables are there. */
async function isCurrent(client: PostgresConnection, displayUrl: string): Promise<boolean> {
  const { rows } = await client.query('SELECT to_regclass($1) IS NOT NULL AS "isThere"', [MIGRATIONS_TABLE])
  return rows[0].isThere && pendingMigrations('postgres', await newest(client), displayUrl).length === 0
}

async function newest(client: PostgresConnection): Promise<number | null> {
  const { rows } = await client.query(`SELECT max(created_at) AS newest FROM ${MIGRATIONS_TABLE}`)
  return rows[0].newest
}
