import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HaltError } from '../../domain/halt-error.ts'
import { PostgresUrl } from './postgres-url.ts'

const parametersOf = (url: string, settings?: string[]) =>
  (
    new pg.Client({ connectionString: new PostgresUrl(url).connectionString(settings) }) as unknown as {
      connectionParameters: pg.ClientConfig
    }
  ).connectionParameters
const tlsOf = (url: string) => parametersOf(url).ssl

describe('a Postgres URL', () => {
  let folder: string
  let certificate: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'axon-url-'))
    certificate = join(folder, 'ca.pem')
    await writeFile(certificate, 'CA')
  })
  afterAll(() => rm(folder, { recursive: true }))

  test.each([
    ['postgres://me:s3cret@db.example:6543/shop', 'postgres://me@db.example:6543/shop'],
    ['postgresql://me:s3cret@db.example/shop?sslmode=require', 'postgres://me@db.example:5432/shop'],
    ['postgres://db.example/shop?user=me&password=s3cret', 'postgres://me@db.example:5432/shop'],
    ['postgres://me:s3cret@/shop?host=/tmp/sockets', 'postgres://me@:5432/shop?host=/tmp/sockets'],
    ['postgres://me:s3cret%40%2F@db.example/shop', 'postgres://me@db.example:5432/shop'],
  ])('%s is shown without its password', (url, shown) => expect(new PostgresUrl(url).displayUrl).toBe(shown))

  test.each([
    'postgres://me:12/s3cret@db.example/shop',
    'postgres://me:12?s3cret@db.example/shop',
    'postgres://me:12#s3cret@db.example/shop',
    'postgres://me:s3cret@db.example:port/shop',
    'postgres://me:s3cret@db.example/shop?sslmode=perhaps',
    'postgres://me:s3cret@db.example/shop?sslmode=verify-ca',
    'postgres://me:s3cret@db.example/shop?sslmode=verify-full&sslrootcert=/nowhere/ca.pem',
  ])('%s is refused as wrong usage, without a word of the password', (url) => {
    const open = () => new PostgresUrl(url)
    expect(open).toThrow(HaltError)
    expect(open).toThrow(
      expect.objectContaining({
        code: 'DATABASE_URL_UNUSABLE',
        message: expect.not.stringContaining('s3cret'),
      }),
    )
  })

  test('sslmode means what it means to libpq', () => {
    const host = 'postgres://db.example/shop'
    expect(tlsOf(`${host}?sslmode=disable`)).toBe(false)
    expect(tlsOf(`${host}?sslmode=require`)).toEqual({ rejectUnauthorized: false })
    expect(tlsOf(`${host}?sslmode=no-verify&sslrootcert=${certificate}`)).toEqual({
      rejectUnauthorized: false,
    })
    expect(tlsOf(`${host}?sslmode=verify-full`)).toEqual({})
    expect(tlsOf(`${host}?sslmode=verify-full&sslrootcert=${certificate}`)).toEqual({ ca: 'CA' })
    const anyName = { ca: 'CA', checkServerIdentity: expect.any(Function) }
    expect(tlsOf(`${host}?sslmode=verify-ca&sslrootcert=${certificate}`)).toEqual(anyName)
    expect(tlsOf(`${host}?sslmode=require&sslrootcert=${certificate}`)).toEqual(anyName)
  })

  test("the URL's own options win over the defaults, and search_path is short for one", () => {
    const url = 'postgres://db.example/shop?options=-c%20lock_timeout%3D1s&search_path=my%20shop'
    const { options } = parametersOf(url, ['lock_timeout=5s']) as { options?: string }
    expect(options).toBe('-c lock_timeout=5s -c search_path=my\\ shop -c lock_timeout=1s')
  })

  test('connect_timeout counts seconds', () => {
    expect(new PostgresUrl('postgres://h/d?connect_timeout=3').connectTimeoutMs).toBe(3_000)
    expect(new PostgresUrl('postgres://h/d').connectTimeoutMs).toBeUndefined()
  })
})
