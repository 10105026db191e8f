import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { PostgresServer } from '../../../services/postgres/postgres-server.ts'

/**
 * From now on COMMITs are stored, and their replies wait for a synchronous standby that is not there: as if it had gone a moment before the
 * server does.
 */
export async function holdCommits(server: PostgresServer): Promise<void> {
  const client = new pg.Client({ connectionString: server.url() })
  await client.connect()
  await client.query("ALTER SYSTEM SET synchronous_standby_names TO 'gone'")
  await client.query('SELECT pg_reload_conf()')
  await client.end()
}

/** The server, which is down, waits for no standby when it is started again. */
export function forgetStandby({ folder }: PostgresServer): void {
  writeFileSync(join(folder, 'data', 'postgresql.auto.conf'), '')
}
