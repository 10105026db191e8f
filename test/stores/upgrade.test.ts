import { join } from 'node:path'
import SqliteDriver from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { Client } from 'pg'
import { expect, it } from 'vitest'
import { verify } from '../../src/operations/verify.ts'
import { packageRoot } from '../../src/package-root.ts'
import { readEventRevisions } from '../../src/reads/events/event-revisions.ts'
import { readEvents } from '../../src/reads/events/events.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { databases } from '../databases.ts'

/** What made the tables before events had revisions. */
function olderStatements(dialect: 'sqlite' | 'postgres'): string[] {
  const older = readMigrationFiles({ migrationsFolder: join(packageRoot, 'migrations', dialect) }).slice(0, 3)
  return [
    `CREATE TABLE axon_migrations (hash text NOT NULL, created_at ${dialect === 'sqlite' ? 'integer' : 'bigint'} NOT NULL)`,
    ...older.flatMap(({ sql: statements, hash, folderMillis }) => [
      ...statements,
      `INSERT INTO axon_migrations VALUES ('${hash}', ${folderMillis})`,
    ]),
    `INSERT INTO events (id, name, status, trigger_type, trigger_payload)
     VALUES (3, '가입', 'INACTIVE', 'SIGNUP', '{"big": 12345678901234567890}')`,
  ]
}

async function runOn(url: string, statements: readonly string[]): Promise<void> {
  if (url.startsWith('sqlite:')) {
    const connection = new SqliteDriver(url.replace(/^sqlite:|\?.*$/g, ''))
    for (const statement of statements) connection.exec(statement)
    connection.close()
    return
  }
  const client = new Client(url)
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}

it.each(databases)(
  'events of an older $name go on as they are, at their first revision',
  async ({ name, createWithoutTables }) => {
    const empty = await createWithoutTables()
    await runOn(empty.url, olderStatements(name === 'SQLite' ? 'sqlite' : 'postgres'))
    const database = await openDatabase(empty.url)
    const { query, dialect } = database
    const [event] = await readEvents(query, dialect)
    expect(event).toMatchObject({ id: 3, status: 'INACTIVE', sink: 'DATABASE', siteId: null, revision: 1 })
    const { revision: _, ...definition } = event!
    expect(await readEventRevisions(query, dialect, 3, 9)).toMatchObject([
      { revision: 1, savedBy: 'upgrade', definition },
    ])
    const [kept] = await query(sql`SELECT CAST(definition AS text) AS text FROM event_revisions`)
    expect(kept).toEqual({ text: expect.stringContaining('12345678901234567890') })
    expect(await verify(database)).toMatchObject({ holds: true })
    await database.close()
    await empty.drop()
  },
)
