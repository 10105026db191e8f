import { appendFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { click, OPENING } from '../shop.ts'
import { linesOf, ShopFolder } from './shop-folder.ts'

/** Two approved, one duplicate, one rejected, one recorded, two dead letters. */
const LINES = [
  click(1),
  click(2),
  click(1),
  click(3, { quantity: 99 }),
  { triggerType: 'login success', userId: 1, occurredAt: OPENING },
  'no JSON',
  click(4, { campaignActivityId: 9 }),
]

let folder: ShopFolder
beforeEach(async () => {
  folder = await ShopFolder.create()
  await folder.write('sale.jsonl', LINES)
})
afterEach(() => folder.remove())

it('prints one JSON object with every number of the run with --json', async () => {
  const { code, stdout, stderr } = await folder.axon(['replay', 'sale.jsonl', '--batch-size', '3', '--json'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const summary = JSON.parse(stdout) as Record<string, number>
  expect(summary).toEqual({
    source: `file:${join(folder.path, 'sale.jsonl')}`,
    read: 7,
    approved: 2,
    rejected: 1,
    duplicate: 1,
    recorded: 1,
    deadLetter: 2,
    skipped: 0,
    rejectedByReason: { OUT_OF_STOCK: 1 },
    deadLetterByReason: { INVALID_JSON: 1, UNKNOWN_ACTIVITY: 1 },
    incomplete: 0,
    batches: 3,
    retries: 0,
    elapsedMs: expect.any(Number),
    perSecond: expect.any(Number),
  })
  expect(Number.isInteger(summary.elapsedMs) && Number.isInteger(summary.perSecond)).toBe(true)
})

it('says the same in words without --json', async () => {
  const { code, stdout, stderr } = await folder.axon(['replay', 'sale.jsonl'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout.split('\n').slice(0, 6)).toEqual([
    `7  messages read from file:${join(folder.path, 'sale.jsonl')}`,
    '2  approved: entry saved, stock decreased, purchase recorded',
    '1  rejected: OUT_OF_STOCK 1',
    '1  duplicate: the user had it already, nothing changed',
    '1  recorded: event occurrences requested by messages',
    '2  dead letters: INVALID_JSON 1, UNKNOWN_ACTIVITY 1',
  ])
})

it('ends with 3 after dead letters only where --fail-on-dead-letter asks for it, and only in that run', async () => {
  const run = (...more: string[]) => folder.axon(['replay', 'sale.jsonl', ...more])
  expect((await run('--fail-on-dead-letter')).code).toBe(3)
  expect((await run('--fail-on-dead-letter')).code).toBe(0) // nothing new
  expect((await run('--from-start')).code).toBe(0)
})

it('skips what was processed, and goes on where a file has grown', async () => {
  const nothing = { read: 0, approved: 0, rejected: 0, duplicate: 0, recorded: 0, deadLetter: 0, batches: 0 }
  expect(await folder.json('replay', 'sale.jsonl')).toMatchObject({ read: 7, skipped: 0 })
  const before = await folder.status()
  expect(await folder.json('replay', 'sale.jsonl')).toMatchObject({ ...nothing, skipped: 7 })
  expect(await folder.status()).toEqual(before)
  await appendFile(join(folder.path, 'sale.jsonl'), linesOf([click(5)]))
  expect(await folder.json('replay', 'sale.jsonl')).toMatchObject({ read: 1, approved: 1, skipped: 7 })
})

it('refuses a file whose processed part has changed with 2, unless it is read --from-start', async () => {
  await folder.json('replay', 'sale.jsonl')
  const before = await folder.status()
  await folder.write('sale.jsonl', [click(6), ...LINES.slice(1), click(7)])
  const { code, stdout, stderr } = await folder.axon(['replay', 'sale.jsonl'])
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/^axon: .*sale\.jsonl has changed since it was processed: .*--from-start.*\n$/)
  expect(await folder.status()).toEqual(before)
  expect(await folder.json('replay', 'sale.jsonl', '--from-start')).toMatchObject({
    read: 8,
    approved: 2,
    duplicate: 3,
    deadLetter: 2,
  })
  expect(await folder.status()).toMatchObject({
    entries: { approved: 4, rejected: 1 },
    occurrences: [{ count: 4 }, { count: 1 }],
    deadLetters: [{ count: 1 }, { count: 1 }],
  })
  expect((await folder.axon(['verify'])).code).toBe(0)
})

it('reads standard input, each time as a source of its own', async () => {
  const run = async () => {
    const { stdout } = await folder.axon(['replay', '-', '--json'], { input: linesOf(LINES) })
    return JSON.parse(stdout) as Record<string, unknown>
  }
  const first = await run()
  expect(first).toMatchObject({ source: expect.stringMatching(/^stdin:./), read: 7, approved: 2, skipped: 0 })
  const second = await run()
  expect(second).toMatchObject({ read: 7, approved: 0, duplicate: 3, rejected: 1, skipped: 0 })
  expect(second.source).not.toBe(first.source)
})

it('reads gzip, and names the place where it is cut', async () => {
  const bytes = gzipSync(linesOf(LINES))
  await writeFile(join(folder.path, 'sale.jsonl.gz'), bytes)
  await writeFile(join(folder.path, 'cut.jsonl.gz'), bytes.subarray(0, -4))
  expect(await folder.json('replay', 'sale.jsonl.gz')).toMatchObject({ read: 7 })
  const { code, stdout, stderr } = await folder.axon(['replay', 'cut.jsonl.gz', '--json'])
  expect(code).toBe(1)
  expect(stderr).toMatch(
    /^axon: .*cut\.jsonl\.gz: .* at byte \d+; the last whole line before it is line 7\. .*\n$/,
  )
  expect(JSON.parse(stdout)).toMatchObject({ read: 7 })
})

it('warns that a shop without activities dead-letters every command', async () => {
  const { code, stderr } = await folder.axon(['replay', 'sale.jsonl', '--database', 'sqlite:empty.db'])
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr:
      'axon: warning: no campaign activities: every command will be a dead letter; load some with `axon seed`\n',
  })
})

it('leaves a last line that is still being written to the next run', async () => {
  const [half, rest] = [JSON.stringify(click(2)).slice(0, 30), JSON.stringify(click(2)).slice(30)]
  await writeFile(join(folder.path, 'growing.jsonl'), `${linesOf([click(1)])}${half}`)
  const first = await folder.axon(['replay', 'growing.jsonl', '--json'])
  expect(JSON.parse(first.stdout)).toMatchObject({ read: 1, approved: 1, deadLetter: 0, incomplete: 1 })
  const file = join(folder.path, 'growing.jsonl')
  expect({ code: first.code, stderr: first.stderr }).toEqual({
    code: 0,
    stderr: `axon: ${file}: line 2 has no end and is no JSON yet: it may still be being written, and is left for the next run\n`,
  })
  const again = await folder.axon(['replay', 'growing.jsonl'])
  expect(again.stdout).toContain('1  incomplete: the last line has no end yet, it is left for the next run\n')

  await appendFile(file, `${rest}\n${linesOf([click(3)])}`)
  expect(await folder.json('replay', 'growing.jsonl')).toMatchObject({
    ...{ read: 2, approved: 2, skipped: 1, incomplete: 0 },
  })
})

it('takes such a line as it is where nobody goes on writing it', async () => {
  const input = `${linesOf([click(1)])}{"campaign`
  for (const bytes of [input, gzipSync(input)]) {
    const { stdout } = await folder.axon(['replay', '-', '--json'], { input: bytes })
    expect(JSON.parse(stdout)).toMatchObject({ deadLetterByReason: { INVALID_JSON: 1 }, incomplete: 0 })
  }
})

it('replays several files one after the other, each with its own summary', async () => {
  await folder.write('more.jsonl', [click(5), click(1)])
  const { code, stdout } = await folder.axon(['replay', 'more.jsonl', 'sale.jsonl', '--json'])
  const [more, sale, ...none] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect({ code, none }).toEqual({ code: 0, none: [] })
  expect(more).toMatchObject({ source: `file:${join(folder.path, 'more.jsonl')}`, read: 2, approved: 2 })
  expect(sale).toMatchObject({ source: `file:${join(folder.path, 'sale.jsonl')}`, read: 7, duplicate: 2 })

  const again = await folder.axon(['replay', 'more.jsonl', '-', '--fail-on-dead-letter'], {
    input: 'no JSON\n',
  })
  expect({ code: again.code, stderr: again.stderr }).toEqual({ code: 3, stderr: '' })
  expect(again.stdout).toMatch(/^0 {2}messages read from file:.*more\.jsonl$/m)
  expect(again.stdout).toMatch(/^1 {2}messages read from stdin:/m)
})

it('stores nothing of several files if one of them can not be read', async () => {
  const { code, stdout, stderr } = await folder.axon(['replay', 'sale.jsonl', 'none.jsonl'])
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain('there is no file')
  expect(await folder.status()).toMatchObject({ positions: [] })
})

it('reads standard input once', async () => {
  const { code, stderr } = await folder.axon(['replay', '-', '-'], { input: linesOf([click(1)]) })
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: 'axon: standard input can be read only once: write - once\n',
  })
})
