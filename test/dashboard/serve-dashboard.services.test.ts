import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { axon } from '../axon.ts'
import { SHOP } from '../shop.ts'
import { Terminal } from './terminal.ts'

const SECRET = 'a secret of a shop that is long enough for it'

let folder: string
let terminal: Terminal
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'axon-dashboard-'))
  await writeFile(join(folder, 'seed.json'), JSON.stringify(SHOP))
  await axon(['seed', 'seed.json', '--database', 'sqlite:sale.db'], { cwd: folder })
  terminal = await Terminal.open({ columns: 200, rows: 60 }, folder)
})
afterEach(async () => {
  await terminal.close()
  await rm(folder, { recursive: true, force: true })
})

async function enter(url: string, userId: number): Promise<number> {
  const token = await new SignJWT({ sub: String(userId) })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(Buffer.from(SECRET))
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const { status } = await fetch(`${url}/v1/activities/1/entries`, { method: 'POST', headers, body: '{}' })
  return status
}

it('axon serve shows what it answers: requests, how soon, stock and outcomes; q stops it, and leaves its log', async () => {
  const options = '--database sqlite:sale.db --port 0 --jwt-any-audience --limit-user 0'
  await terminal.command(`AXON_JWT_SECRET='${SECRET}' axon serve ${options}`)
  const screen = await terminal.until('the service', /axon serve +● RUNNING.*\n http:\S+ → sqlite:sale.db/)
  expect(screen).toMatch(/0 requests\/s · answer p50 – {2}p99 – · 0 waiting/)
  const url = /http:\/\/\S+/.exec(screen)![0]
  const statuses = await Promise.all(Array.from({ length: 120 }, (_, index) => enter(url, index + 1)))
  expect(statuses.filter((status) => status === 201)).toHaveLength(100)
  await terminal.until('the product that was sold out', /✕ +한정판 머그컵 +SOLD OUT/)
  const sold = await terminal.until('all of the sale', /✕ rejected +20/)
  expect(sold).toMatch(/● approved +100/)
  const served = /[1-9][\d,]* requests\/s · answer p50 [\d.]+ ms {2}p99 [\d.]+ m?s · 0 waiting/
  await terminal.until('the rate of requests', served)
  await terminal.press('p')
  expect(await enter(url, 500)).toBe(409)
  await terminal.press('q')
  const { code, isSane, text } = await terminal.ended()
  expect([code, isSane]).toEqual([130, true])
  expect(text).toContain('stopping')
})
