import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { axon, finished, start } from '../axon.ts'
import { SHOP } from '../shop.ts'
import { runHere } from './run-here.ts'
import { RunningService } from './running-service.ts'

const SECRET = 'a secret of 32 bytes, for tests only'

let folder: string
let database: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'axon-serve-'))
  database = `sqlite:${join(folder, 'axon.db')}`
  await writeFile(join(folder, 'shop.json'), JSON.stringify(SHOP))
  await here('seed', join(folder, 'shop.json'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** What goes on beside the service. */
async function here(...args: string[]): Promise<void> {
  const { code, stderr } = await runHere([...args, '--database', database])
  expect({ code, stderr }).toMatchObject({ code: 0 })
}

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

it('starts for servers alone, once there is a key for them', async () => {
  await here('keys', 'create', '--name', 'shop', '--role', 'business')
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

it('stops on a signal that comes while it starts', async () => {
  // What it warns of is said before it listens.
  const child = start(
    ['serve', '--port', '0', '--jwt-any-audience', '--database', `sqlite:${join(folder, 'empty.db')}`],
    { env: { AXON_JWT_SECRET: SECRET } },
  )
  child.stderr?.once('data', () => child.kill('SIGTERM'))
  const { code, stderr } = await finished(child)
  expect(stderr).toContain('no campaign activities')
  expect(code).toBe(143)
})

it('ends at once on a second signal', async () => {
  const service = await serve('--drain-delay', '600')
  service.process.kill('SIGTERM')
  await expect.poll(async () => (await fetch(`${service.url}/readyz`)).status).toBe(503)
  service.process.kill('SIGTERM')
  const [code] = await once(service.process, 'exit')
  expect(code).toBe(143)
})
