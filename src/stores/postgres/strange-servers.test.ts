import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, inject, it, vi } from 'vitest'
import { PostgresServer } from '../../../services/postgres/postgres-server.ts'
import { createTestDatabase } from '../../../services/test-database.ts'
import type { EmptyDatabase } from '../../../test/databases.ts'
import { replayFile, withLines } from '../../../test/replay-lines.ts'
import { click, SHOP } from '../../../test/shop.ts'
import { exitCodeOf, haltLine } from '../../cli/shared/halt-line.ts'
import { HaltError } from '../../domain/halt-error.ts'
import { seed } from '../../operations/seed/seed.ts'
import { parseSeed } from '../../operations/seed/seed-file.ts'
import type { Database } from '../database.ts'
import { openDatabase } from '../open-database.ts'

const adminUrl = inject('postgresAdminUrl')
const unique = (name: string): string => `${name}_${randomBytes(4).toString('hex')}`

async function asAdmin(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}

const withName = (url: string, name: string): string => {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

/** What a command would say and end with. */
async function stopOf(work: () => Promise<unknown>): Promise<{ line: string; exitCode: number }> {
  const error = await work().catch((thrown: unknown) => thrown)
  if (!(error instanceof HaltError)) throw new Error(`not stopped: ${String(error)}`)
  return { line: haltLine(error).replace(/postgres:\/\/\w\S+/, 'URL:'), exitCode: exitCodeOf(error) }
}

const opened = (url: string) => openDatabase(url).then((database) => database.close())
const replayed = (database: Database, retries = 0) =>
  withLines([click(1)], (file) => replayFile(database, file, { retries }))
const seeded = async (database: Database, reset = false) =>
  seed(database, parseSeed(SHOP, 'shop').seed, { reset })

describe('a Postgres database that is not UTF8', () => {
  it.each(['EUC_KR', 'SQL_ASCII', 'LATIN1'])(
    '(%s) is refused at the start, with how to make one that is',
    async (encoding) => {
      const name = unique('axon_encoding')
      await asAdmin(
        adminUrl,
        `CREATE DATABASE ${name} ENCODING '${encoding}' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'`,
      )
      try {
        expect(await stopOf(() => opened(withName(adminUrl, name)))).toEqual({
          line: `database URL: its encoding is ${encoding}, which can't hold every text; Axon needs UTF8: make another one (\`createdb -E UTF8 -T template0 NAME\`), and name that`,
          exitCode: 1,
        })
      } finally {
        await asAdmin(adminUrl, `DROP DATABASE ${name} WITH (FORCE)`)
      }
    },
  )
})

describe('a Postgres database', () => {
  let empty: EmptyDatabase
  let name: string
  let role: string
  let roleUrl: string

  beforeEach(async () => {
    empty = await createTestDatabase(adminUrl)
    name = new URL(empty.url).pathname.slice(1)
    role = unique('axon_role')
    await asAdmin(
      empty.url,
      `CREATE ROLE ${role} LOGIN PASSWORD 's3cret'`,
      `GRANT ALL ON SCHEMA public TO ${role}`,
    )
    const url = new URL(empty.url)
    url.username = role
    url.password = 's3cret'
    roleUrl = url.href
  })
  afterEach(async () => {
    vi.unstubAllEnvs()
    await empty.drop()
    await asAdmin(adminUrl, `DROP ROLE ${role}`)
  })

  it.each(['EUC_KR', 'LATIN1', 'SQL_ASCII'])(
    'takes Korean whatever PGCLIENTENCODING says (%s)',
    async (encoding) => {
      vi.stubEnv('PGCLIENTENCODING', encoding)
      await asAdmin(empty.url, `ALTER DATABASE ${name} SET client_encoding = '${encoding}'`)
      const database = await openDatabase(empty.url)
      await seeded(database)
      await database.close()
      const client = new pg.Client({ connectionString: empty.url })
      await client.connect()
      const { rows } = await client.query('SELECT product_name AS name FROM products')
      await client.end()
      expect(rows).toEqual([{ name: SHOP.products[0]?.productName }])
    },
  )

  it.each(['Shop', 'campaign 2026', '캠페인', 'say "hi"'])(
    'is used in the schema %s, exactly that one',
    async (schema) => {
      const quoted = schema.replaceAll('"', '""')
      await asAdmin(empty.url, `CREATE SCHEMA "${quoted}"`, `CREATE SCHEMA ${unique('other')}`)
      const database = await openDatabase(`${empty.url}?schema=${encodeURIComponent(schema)}`)
      await seeded(database)
      await replayed(database)
      await database.close()
      const client = new pg.Client({ connectionString: empty.url })
      await client.connect()
      const { rows } = await client.query(
        "SELECT DISTINCT schemaname FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
      )
      await client.end()
      expect(rows).toEqual([{ schemaname: schema }])
    },
  )

  it.each<[string, (name: string, role: string) => string, RegExp]>([
    [
      'the database',
      (name) => `ALTER DATABASE ${name} SET default_transaction_read_only = on`,
      /set for the database: ALTER DATABASE "axon_test_\w+" SET default_transaction_read_only = off$/,
    ],
    [
      'the role',
      (_, role) => `ALTER ROLE ${role} SET default_transaction_read_only = on`,
      /set for the role: ALTER ROLE "axon_role_\w+" SET default_transaction_read_only = off$/,
    ],
    [
      'the role in the database',
      (name, role) => `ALTER ROLE ${role} IN DATABASE ${name} SET default_transaction_read_only = on`,
      /set for the role in this database: ALTER ROLE "axon_role_\w+" IN DATABASE "axon_test_\w+" SET default_transaction_read_only = off$/,
    ],
  ])('that is read-only by a setting of %s says so at once, and how to change it', async (_, set, says) => {
    const before = await openDatabase(roleUrl)
    await seeded(before)
    await before.close()
    await asAdmin(empty.url, set(name, role))
    const database = await openDatabase(roleUrl)
    try {
      const { line, exitCode } = await stopOf(() => replayed(database, 5))
      expect(line).toMatch(/^database URL: it takes no writes: default_transaction_read_only is on, /)
      expect(line).toMatch(says)
      expect(exitCode).toBe(1)
      expect((await stopOf(() => seeded(database))).line).toMatch(says)
    } finally {
      await database.close()
      await asAdmin(
        empty.url,
        'SET default_transaction_read_only = off',
        `ALTER ROLE ${role} RESET ALL`,
        `ALTER DATABASE ${name} RESET ALL`,
      )
    }
  })

  it('that is read-only by its URL says that', async () => {
    await opened(empty.url)
    const url = `${empty.url}?options=-c%20default_transaction_read_only%3Don`
    const database = await openDatabase(url)
    const { line } = await stopOf(() => seeded(database))
    await database.close()
    expect(line).toContain(
      'default_transaction_read_only is on, set by the URL or PGOPTIONS: leave it out there',
    )
  })

  it('without TLS is opened where sslmode or PGSSLMODE only prefers or allows it, and not where it is demanded', async () => {
    for (const mode of ['prefer', 'allow', 'disable']) {
      await opened(`${empty.url}?sslmode=${mode}`)
      vi.stubEnv('PGSSLMODE', mode)
      await opened(empty.url)
    }
    vi.stubEnv('PGSSLMODE', 'require')
    const { line, exitCode } = await stopOf(() => opened(empty.url))
    expect(line).toContain('the server offers no TLS: set it up, or write sslmode=disable')
    expect(exitCode).toBe(1)
  })

  it('whose role may open one connection says that it takes two', async () => {
    await asAdmin(empty.url, `ALTER ROLE ${role} CONNECTION LIMIT 1`)
    const database = await openDatabase(roleUrl)
    await seeded(database)
    const { line, exitCode } = await stopOf(() => replayed(database, 5))
    await database.close()
    expect(line).toMatch(
      /^database URL: it allows this role one connection, and Axon needs two: ALTER ROLE "axon_role_\w+" CONNECTION LIMIT 2$/,
    )
    expect(exitCode).toBe(1)
  })

  it('with too short a statement_timeout names the setting', async () => {
    const { line } = await stopOf(() => opened(`${empty.url}?statement_timeout=1`))
    expect(line).toContain(
      'a statement took longer than statement_timeout allows: raise it in the URL or for the role, or take smaller batches',
    )
  })

  it.each([
    ['lock_timeout=soon', 'invalid value for parameter "lock_timeout": "soon"'],
    ['options=-c%20nothing_like_it%3D1', 'unrecognized configuration parameter "nothing_like_it"'],
    ['options=-c%20port%3D1', 'parameter "port" cannot be changed without restarting the server'],
  ])('is not opened with ?%s', async (parameter, says) => {
    expect(await stopOf(() => opened(`${empty.url}?${parameter}`))).toEqual({
      line: `the database URL (postgres://…) can't be used: the server refuses a setting of it: ${says}`,
      exitCode: 2,
    })
  })

  it('is not emptied by a role that does not own the tables, and says whose matter it is', async () => {
    const owner = await openDatabase(empty.url)
    await seeded(owner)
    await owner.close()
    await asAdmin(
      empty.url,
      `GRANT ALL ON ALL TABLES IN SCHEMA public TO ${role}`,
      `GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO ${role}`,
    )
    const database = await openDatabase(roleUrl)
    await seeded(database)
    const { line } = await stopOf(() => seeded(database, true))
    await database.close()
    expect(line).toContain('only the owner of the tables may do that: connect as the role that made them')
  })
})

describe('a standby', () => {
  it('is told apart from a setting: it is retried, as it may be made the primary', async () => {
    const server = await PostgresServer.start({ settings: { fsync: 'off' } })
    try {
      const primary = await openDatabase(server.url())
      await seeded(primary)
      await primary.close()
      server.crash('fast')
      await writeFile(join(server.folder, 'data', 'standby.signal'), '')
      await server.resume()
      const standby = await openDatabase(server.url())
      const error = await replayed(standby).catch((thrown: unknown) => thrown)
      expect(standby.failureOf(error)).toBe('outage')
      const { line } = await stopOf(() => seeded(standby))
      await standby.close()
      expect(line).toContain('the server is a read-only standby: name the primary')
    } finally {
      server.stop()
    }
  })
})
