import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FluentServer } from '@fluent-org/logger'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { FluentdWriter } from '../../src/behavior-log/fluentd/fluentd-writer.ts'

const folder = mkdtempSync(join(tmpdir(), 'axon-fluentd-'))
const [keyFile, caFile] = [join(folder, 'key.pem'), join(folder, 'ca.pem')]
let server: FluentServer
const got: unknown[] = []

beforeAll(async () => {
  const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost']
  const names = ['-addext', 'subjectAltName=DNS:localhost']
  execFileSync('openssl', [...request, ...names, '-keyout', keyFile, '-out', caFile], { stdio: 'ignore' })
  server = new FluentServer({
    listenOptions: { port: 0, host: '127.0.0.1' },
    tlsOptions: { key: readFileSync(keyFile), cert: readFileSync(caFile) },
    security: { serverHostname: 'aggregator', sharedKey: 'a key of both', authorize: false, userDict: {} },
  })
  server.on('entry', (_, __, record) => got.push(record))
  await server.listen()
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

const placeOf = (host: string, tls = true) =>
  ({ kind: 'fluentd', host, port: server.port!, tag: 'axon.behavior', tls }) as const
const document = {
  id: 'a',
  key: null,
  occurredAt: 0,
  receivedAt: 0,
  json: '{"@timestamp":"2026-11-27T00:00:00Z","id":"a"}',
}
const login = () => ({ sharedKey: 'a key of both', ca: readFileSync(caFile, 'utf8') })

it('speaks TLS, with a shared key', async () => {
  const writer = await FluentdWriter.open(placeOf('localhost'), login())
  expect(await writer.write([document])).toEqual({ refused: [], left: [], failure: null })
  await expect.poll(() => got).toMatchObject([{ id: 'a' }])
  await writer.close()
})

it.each([
  ['a certificate of nobody that is trusted', 'localhost', true, {}, 'self-signed certificate'],
  [
    'a certificate of another host',
    '127.0.0.1',
    true,
    { host: 'other' },
    "does not match certificate's altnames",
  ],
  ['a server that speaks TLS where none was asked for', 'localhost', false, {}, 'fluentd://localhost'],
] as const)('sends nothing to %s, and says so', async (_, host, tls, more, problem) => {
  const { ca, sharedKey } = login()
  const writer = await FluentdWriter.open(placeOf(host, tls), 'host' in more ? { sharedKey, ca } : {}, {
    acknowledgeWithinMs: 500,
  })
  expect(await writer.write([document])).toMatchObject({
    left: [document],
    failure: expect.stringContaining(problem),
  })
  await writer.close()
})
