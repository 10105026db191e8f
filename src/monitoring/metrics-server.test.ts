import { request } from 'node:http'
import { type AddressInfo, connect, createServer } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { HaltError } from '../domain/halt-error.ts'
import type { Health } from './consume-health.ts'
import { ConsumeMetrics } from './consume-metrics.ts'
import { MetricsServer } from './metrics-server.ts'

const good: Health = { ok: true, reason: 'ok' }
let server: MetricsServer | undefined

afterEach(async () => {
  await server?.close()
  server = undefined
})

interface Checks {
  readonly live?: () => Health
  readonly ready?: () => Health | Promise<Health>
}

async function serve({ live = () => good, ready = () => good }: Checks = {}): Promise<string> {
  server = await MetricsServer.listen({
    port: 0,
    host: '127.0.0.1',
    metrics: new ConsumeMetrics().registry,
    live,
    ready,
  })
  return server.url
}

it('serves the metrics in the format of Prometheus', async () => {
  const response = await fetch(`${await serve()}/metrics`)
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
  const text = await response.text()
  expect(text).toContain('# TYPE axon_messages_total counter')
  expect(text).toMatch(/axon_build_info\{version="\d+\.\d+\.\d+"\} 1/)
  expect(text).toContain('process_resident_memory_bytes')
})

it('answers 200 or 503 on /healthz and /readyz, with the reason', async () => {
  let live = good
  let ready: Health = { ok: false, reason: 'starting' }
  const url = await serve({ live: () => live, ready: async () => ready })
  const get = async (path: string) => {
    const response = await fetch(url + path)
    return `${response.status} ${await response.text()}`
  }
  expect(await get('/healthz')).toBe('200 ok\n')
  expect(await get('/readyz?verbose')).toBe('503 starting\n')
  live = { ok: false, reason: 'it stands still' }
  ready = good
  expect(await get('/healthz')).toBe('503 it stands still\n')
  expect(await get('/readyz')).toBe('200 ok\n')
})

it('knows no other path and no other method', async () => {
  const url = await serve()
  expect((await fetch(`${url}/`)).status).toBe(404)
  expect((await fetch(`${url}/metrics/..%2f..%2fetc/passwd`)).status).toBe(404)
  for (const method of ['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS']) {
    const response = await fetch(`${url}/metrics`, { method })
    expect([method, response.status, response.headers.get('allow')]).toEqual([method, 405, 'GET'])
  }
})

it('answers a flood in a request body without reading it', async () => {
  const url = new URL(`${await serve()}/metrics`)
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const flood = request(url, { method: 'POST' }, (response) => {
      resolve(response.statusCode)
      response.destroy()
    })
    flood.on('error', reject)
    flood.write(Buffer.alloc(256 * 1024))
  })
  expect(status).toBe(405)
})

it('says 500, and nothing of the error, when a check fails', async () => {
  const url = await serve({
    ready: () => {
      throw new Error('secret')
    },
  })
  const response = await fetch(`${url}/readyz`)
  expect([response.status, await response.text()]).toEqual([500, 'failed\n'])
})

it('cuts off whoever never finishes a request, and serves others meanwhile', async () => {
  const url = new URL(await serve())
  const slow = connect(Number(url.port), url.hostname)
  slow.write('GET /metrics HTTP/1.1\r\n')
  const answer = new Promise<string>((resolve, reject) => {
    let text = ''
    slow.setEncoding('utf8').on('data', (more: string) => {
      text += more
    })
    slow.on('end', () => resolve(text))
    slow.on('error', reject)
  })
  expect((await fetch(`${url.origin}/healthz`)).status).toBe(200)
  expect(await answer).toMatch(/^HTTP\/1\.1 408 /)
  slow.destroy()
}, 15_000)

it('closes at once although clients keep their connections open and wait for an answer', async () => {
  const url = new URL(await serve({ ready: () => new Promise<Health>(() => {}) }))
  await fetch(`${url.origin}/healthz`)
  const waiting = fetch(`${url.origin}/readyz`).then(
    () => 'answered',
    () => 'cut off',
  )
  const idle = connect(Number(url.port), url.hostname)
  await new Promise((resolve) => idle.once('connect', resolve))
  idle.on('error', () => {})
  await server?.close()
  expect(await waiting).toBe('cut off')
  await expect(fetch(`${url.origin}/healthz`)).rejects.toThrow()
  idle.destroy()
})

it('says in one line that a port is taken, and what to do', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as AddressInfo
  const listening = MetricsServer.listen({
    port,
    host: '127.0.0.1',
    metrics: new ConsumeMetrics().registry,
    live: () => good,
    ready: () => good,
  })
  const error = await listening.catch((thrown: unknown) => thrown)
  other.close()
  expect(error).toBeInstanceOf(HaltError)
  expect(error).toMatchObject({
    code: 'METRICS_NOT_SERVED',
    message: `can't serve metrics on 127.0.0.1:${port}: the port is taken`,
  })
})
