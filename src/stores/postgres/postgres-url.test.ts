import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { HaltError } from '../../domain/halt-error.ts'
import { PostgresUrl } from './postgres-url.ts'
import { beginWith } from './session/settings.ts'

const tlsOf = (url: string) => new PostgresUrl(url).tls
const settingsOf = (url: string) => Object.fromEntries(new PostgresUrl(url).settings)
const host = 'postgres://db.example/shop'

describe('a Postgres URL', () => {
  let folder: string
  let certificate: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'axon-url-'))
    certificate = join(folder, 'ca.pem')
    await writeFile(certificate, 'CA')
  })
  afterAll(() => rm(folder, { recursive: true }))
  afterEach(() => void vi.unstubAllEnvs())

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
    'postgres://me:12?s3=cret@db.example/shop',
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
        message: expect.not.stringMatching(/s3|cret/),
      }),
    )
  })

  test('sslmode means what it means to libpq', () => {
    const unchecked = { rejectUnauthorized: false }
    expect(tlsOf(host)).toEqual([false])
    expect(tlsOf(`${host}?sslmode=disable`)).toEqual([false])
    expect(tlsOf(`${host}?sslmode=allow`)).toEqual([false, unchecked])
    expect(tlsOf(`${host}?sslmode=prefer`)).toEqual([unchecked, false])
    expect(tlsOf(`${host}?sslmode=require`)).toEqual([unchecked])
    expect(tlsOf(`${host}?sslmode=no-verify&sslrootcert=${certificate}`)).toEqual([unchecked])
    expect(tlsOf(`${host}?sslmode=verify-full`)).toEqual([{}])
    expect(tlsOf(`${host}?sslmode=require&sslrootcert=system`)).toEqual([{}])
    expect(tlsOf(`${host}?sslmode=verify-full&sslrootcert=${certificate}`)).toEqual([{ ca: 'CA' }])
    const anyName = { ca: 'CA', checkServerIdentity: expect.any(Function) }
    expect(tlsOf(`${host}?sslmode=verify-ca&sslrootcert=${certificate}`)).toEqual([anyName])
    expect(tlsOf(`${host}?sslmode=require&sslrootcert=${certificate}`)).toEqual([anyName])
  })

  test("PGSSLMODE is what the URL's own sslmode wins over, and sockets of this machine need none", () => {
    vi.stubEnv('PGSSLMODE', 'prefer')
    expect(tlsOf(host)).toEqual([{ rejectUnauthorized: false }, false])
    expect(tlsOf(`${host}?sslmode=disable`)).toEqual([false])
    expect(tlsOf('postgres:///shop?host=/tmp/sockets')).toEqual([false])
    vi.stubEnv('PGSSLMODE', 'perhaps')
    expect(() => tlsOf(host)).toThrow('sslmode must be one of disable, allow, prefer')
  })

  test('options, PGOPTIONS and parameters of the same name are settings, the nearer one wins', () => {
    vi.stubEnv('PGOPTIONS', '-c lock_timeout=9s -c work_mem=1MB')
    expect(settingsOf(`${host}?options=-c%20lock_timeout%3D1s%20-cgeqo=off%20--jit=on`)).toEqual({
      lock_timeout: '1s',
      work_mem: '1MB',
      geqo: 'off',
      jit: 'on',
    })
    expect(settingsOf(`${host}?lock_timeout=2s&options=-c%20lock_timeout%3D1s`)).toMatchObject({
      lock_timeout: '2s',
    })
    expect(settingsOf(`${host}?options=-c%20search_path%3Da%5C%20b`)).toMatchObject({ search_path: 'a b' })
  })

  test.each([
    ['schema=Shop', "'Shop'"],
    ['schema=campaign%202026', "'campaign 2026'"],
    ['schema=campaign+2026', "'campaign 2026'"],
    ['schema=%EC%BA%A0%ED%8E%98%EC%9D%B8', "'캠페인'"],
    ['schema=a,b', "'a,b'"],
    ['schema=say%22hi%22', `'say"hi"'`],
    ['schema=it%27s%5C', "E'it''s\\\\'"],
    ['search_path=Shop,%20"My%20shop",public', "'shop', 'My shop', 'public'"],
    ['options=-c%20search_path%3DA', "'a'"],
  ])('%s searches %s', (parameter, searched) => {
    expect(beginWith(new PostgresUrl(`${host}?${parameter}`).settings)).toBe(
      `BEGIN;SET LOCAL "search_path" = ${searched}`,
    )
  })

  test.each([
    ['sslmod=require', 'unknown parameter "sslmod"; known: user, password, host'],
    ['SSLMODE=require', 'unknown parameter "SSLMODE"'],
    ['channel_binding=require', 'unknown parameter "channel_binding"'],
    ['schema=', 'schema is empty'],
    ['schema=shop&schema=test', 'schema is written twice'],
    [`schema=${'x'.repeat(64)}`, 'schema is longer than 63 bytes'],
    ['options=-x', 'options holds more than -c name=value'],
    ['client_encoding=EUC_KR', "client_encoding can't be EUC_KR"],
    ['options=-c%20client_encoding=latin1', "client_encoding can't be latin1"],
    ['target_session_attrs=standby', 'target_session_attrs must be'],
    ['connect_timeout=soon', 'connect_timeout must be whole seconds'],
    ['ssl=maybe', 'ssl must be true, false or no-verify'],
    ['sslmode=', 'sslmode must be one of'],
  ])('?%s is refused: %s', (parameter, says) => {
    expect(() => new PostgresUrl(`${host}?${parameter}`)).toThrow(says)
  })

  test('several hosts are refused', () => {
    expect(() => new PostgresUrl('postgres://a.example,b.example/shop')).toThrow('it names several hosts')
  })

  test('connect_timeout counts seconds', () => {
    expect(new PostgresUrl('postgres://h/d?connect_timeout=3').connectTimeoutMs).toBe(3_000)
    expect(new PostgresUrl('postgres://h/d').connectTimeoutMs).toBeUndefined()
  })
})
