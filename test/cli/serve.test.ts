import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openDatabase } from '../../src/stores/open-database.ts'
import { axon, outputOf } from '../axon.ts'
import { SHOP } from '../shop.ts'
import { RunningService } from './running-service.ts'

const SECRET = 'a secret of 32 bytes, for tests only'

let folder: string
let database: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'axon-serve-'))
  database = `sqlite:${join(folder, 'axon.db')}`
  await writeFile(join(folder, 'shop.json'), JSON.stringify(SHOP))
  await outputOf('seed', join(folder, 'shop.json'), '--database', database)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const serve = (...args: string[]) =>
  RunningService.start(['--database', database, '--jwt-audience', 'axon', ...args], {
    AXON_JWT_SECRET: SECRET,
  })

it('does not start if nobody could ask, and says what to set', async () => {
  const { code, stderr } = await axon(['serve', '--port', '0', '--database', database])
  expect(code).toBe(2)
  expect(stderr).toContain('AXON_JWT_SECRET')
  expect(stderr).toContain('axon keys create')
})

it('does not start if it is not said whom tokens are for', async () => {
  const { code, stderr } = await axon(['serve', '--port', '0', '--database', database], {
    env: { AXON_JWT_SECRET: SECRET },
  })
  expect(code).toBe(2)
  expect(stderr).toContain('--jwt-audience')
})

it('starts for servers alone, once there is a key for them', async () => {
  await outputOf('keys', 'create', '--name', 'shop', '--role', 'business', '--database', database)
  const service = await RunningService.start(['--database', database])
  expect((await fetch(`${service.url}/readyz`)).status).toBe(200)
  expect(await service.stop()).toBe(143)
})

it('says where it listens on stderr, and with --json on one line of stdout', async () => {
  const service = await serve('--metrics-port', '0')
  expect(service.listening).toEqual({
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    adminUrl: null,
    metricsUrl: expect.stringMatching(/^http:/),
  })
  expect(service.stderr).toContain(`axon: serving on ${service.url}`)
  expect((await service.enter(1)).status).toBe(201)
  const metrics = await (await fetch(`${service.listening.metricsUrl}/metrics`)).text()
  expect(metrics).toContain('axon_http_requests_total{route="postEntry",outcome="approved",status="201"} 1')
  expect(metrics).toContain('axon_messages_total{outcome="approved",reason=""} 1')
  expect(await service.stop()).toBe(143)
})

it('says so if its port is taken', async () => {
  const service = await serve()
  const { port } = new URL(service.url)
  const { code, stderr } = await axon(
    ['serve', '--port', port, '--database', database, '--jwt-any-audience'],
    {
      env: { AXON_JWT_SECRET: SECRET },
    },
  )
  expect(code).toBe(1)
  expect(stderr).toContain(`can't listen on 127.0.0.1:${port}: the port is taken: choose another --port`)
  await service.stop()
})

it('answers every request that it read when it is stopped under load, then ends with 143', async () => {
  const service = await serve('--drain-delay', '1', '--limit-user', '0')
  const answered = new Set<number>()
  const codes = new Map<string, number>()
  let user = 0
  const customers = Array.from({ length: 30 }, async () => {
    for (;;) {
      user += 1
      const own = user
      try {
        const { status } = await service.enter(own)
        answered.add(own)
        codes.set(String(status), (codes.get(String(status)) ?? 0) + 1)
      } catch (error) {
        const { code } = (error as { cause?: NodeJS.ErrnoException }).cause ?? {}
        codes.set(String(code), (codes.get(String(code)) ?? 0) + 1)
        if (code === 'ECONNREFUSED') return
      }
    }
  })
  await expect.poll(() => answered.size).toBeGreaterThan(300)
  const ended = service.ended()
  service.process.kill('SIGTERM')
  await expect.poll(async () => (await fetch(`${service.url}/readyz`)).status).toBe(503)
  const before = answered.size
  expect((await service.enter(1)).status).toBe(200)
  expect(await ended).toBe(143)
  await Promise.all(customers)
  expect(answered.size).toBeGreaterThan(before)
  expect([...codes.keys()].filter((code) => /^\d/.test(code)).sort()).toEqual(['201', '409'])
  const shop = await openDatabase(database)
  const rows = await shop.query<{ user: number }>(
    sql`SELECT user_id AS "user" FROM campaign_activity_entries`,
  )
  await shop.close()
  // Whose request was read was answered: nobody is in the database without knowing it.
  expect(rows.filter((row) => !answered.has(row.user))).toEqual([])
  await outputOf('verify', '--database', database)
})

it('ends at once on a second signal', async () => {
  const service = await serve('--drain-delay', '600')
  service.process.kill('SIGTERM')
  await expect.poll(async () => (await fetch(`${service.url}/readyz`)).status).toBe(503)
  service.process.kill('SIGTERM')
  const [code] = await once(service.process, 'exit')
  expect(code).toBe(143)
})
