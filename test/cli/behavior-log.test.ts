import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addSite } from '../../src/operations/sites/add-site.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { axon } from '../axon.ts'
import { saveDefinition } from '../http/page-of-site.ts'
import { RunningService } from './running-service.ts'

let folder: string
let database: string
const SECRET = { AXON_JWT_SECRET: 'a secret of 32 bytes, for tests only' }

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'axon-behaviors-'))
  database = `sqlite:${join(folder, 'axon.db')}`
})
afterAll(() => rm(folder, { recursive: true }))

it('refuses a behaviour log that can not be kept, and says which would do', async () => {
  const place = ['--behavior-log', 'file:/dev/null/logs']
  const { code, stderr } = await axon(
    ['serve', '--port', '0', '--database', database, '--jwt-audience', 'axon', ...place],
    { env: SECRET },
  )
  expect(code).toBe(1)
  expect(stderr).toMatch(/can't be kept in file:\/dev\/null\/logs: .*--behavior-log/)
})

/** A service that writes to standard output, and how a page tells it of a behaviour. */
async function startedWithStdout(eventId: number) {
  const args = ['--database', database, '--jwt-audience', 'axon', '--behavior-log', 'stdout']
  const service = await RunningService.start(args, SECRET)
  const shop = await openDatabase(database)
  await saveDefinition(shop, { id: eventId, triggerType: 'CUSTOM', name: '쿠폰' })
  const site = await addSite(shop, { name: randomUUID(), origins: [] }, { by: 'test', atMs: Date.now() })
  await shop.close()
  const tell = () => {
    const occurredAt = Date.now()
    const page = { url: 'https://shop.example/' }
    const item = { messageId: randomUUID(), eventId, revision: 1, occurredAt, page, name: 'coupon' }
    const body = JSON.stringify({ sentAt: occurredAt, items: [item] })
    return fetch(`${service.url}/v1/occurrences?site=${site!.key}`, { method: 'POST', body })
  }
  return { service, tell }
}

it('writes behaviours to standard output, behind the line that says where it listens', async () => {
  const { service, tell } = await startedWithStdout(1)
  let stdout = ''
  service.process.stdout!.on('data', (text: string) => {
    stdout += text
  })
  expect((await tell()).status).toBe(202)
  await expect.poll(() => stdout).toMatch(/\n$/)
  expect(JSON.parse(stdout)).toMatchObject({ event: { action: '쿠폰' }, axon: { name: 'coupon' } })
  expect(await service.stop()).toBe(143)
  expect(existsSync('behavior-logs')).toBe(false)
})

it('refuses behaviours once the reader of standard output is gone, says so once, and serves on', async () => {
  const { service, tell } = await startedWithStdout(2)
  service.process.stdout!.destroy()
  const statuses: number[] = []
  for (let time = 0; time < 3; time += 1) statuses.push((await tell()).status)
  expect(statuses).toEqual([503, 503, 503])
  expect(service.stderr.match(/the reader of standard output is gone.*start again/g)).toHaveLength(1)
  expect((await service.enter(1)).status).toBe(404)
  expect((await fetch(`${service.url}/readyz`)).status).toBe(200)
  expect(await service.stop()).toBe(143)
})
