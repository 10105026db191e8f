import { execFileSync } from 'node:child_process'
import { appendFileSync, chmodSync, chownSync, copyFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PostgresServer } from '../../services/postgres/postgres-server.ts'
import { openDatabase } from '../../src/stores/open-database.ts'

let server: PostgresServer
let data: string
let ca: string

/** With a certificate for `localhost`, which nobody has signed but itself. */
beforeAll(async () => {
  server = await PostgresServer.start({ settings: { fsync: 'off' } })
  data = join(server.folder, 'data')
  const [key, certificate] = [join(data, 'server.key'), join(data, 'server.crt')]
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost']
  execFileSync('openssl', [...request, '-keyout', key, '-out', certificate], { stdio: 'ignore' })
  const { uid, gid } = statSync(data)
  for (const file of [key, certificate]) {
    chownSync(file, uid, gid)
    chmodSync(file, 0o600)
  }
  ca = join(server.folder, 'ca.pem')
  copyFileSync(certificate, ca)
  appendFileSync(join(data, 'postgresql.conf'), '\nssl = on\n')
})
afterAll(() => server.stop())

const ACCEPTED = 'opened'
const FORBIDDEN = /pg_hba\.conf/
const UNTRUSTED = /its TLS certificate is not trusted/

/** What libpq does: by sslmode, on a server that lets in with and without TLS, only with it, and only without. */
const MODES: readonly [mode: string, both: unknown, withTls: unknown, withoutTls: unknown][] = [
  ['disable', ACCEPTED, FORBIDDEN, ACCEPTED],
  ['allow', ACCEPTED, ACCEPTED, ACCEPTED],
  ['prefer', ACCEPTED, ACCEPTED, ACCEPTED],
  ['require', ACCEPTED, ACCEPTED, FORBIDDEN],
  ['verify-ca&sslrootcert=CA', ACCEPTED, ACCEPTED, FORBIDDEN],
  ['verify-full&sslrootcert=CA', UNTRUSTED, UNTRUSTED, UNTRUSTED], // it is for localhost, not for 127.0.0.1
  ['verify-full', UNTRUSTED, UNTRUSTED, UNTRUSTED],
]

describe.each(['host', 'hostssl', 'hostnossl'])('a server with rules of %s', (kind) => {
  beforeAll(async () => {
    writeFileSync(join(data, 'pg_hba.conf'), `${kind} all all 127.0.0.1/32 scram-sha-256\n`)
    await server.restart('fast')
  })

  it.each(MODES)('sslmode=%s', async (mode, both, withTls, withoutTls) => {
    const url = `${server.url()}?sslmode=${mode.replace('CA', encodeURIComponent(ca))}`
    const found = await openDatabase(url).then(
      (database) => database.close().then(() => ACCEPTED),
      (error: Error) => error.message,
    )
    const wanted = { host: both, hostssl: withTls, hostnossl: withoutTls }[kind]
    expect(found).toEqual(wanted instanceof RegExp ? expect.stringMatching(wanted) : wanted)
  })
})
