import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { databases } from '../databases.ts'
import { KafkaSale } from '../kafka/kafka-sale.ts'
import { click, SHOP } from '../shop.ts'
import { Terminal } from './terminal.ts'

let folder: string
let terminal: Terminal
let sale: KafkaSale
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'axon-dashboard-'))
  sale = await KafkaSale.create({
    brokers: inject('kafkaBrokers'),
    partitions: 3,
    database: await databases[0]!.create(),
    shop: SHOP,
  })
  terminal = await Terminal.open({ columns: 200, rows: 60 }, folder)
})
afterEach(async () => {
  await terminal.close()
  await sale.drop()
  await rm(folder, { recursive: true, force: true })
})

const clicks = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({ key: String(index), value: click(from + index) }))

it('says that no broker answers, and leaves what was logged on the terminal', async () => {
  const args = sale.consume().map((word) => (word === inject('kafkaBrokers') ? '127.0.0.1:1' : word))
  await terminal.command(`axon ${args.map((option) => `'${option}'`).join(' ')}`)
  const screen = await terminal.until('the retries', /▲ RETRYING +retry \d+ (in|now).*ECONNREFUSED/)
  expect(screen).toMatch(/ kafka 127\.0\.0\.1:1 \(\S+\) → /)
  await terminal.press('q')
  const { code, isSane, text } = await terminal.ended()
  expect([code, isSane]).toEqual([130, true])
  expect(text).toMatch(/ECONNREFUSED.*trying again in/)
})

it('axon consume shows partitions with position, lag and state; p holds messages back, q leaves nothing undone', async () => {
  await sale.send(sale.commands, clicks(1, 60))
  const [command, ...options] = sale.consume('--from-beginning')
  await terminal.command(`axon ${command} ${options.map((option) => `'${option}'`).join(' ')}`)
  await terminal.until('the first messages', /● approved +60/)
  const screen = await terminal.until('the lag of the partitions', /7 Partitions ─+ \d+ · lag 0 ╮/)
  expect(screen).toMatch(/axon consume +● RUNNING/)
  expect(screen).toMatch(new RegExp(`● +${sale.commands.slice(0, 8)}\\S* +\\d +\\d+ +0`))
  expect(screen).toMatch(/╭ Log ─/)

  await terminal.press('p')
  await terminal.until('the pause', /▮ PAUSED +nothing is consumed/)
  await sale.send(sale.commands, clicks(61, 30))
  await terminal.until('the lag', /lag [1-9]/)
  expect(await terminal.screen()).toMatch(/● approved +60/)
  await terminal.press('p')
  await terminal.until('the rest', /● approved +90[\s\S]*lag 0 ╮/)
  await terminal.press('q')
  const { code, isSane, text } = await terminal.ended()
  expect([code, isSane]).toEqual([130, true])
  expect(text).toMatch(/90 {2}messages read/)
})
