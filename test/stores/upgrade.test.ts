import SqliteDriver from 'better-sqlite3'
import { sql } from 'drizzle-orm/sql'
import { Client } from 'pg'
import { expect, it } from 'vitest'
import { verify } from '../../src/operations/verify.ts'
import { readEventRevisions } from '../../src/reads/events/event-revisions.ts'
import { readEvents } from '../../src/reads/events/events.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { databases } from '../databases.ts'
import { olderTables } from './older-tables.ts'

/** An event in the tables as they were before events had revisions. */
const olderStatements = (dialect: 'sqlite' | 'postgres'): string[] => [
  ...olderTables(dialect, 3),
  `INSERT INTO events (id, name, status, trigger_type, trigger_payload)
   VALUES (3, '가입', 'INACTIVE', 'SIGNUP', '{"big": 12345678901234567890}')`,
]

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
