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

it('writes behaviours to standard output, behind the line that says where it listens', async () => {
  const args = ['--database', database, '--jwt-audience', 'axon', '--behavior-log', 'stdout']
  const service = await RunningService.start(args, SECRET)
  const shop = await openDatabase(database)
  await saveDefinition(shop, { id: 1, triggerType: 'CUSTOM', name: '쿠폰' })
  const site = await addSite(shop, { name: 'shop', origins: [] }, { by: 'test', atMs: Date.now() })
  await shop.close()
  let stdout = ''
  service.process.stdout!.on('data', (text: string) => {
    stdout += text
  })
  const occurredAt = Date.now()
  const page = { url: 'https://shop.example/' }
  const item = { messageId: randomUUID(), eventId: 1, revision: 1, occurredAt, page, name: 'coupon' }
  const { status } = await fetch(`${service.url}/v1/occurrences?site=${site!.key}`, {
    method: 'POST',
    body: JSON.stringify({ sentAt: occurredAt, items: [item] }),
  })
  expect(status).toBe(202)
  await expect.poll(() => stdout).toMatch(/\n$/)
  expect(JSON.parse(stdout)).toMatchObject({ event: { action: '쿠폰' }, axon: { name: 'coupon' } })
  expect(await service.stop()).toBe(143)
  expect(existsSync('behavior-logs')).toBe(false)
})
