import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { RequestListener } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readKeySetUrl } from './read-key-set-url.ts'

const answers: Record<string, RequestListener> = {
  '/keys': (_, response) => response.end('{"keys": []}'),
  '/moved': (_, response) => response.writeHead(302, { location: '/keys' }).end(),
  '/gone': (_, response) => response.writeHead(404).end('{"keys": []}'),
  '/endless': (_, response) => {
    const more = (): void => {
      while (response.write('x'.repeat(65_536)));
      response.once('drain', more)
    }
    more()
  },
  '/silent': () => {},
}

let folder: string
let server: Server
let origin: string
let ca: Buffer

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'axon-test-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  const args = [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    key,
    '-out',
    cert,
    '-days',
    '2',
    ...names,
  ]
  await promisify(execFile)('openssl', args)
  ca = await readFile(cert)
  server = createServer({ key: await readFile(key), cert: ca }, (request, response) =>
    answers[request.url!]!(request, response),
  )
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  origin = `https://localhost:${(server.address() as AddressInfo).port}`
})

afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await rm(folder, { recursive: true })
})

it('reads the document', async () => {
  await expect(readKeySetUrl(`${origin}/keys`, { ca })()).resolves.toBe('{"keys": []}')
})

it.each([
  ['/moved', 'the answer was 302, not 200 (redirects are not followed)'],
  ['/gone', 'the answer was 404, not 200'],
  ['/endless', 'the answer is longer than 262144 bytes'],
  ['/silent', 'no answer within 3000 ms'],
])('%s: %s', async (path, why) => {
  await expect(readKeySetUrl(origin + path, { ca })()).rejects.toThrow(why)
})

it('trusts no certificate but those of known authorities', async () => {
  await expect(readKeySetUrl(`${origin}/keys`)()).rejects.toThrow('self-signed certificate')
})

it.each(['http://login.example/keys', 'file:///etc/keys', 'login.example'])('refuses %s', (url) => {
  expect(() => readKeySetUrl(url)).toThrow('is no https URL')
})
