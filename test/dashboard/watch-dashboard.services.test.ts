import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { generateMessages, generateSeed } from '../../fixtures/generate.ts'
import { openDatabase } from '../../src/stores/open-database.ts'
import { axon, finished, start } from '../axon.ts'
import { databases, type EmptyDatabase } from '../databases.ts'
import { replayFile, withLines } from '../replay-lines.ts'
import { click } from '../shop.ts'
import { openShopAt } from './open-shop-at.ts'
import { Terminal } from './terminal.ts'

const SIZE = { columns: 120, rows: 40 }

let folder: string
let terminal: Terminal
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'axon-dashboard-'))
})
afterEach(async () => {
  await terminal?.close()
  await rm(folder, { recursive: true, force: true })
})

const readOf = (screen: string): number =>
  Number((/read ([\d,]+) ╮/.exec(screen)?.[1] ?? 'NaN').replaceAll(',', ''))

describe.each(databases)('axon dashboard on $name', ({ createWithoutTables }) => {
  let database: EmptyDatabase
  beforeEach(async () => {
    database = await createWithoutTables()
  })
  afterEach(() => database.drop())

  it('waits for a database that is not there yet, then follows the replay of another process to its end', async () => {
    const sale = { messages: 50_000, users: 20_000, activities: 10, seed: 3, invalid: 0.001 }
    const lines = [...generateMessages(sale)]
    await writeFile(join(folder, 'seed.json'), JSON.stringify(generateSeed(sale)))
    terminal = await Terminal.open(SIZE, folder)
    await terminal.command(`axon dashboard --database '${database.url}'`)
    await terminal.until('the wait', /axon dashboard +▲ WAITING +.*not there yet/)
    await axon(['seed', 'seed.json', '--database', database.url], { cwd: folder })
    await terminal.until('the products', /● RUNNING[\s\S]*한정 상품 1/)

    const writer = start(['replay', '-', '--database', database.url, '--json'], { cwd: folder })
    const replay = finished(writer)
    for (let shown = 0; lines.length > 0; ) {
      writer.stdin!.write(`${lines.splice(0, 10_000).join('\n')}\n`)
      shown = readOf(await terminal.until('more of the replay', (screen) => readOf(screen) > shown))
    }
    writer.stdin!.end()
    const summary = JSON.parse((await replay).stdout)
    const last = await terminal.until(
      'the end of the replay',
      (screen) => approvedOf(screen) === summary.approved && lettersOf(screen) === summary.deadLetter,
    )
    expect(last).toContain('● RUNNING')
    await terminal.press('q')
    expect(await terminal.ended()).toMatchObject({ code: 0, isSane: true })
  })

  it('shows what another process commits within a second', async () => {
    const writer = await openShopAt(database.url)
    terminal = await Terminal.open(SIZE, folder)
    await terminal.command(`axon dashboard --database '${database.url}'`)
    await terminal.until('the dashboard', /● RUNNING/)
    const delays: number[] = []
    for (let user = 1; user <= 9; user += 1) {
      await withLines([click(user)], (file) => replayFile(writer, file))
      const committedAt = performance.now()
      await terminal.until('the purchase', (screen) => approvedOf(screen) === user)
      delays.push(performance.now() - committedAt)
    }
    await writer.close()
    const median = delays.sort((a, b) => a - b)[4]
    console.log(`shown after ${delays.map((ms) => Math.round(ms)).join(', ')} ms`)
    expect(median).toBeLessThan(1_000)
    await terminal.press('C-c')
    expect(await terminal.ended()).toMatchObject({ code: 130, isSane: true })
  })

  it('freezes on p, and shows why a user got in on e', async () => {
    const writer = await openShopAt(database.url)
    await withLines([click(41)], (file) => replayFile(writer, file))
    terminal = await Terminal.open(SIZE, folder)
    await terminal.command(`axon dashboard --database '${database.url}'`)
    await terminal.until('the purchase', /구매 +PURCHASE +41|구매 +41/)
    await terminal.press('3', 'e')
    await terminal.until('the explanation', /╭ Why: user 41, activity 1[\s\S]*approved/)
    await terminal.press('Escape')
    await terminal.until('the panels', /╭ 1 Stock/)
    await terminal.press('p')
    await terminal.until('the pause', /▮ PAUSED/)
    await withLines([click(42)], (file) => replayFile(writer, file))
    expect(approvedOf(await terminal.screen())).toBe(1)
    await terminal.press('p')
    await terminal.until('the second purchase', (screen) => approvedOf(screen) === 2)
    await terminal.press('q')
    expect(await terminal.ended()).toMatchObject({ code: 0, isSane: true })
    await writer.close()
  })
})

const approvedOf = (screen: string): number =>
  Number((/● approved +([\d,]+)/.exec(screen)?.[1] ?? 'NaN').replaceAll(',', ''))
const lettersOf = (screen: string): number =>
  Number((/▲ dead letter +([\d,]+)/.exec(screen)?.[1] ?? 'NaN').replaceAll(',', ''))

describe('axon dashboard', () => {
  it('creates nothing', async () => {
    terminal = await Terminal.open(SIZE, folder)
    await terminal.command('axon dashboard --database sqlite:none.db')
    await terminal.until('the wait', /▲ WAITING +the file is not there yet/)
    await terminal.press('q')
    await terminal.ended()
    await terminal.command('ls -A | wc -l')
    await terminal.until('no file', /^0$/m)
  })

  it('ends with one line for what no waiting can cure', async () => {
    terminal = await Terminal.open(SIZE, folder)
    await terminal.command('axon dashboard --database mysql://localhost/shop')
    await terminal.until('the refusal', /axon: database URL "mysql:"… is of no known form/)
    expect(await terminal.ended()).toMatchObject({ code: 2, isSane: true })
    const piped = await axon(['dashboard', '--database', 'sqlite:none.db'], { cwd: folder })
    expect(piped.stderr).toMatch(/^axon: the dashboard needs a terminal/)
    expect(piped.code).toBe(2)
  })

  it('draws nothing on a terminal that says that it is dumb, and says what to do', async () => {
    terminal = await Terminal.open(SIZE, folder)
    await terminal.command('TERM=dumb axon dashboard --database sqlite:none.db')
    await terminal.until('the refusal', /axon: the dashboard needs a terminal .* TERM is dumb: `axon status`/)
    expect(await terminal.ended()).toMatchObject({ code: 2, isSane: true })
  })

  it('finds the file that takes the place of a removed one', async () => {
    const url = `sqlite:${join(folder, 'sale.db')}`
    const writer = await openShopAt(url)
    await withLines([click(1), click(2)], (file) => replayFile(writer, file))
    await writer.close()
    terminal = await Terminal.open(SIZE, folder)
    await terminal.command(`axon dashboard --database ${url}`)
    await terminal.until('two purchases', (screen) => approvedOf(screen) === 2)
    for (const end of ['', '-wal', '-shm']) await rm(join(folder, `sale.db${end}`), { force: true })
    const other = await openDatabase(url)
    await other.close()
    await terminal.until('nothing', (screen) => readOf(screen) === 0 && screen.includes('no products yet'))
    await terminal.press('q')
    expect(await terminal.ended()).toMatchObject({ code: 0, isSane: true })
  })
})
