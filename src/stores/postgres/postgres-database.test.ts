import { createServer } from 'node:net'
import { sql } from 'drizzle-orm/sql'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { createTestDatabase } from '../../../services/test-database.ts'
import type { EmptyDatabase } from '../../../test/databases.ts'
import { HaltError } from '../../domain/halt-error.ts'
import { PostgresDatabase } from './postgres-database.ts'
import { PostgresUrl } from './postgres-url.ts'

describe('opening a Postgres database', () => {
  let empty: EmptyDatabase
  let admin: pg.Client

  beforeEach(async () => {
    empty = await createTestDatabase(inject('postgresAdminUrl'))
    admin = new pg.Client({ connectionString: empty.url })
    await admin.connect()
  })

  afterEach(async () => {
    await admin.end()
    await empty.drop()
  })

  const open = (url: string) => PostgresDatabase.open(new PostgresUrl(url))

  /** The one line that the user gets. */
  async function refusal(url: string): Promise<string> {
    const error = await open(url).then(
      () => new Error('it opened'),
      (thrown: unknown) => thrown as Error,
    )
    expect(error).toBeInstanceOf(HaltError)
    expect(error).not.toMatchObject({ code: 'DATABASE_URL_UNUSABLE' })
    expect(error.message).not.toContain('s3cret')
    expect(error.message).not.toContain('\n')
    return error.message
  }

  test('several processes that start at once make the tables once', async () => {
    const opened = await Promise.all([1, 2, 3, 4].map(() => open(empty.url)))
    await Promise.all(opened.map((database) => database.close()))
    const { rows } = await admin.query(
      'SELECT hash, count(*)::int AS times FROM axon_migrations GROUP BY hash ORDER BY hash',
    )
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.every(({ times }) => times === 1)).toBe(true)
  })

  test('the tables of a newer version are refused, and nothing is changed', async () => {
    await (await open(empty.url)).close()
    await admin.query("INSERT INTO axon_migrations VALUES ('from the future', 9999999999999)")
    expect(await refusal(empty.url)).toContain('newer version of axon')
  })

  test('a half-made database is completed or left alone, never half-upgraded', async () => {
    await admin.query('CREATE TABLE products (id int)')
    expect(await refusal(empty.url)).toContain('holds other tables')
    const { rows } = await admin.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    expect(rows).toEqual([{ tablename: 'products' }])
  })

  test('the schema that the URL names is used, for references too', async () => {
    await admin.query('CREATE SCHEMA shop')
    for (const parameters of ['search_path=shop', 'options=-c%20search_path%3Dshop']) {
      const database = await open(`${empty.url}?${parameters}`)
      expect(
        await database.query(sql`SELECT current_schema() AS name, count(*) AS rows FROM products`),
      ).toEqual([{ name: 'shop', rows: 0 }])
      await database.close()
    }
    const { rows } = await admin.query("SELECT DISTINCT schemaname FROM pg_tables WHERE tablename LIKE 'c%'")
    expect(rows).toContainEqual({ schemaname: 'shop' })
    expect(rows).not.toContainEqual({ schemaname: 'public' })
  })

  test('what is wrong is said in one line, without the password', async () => {
    const changed = (change: (url: URL) => void) => {
      const url = new URL(empty.url)
      change(url)
      return url.href
    }
    const nobody = changed((url) => {
      url.username = 'no_such_user'
      url.password = 's3cret'
    })
    expect(await refusal(nobody)).toContain('wrong user or password')
    const missing = changed((url) => {
      url.pathname = '/no_such_database'
    })
    expect(await refusal(missing)).toContain('no database of that name')
    const elsewhere = 'postgres://me:s3cret@no-such-host.invalid/shop'
    expect(await refusal(elsewhere)).toContain('the host is unknown')
    const silent = 'postgres://me:s3cret@127.0.0.1:1/shop'
    expect(await refusal(silent)).toMatch(
      /postgres:\/\/me@127.0.0.1:1\/shop: nothing listens there.*ECONNREFUSED/,
    )
    expect(await refusal(`${empty.url}?search_path=nowhere`)).toContain('create the schema nowhere, or')
    expect(await refusal(`${empty.url}?schema=Shop%202`)).toContain('create the schema "Shop 2", or')
  })

  test('a connection that is given up before it stands is closed', async () => {
    let asked = 0
    let closed = 0
    const server = createServer((socket) => {
      socket.on('error', () => {})
      socket.on('close', () => {
        closed += 1
      })
      socket.once('data', () => {
        asked += 1
        socket.write('R\0\0\0\x17\0\0\0\x0aSCRAM-SHA-256\0\0', 'latin1')
        socket.once('data', () => socket.write('R\0\0\0\x0b\0\0\0\x0br=1', 'latin1'))
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    try {
      expect(await refusal(`postgres://me@127.0.0.1:${port}/shop`)).toContain('a password is needed')
      await expect.poll(() => closed).toBe(asked)
      expect(asked).toBe(1)
    } finally {
      server.close()
    }
  })

  test('a role without rights is told which it needs', async () => {
    const role = `visitor_${process.pid}`
    await admin.query(
      `REVOKE CREATE ON SCHEMA public FROM PUBLIC; CREATE ROLE ${role} LOGIN PASSWORD 's3cret'`,
    )
    try {
      const url = new URL(empty.url)
      url.username = role
      url.password = 's3cret'
      expect(await refusal(url.href)).toContain('grant CREATE on the schema')
    } finally {
      await admin.query(`DROP ROLE ${role}`)
    }
  })

  test('a server that is starting up gets a moment', async () => {
    let answers = 0
    const server = createServer((socket) => {
      socket.once('data', () => {
        answers += 1
        socket.end(fatalError('57P03', 'the database system is starting up'))
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    try {
      expect(await refusal(`postgres://me:s3cret@127.0.0.1:${port}/shop`)).toContain('starting up')
      expect(answers).toBe(6)
    } finally {
      server.close()
    }
  })

  test('transactions of commands are all or nothing, and numbers are numbers', async () => {
    const database = await open(empty.url)
    const insert = sql`INSERT INTO products (id, product_name, stock, initial_stock, price) VALUES (1, 'mug', 9007199254740991, 5, 0.10)`
    await expect(
      database.transaction(async (query) => {
        await query(insert)
        throw new Error('changed my mind')
      }),
    ).rejects.toThrow('changed my mind')
    expect(await database.query(sql`SELECT * FROM products`)).toEqual([])
    const overlooked = database.transaction(async (query) => {
      await query(insert)
      await query(sql`SELECT 1 / 0`).catch(() => {})
    })
    await expect(overlooked).rejects.toThrow('overlooked')
    await database.transaction((query) => query(insert))
    expect(await database.query(sql`SELECT stock, price, count(*) OVER () AS n FROM products`)).toEqual([
      { stock: 9007199254740991, price: 0.1, n: 1 },
    ])
    await database.close()
  })

  test('sessions are named axon and never wait for ever', async () => {
    const database = await open(empty.url)
    const [settings] = await database.query(
      sql`SELECT current_setting('application_name') AS name, current_setting('lock_timeout') AS wait`,
    )
    expect(settings).toEqual({ name: 'axon', wait: '5s' })
    await database.close()
  })
})

/** An ErrorResponse, as the server sends it. */
function fatalError(code: string, message: string): Buffer {
  const body = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`)
  const header = Buffer.alloc(5)
  header.write('E')
  header.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([header, body])
}
