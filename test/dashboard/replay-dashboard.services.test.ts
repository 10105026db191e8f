import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import stringWidth from 'string-width'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { generateMessages, generateSeed } from '../../fixtures/generate.ts'
import { writeLines } from '../../fixtures/write-lines.ts'
import { packageRoot } from '../../src/package-root.ts'
import { axon } from '../axon.ts'
import { click, SHOP } from '../shop.ts'
import { Terminal } from './terminal.ts'

const SALE = { messages: 300_000, users: 100_000, activities: 10, seed: 7, invalid: 0.001 }
const PANELS = ['1 Stock', '2 Activities', '3 Occurrences', '4 Outcomes', '5 Flow', '6 Dead letters']

let folder: string
let terminal: Terminal
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'axon-dashboard-'))
})
afterEach(async () => {
  await terminal?.close()
  await rm(folder, { recursive: true, force: true })
})

async function generated(messages = SALE.messages): Promise<void> {
  await writeLines(generateMessages({ ...SALE, messages }), join(folder, 'sale.jsonl'))
  await writeFile(join(folder, 'seed.json'), JSON.stringify(generateSeed({ ...SALE, messages })))
  await axon(['seed', 'seed.json', '--database', 'sqlite:sale.db'], { cwd: folder })
}

describe.each([
  { columns: 80, rows: 24 },
  { columns: 200, rows: 60 },
])('a replay of 300 000 messages at $columns×$rows', (size) => {
  it('shows moving stock, occurrences and throughput, never scrolls or tears, and ends with the summary', async () => {
    await generated()
    terminal = await Terminal.open(size, folder)
    await terminal.command('axon replay sale.jsonl --database sqlite:sale.db')
    await terminal.until('the dashboard', /axon replay +● RUNNING/)
    const frames: string[] = []
    await terminal.until('the summary', (screen) => {
      if (screen.includes('axon replay  ')) frames.push(screen)
      return screen.includes('messages/s, ')
    })
    expect(frames.length).toBeGreaterThan(5)
    for (const frame of frames) expectWhole(frame, size)
    // Every frame's ledger is balanced (see reduce.test.ts). But a capture on a busy machine may fall into the middle of one: tmux
    // reads 4 KiB at a time, and older ones know no synchronized updates.
    const torn = frames.filter((frame) => !isBalanced(frame))
    expect(torn.length).toBeLessThanOrEqual(Math.ceil(frames.length / 10))

    const reads = frames.map((frame) => ledgerOf(frame).read)
    expect(reads).toEqual([...reads].sort((a, b) => a - b))
    expect(new Set(reads).size).toBeGreaterThan(3)
    expect(new Set(frames.map((frame) => panel(frame, '1 Stock'))).size).toBeGreaterThan(2)
    expect(new Set(frames.map((frame) => panel(frame, '3 Occurrences'))).size).toBeGreaterThan(3)
    expect(new Set(frames.map((frame) => panel(frame, '5 Flow'))).size).toBeGreaterThan(3)

    const { code, isSane, text } = await terminal.ended()
    expect(text).toMatch(/300,000 {2}messages read from file:.*sale\.jsonl/)
    expect(text).not.toContain('1 Stock')
    expect([code, isSane]).toEqual([0, true])
  })
})

/** Every line at its place: a frame that scrolled, or was half drawn over, has none of this. */
function expectWhole(frame: string, { columns, rows }: { columns: number; rows: number }): void {
  const lines = frame.replace(/\n$/, '').split('\n')
  expect(lines).toHaveLength(rows)
  expect(lines[0]).toMatch(/^ axon replay {2}\S [A-Z ]+/)
  expect(lines[1]).toContain('→ sqlite:sale.db')
  expect(lines[2]).toMatch(/^╭ 1 Stock /)
  expect(lines[rows - 3]).toMatch(/^╰─+╯╰─+╯/)
  expect(lines[rows - 2]).toContain('? help')
  expect(lines[rows - 1]).toBe('')
  for (const line of lines.slice(2, rows - 2)) expect(stringWidth(line)).toBe(columns)
  for (const title of PANELS) expect(frame.split(title)).toHaveLength(2)
}

function isBalanced(frame: string): boolean {
  const { read, ...outcomes } = ledgerOf(frame)
  return Object.values(outcomes).reduce((sum, count) => sum + count, 0) === read
}

function ledgerOf(frame: string): Record<string, number> & { read: number } {
  const number = (pattern: RegExp): number => Number((pattern.exec(frame)?.[1] ?? 'NaN').replaceAll(',', ''))
  return {
    read: number(/read ([\d,]+) ╮/),
    approved: number(/● approved +([\d,]+)/),
    rejected: number(/✕ rejected +([\d,]+)/),
    duplicate: number(/= duplicate +([\d,]+)/),
    recorded: number(/◆ recorded +([\d,]+)/),
    deadLetter: number(/▲ dead letter +([\d,]+)/),
  }
}

/** The column of lines below a title. */
function panel(frame: string, title: string): string {
  const lines = frame.split('\n')
  const top = lines.findIndex((line) => line.includes(title))
  return lines.slice(top, top + 4).join('\n')
}

describe('on a terminal', () => {
  const size = { columns: 80, rows: 24 }

  it('the flash sale fixture leaves what was on the screen, and the summary below it', async () => {
    terminal = await Terminal.open(size, folder)
    await terminal.command('echo what was there before; axon seed --database sqlite:axon.db')
    await terminal.until('the seed', /seeded/)
    await terminal.command(`axon replay ${packageRoot}/fixtures/flash-sale.jsonl`)
    await terminal.until('the summary', /300 {2}messages read/)
    const { code, isSane, text } = await terminal.ended()
    expect(text).toContain('what was there before')
    expect(text).toMatch(/100 {2}approved/)
    expect([code, isSane]).toEqual([0, true])
  })

  it('shows the stock as the database has it, also what another process seeds meanwhile', async () => {
    await axon(['seed', '--database', 'sqlite:sale.db'], { cwd: folder })
    terminal = await Terminal.open(size, folder)
    await terminal.command(
      `mkfifo held; (cat ${packageRoot}/fixtures/flash-sale.jsonl; exec sleep 600) > held & axon replay - --database sqlite:sale.db < held`,
    )
    await terminal.until('the sale', /read 300 ╮[\s\S]*● approved +100/)
    await terminal.until('the product that was sold out', /✕ \S+.* SOLD OUT +0 /)
    const products = [{ id: 99, productName: '새 상품', stock: 7, price: 1_000 }]
    await writeFile(join(folder, 'more.json'), JSON.stringify({ products }))
    await axon(['seed', 'more.json', '--database', 'sqlite:sale.db'], { cwd: folder })
    await terminal.press('/', '새', 'Enter')
    await terminal.until('the new product', /● 새 상품 +█+ +7 /)
    await terminal.press('q')
    expect(await terminal.ended()).toMatchObject({ code: 130, isSane: true })
  })

  it('keys pause, go on, choose, filter, explain and quit; the batch in hand is finished', async () => {
    await generated(100_000)
    terminal = await Terminal.open(size, folder)
    await terminal.command('axon replay sale.jsonl --database sqlite:sale.db --batch-size 2000')
    await terminal.until('the first batches', /RUNNING[\s\S]*read [1-9]/)
    await terminal.press('p')
    const paused = await terminal.until('the pause', /▮ PAUSED/)
    const { read } = ledgerOf(paused)
    await terminal.press('?')
    await terminal.until('help', /╭ Help/)
    await terminal.press('Escape')
    await terminal.until('the panels', /╭ 1 Stock/)
    expect(ledgerOf(await terminal.screen()).read).toBe(read)
    await terminal.press('/', 'x', 'q', 'Enter')
    await terminal.until('the filter', /no product matches[\s\S]*\/ "xq"/)
    await terminal.press('Escape')
    await terminal.until('all products', /한정 상품 1/)
    await terminal.press('4', 'e')
    await terminal.until('the explanation', /╭ Why: user \d+, activity \d+[\s\S]*rejected/)
    await terminal.press('Escape')
    await terminal.until('the panels', /╭ 1 Stock/)
    await terminal.press('p')
    await terminal.until('more messages', (screen) => ledgerOf(screen).read > read)
    await terminal.press('q')
    const { code, isSane, text } = await terminal.ended()
    expect([code, isSane]).toEqual([130, true])
    const stopped = Number((/([\d,]+) {2}messages read/.exec(text)?.[1] ?? '').replaceAll(',', ''))
    expect(stopped % 2_000).toBe(0)
    const again = await axon(['replay', 'sale.jsonl', '--database', 'sqlite:sale.db', '--json'], {
      cwd: folder,
    })
    expect(JSON.parse(again.stdout)).toMatchObject({ skipped: stopped, read: 100_000 - stopped })
  })

  it('survives resizing, down to what is too small and back', async () => {
    await generated()
    terminal = await Terminal.open({ columns: 200, rows: 60 }, folder)
    await terminal.command('axon replay sale.jsonl --database sqlite:sale.db --batch-size 1000')
    await terminal.until('the first batches', /RUNNING[\s\S]*read [1-9]/)
    await terminal.press('p')
    await terminal.until('the pause', /▮ PAUSED/)
    await terminal.resize({ columns: 80, rows: 24 })
    await terminal.until('the small frame', (screen) => isWhole(screen, { columns: 80, rows: 24 }))
    await terminal.resize({ columns: 30, rows: 8 })
    await terminal.until('the plea', /40×11 at least, please/)
    await terminal.resize({ columns: 120, rows: 40 })
    await terminal.until('the middle frame', (screen) => isWhole(screen, { columns: 120, rows: 40 }))
    await terminal.press('C-c')
    expect(await terminal.ended()).toMatchObject({ code: 130, isSane: true })
  })

  it('takes keys from the terminal while messages come from standard input', async () => {
    await generated(100_000)
    terminal = await Terminal.open(size, folder)
    await terminal.command('axon replay - --database sqlite:sale.db --batch-size 1000 < sale.jsonl')
    await terminal.until('the first batches', /RUNNING[\s\S]*read [1-9]/)
    await terminal.press('p')
    await terminal.until('the pause', /▮ PAUSED/)
    await terminal.press('q')
    expect(await terminal.ended()).toMatchObject({ code: 130, isSane: true })
  })

  it('says that keys are off where no terminal can be asked for them', async () => {
    await generated(100_000)
    terminal = await Terminal.open(size, folder)
    await terminal.command('setsid -w axon replay - --database sqlite:sale.db < sale.jsonl')
    await terminal.until('the footer', /keys are off: standard input is no terminal/)
    await terminal.until('the summary', /100,000 {2}messages read/)
    expect(await terminal.ended()).toMatchObject({ code: 0, isSane: true })
  })

  it('is plain where it is not wanted or can not be: --no-dashboard, a pipe; --dashboard without a terminal is refused', async () => {
    await writeFile(join(folder, 'one.jsonl'), `${JSON.stringify(click(1))}\n`)
    await writeFile(join(folder, 'seed.json'), JSON.stringify(SHOP))
    await axon(['seed', 'seed.json', '--database', 'sqlite:sale.db'], { cwd: folder })
    terminal = await Terminal.open(size, folder)
    await terminal.command('axon replay one.jsonl --database sqlite:sale.db --no-dashboard | cat')
    await terminal.until('the summary', /1 {2}messages read/)
    const refused = await axon(['replay', 'one.jsonl', '--database', 'sqlite:sale.db', '--dashboard'], {
      cwd: folder,
    })
    expect(refused.code).toBe(2)
    expect(refused.stderr).toMatch(/^axon: --dashboard needs a terminal/)
  })
})

function isWhole(frame: string, size: { columns: number; rows: number }): boolean {
  try {
    expectWhole(frame, size)
    return true
  } catch {
    return false
  }
}
