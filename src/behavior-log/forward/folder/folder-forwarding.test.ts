import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { HaltError } from '../../../domain/halt-error.ts'
import { FileWriter } from '../../files/file-writer.ts'
import type { SinkDocument } from '../../sink-document.ts'
import type { SinkWriter, Written } from '../../sink-writer.ts'
import type { ForwardEvent } from '../forward-event.ts'
import { Shipper } from '../shipper.ts'
import { FolderForwarding, type FolderForwardingOptions } from './folder-forwarding.ts'

const scratch = mkdtempSync(join(tmpdir(), 'axon-forward-'))
let folder = ''
let events: ForwardEvent[] = []
beforeEach(() => {
  folder = mkdtempSync(join(scratch, 'logs-'))
  events = []
})
afterAll(() => rmSync(scratch, { recursive: true }))

const documentOf = (id: string): SinkDocument => ({
  id,
  key: null,
  occurredAt: 0,
  receivedAt: 0,
  json: JSON.stringify({ '@timestamp': '2026-11-27T00:00:00Z', event: { id } }),
})
const documents = (...ids: string[]) => ids.map(documentOf)
const append = (file: string, text: string) => appendFileSync(join(folder, file), text)
const line = (id: string) => `${documentOf(id).json}\n`
const position = () => JSON.parse(readFileSync(join(folder, '.position'), 'utf8')).files
const refused = () =>
  readFileSync(join(folder, 'refused.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((text) => JSON.parse(text))
const ofRun = (run: string, number: number, hour = '03') =>
  `behavior-20261127T${hour}Z-${run}-000${number}.jsonl`

/** Takes everything, unless it is told otherwise. */
class Taker implements SinkWriter {
  readonly kind = 'taker'
  readonly ids: string[] = []
  answer: (given: readonly SinkDocument[]) => Written = () => ({ refused: [], left: [], failure: null })

  async write(given: readonly SinkDocument[]): Promise<Written> {
    const written = this.answer(given)
    const kept = given.filter((document) => !written.left.includes(document))
    this.ids.push(...kept.map(({ id }) => id))
    return written
  }

  async close(): Promise<void> {}
}

async function open(taker: Taker, options: Partial<FolderForwardingOptions> = {}) {
  const listener = (event: ForwardEvent) => void events.push(event)
  return FolderForwarding.open(
    { folder, removeShipped: false, exitWhenIdleMs: 0, lookEveryMs: 5, ...options },
    new Shipper(taker, listener),
    listener,
  )
}

/** Ships what there is; the ids that were shipped. */
async function shipped(options?: Partial<FolderForwardingOptions>): Promise<string[]> {
  const taker = new Taker()
  await (await open(taker, options)).run(new AbortController().signal)
  return taker.ids
}

it('ships files of several runs in the order of their hours, and each document once', async () => {
  append(ofRun('0000000b', 1), line('b1') + line('b2'))
  append(ofRun('0000000a', 1, '02'), line('a1'))
  append('notes.txt', 'not ours')
  expect(await shipped()).toEqual(['a1', 'b1', 'b2'])
  expect(await shipped()).toEqual([])
  append(ofRun('0000000c', 1), line('c1'))
  expect(await shipped()).toEqual(['c1'])
  expect(existsSync(join(folder, '.forward.lock'))).toBe(false)
})

it('follows a run that writes, into the files that it begins, and leaves what it has not finished', async () => {
  let now = Date.UTC(2026, 10, 27, 3, 59)
  const writer = new FileWriter(folder, { maxFileBytes: 100, now: () => now })
  await writer.write(documents('a'))
  const taker = new Taker()
  const stop = new AbortController()
  const forwarding = await open(taker, { exitWhenIdleMs: null })
  const running = forwarding.run(stop.signal)
  await expect.poll(() => taker.ids).toEqual(['a'])
  const [live = ''] = readdirSync(folder).filter((name) => name.endsWith('.jsonl'))
  append(live, '{"event":')
  expect(await forwarding.waiting()).toEqual({ unit: 'bytes', amount: 9 })
  await writer.write(documents('b', 'c'))
  now += 60_000
  await writer.write(documents('d'))
  await expect.poll(() => taker.ids).toContain('d')
  await writer.close()
  await expect.poll(async () => (await forwarding.waiting()).amount).toBe(0)
  stop.abort()
  await running
  expect(taker.ids.filter((id) => ['a', 'd'].includes(id))).toEqual(['a', 'd'])
  expect(readdirSync(folder).filter((name) => name.endsWith('.jsonl')).length).toBeGreaterThan(1)
})

it('moves its position only when the sink has acknowledged', async () => {
  append(ofRun('0000000a', 1), line('a1') + line('a2'))
  const taker = new Taker()
  taker.answer = (left) => ({ refused: [], left, failure: 'away' })
  const stop = new AbortController()
  const running = (await open(taker)).run(stop.signal)
  await expect.poll(() => events.filter(({ type }) => type === 'sink-away').length).toBeGreaterThan(1)
  stop.abort()
  await running
  expect(existsSync(join(folder, '.position'))).toBe(false)
  expect(await shipped()).toEqual(['a1', 'a2'])
})

it('keeps aside what is refused, with the place that it stood at, and ships the rest', async () => {
  const long = 'x'.repeat(3 * 1024 * 1024)
  append(ofRun('0000000a', 1), `${line('a1')}half\n\n${line('bad')}${long}\n${line('a2')}`)
  append('refused.jsonl', '{"torn')
  const taker = new Taker()
  taker.answer = (given) => ({
    refused: given.filter(({ id }) => id === 'bad').map((document) => ({ document, reason: 'no number' })),
    left: [],
    failure: null,
  })
  await (await open(taker)).run(new AbortController().signal)
  expect(taker.ids).toContain('a2')
  const file = ofRun('0000000a', 1)
  const first = line('a1').length
  expect(refused()).toMatchObject([
    { file, at: first, reason: 'NO_DOCUMENT', error: 'it is no JSON object', line: 'half' },
    { file, at: first + 6, reason: 'REFUSED', error: 'no number', line: line('bad').trimEnd() },
    { file, reason: 'NO_DOCUMENT', bytes: long.length, line: long.slice(0, 65_536) },
  ])
  expect(await shipped()).toEqual([])
})

it('cuts the torn last lines of runs that were killed', async () => {
  append(ofRun('0000000a', 1), `${line('a1')}{"event":{"id":"to`)
  append('0000000a.lock', '')
  expect(await shipped()).toEqual(['a1'])
  expect(events).toContainEqual(expect.objectContaining({ what: 'recovered', level: 'info' }))
  expect(position()[ofRun('0000000a', 1)]).toEqual({ bytes: line('a1').length, done: true })
})

it('ships a file to its end that lies there without a run', async () => {
  append(ofRun('0000000a', 1), `${line('a1')}${line('a2').trimEnd()}`)
  expect(await shipped()).toEqual(['a1', 'a2'])
})

it('removes files when it is told to, and never the one that is written', async () => {
  append(ofRun('0000000a', 1), line('a1'))
  const writer = new FileWriter(folder, { maxFileBytes: 10 })
  await writer.write(documents('b1'))
  await writer.write(documents('b2'))
  expect((await shipped({ removeShipped: true })).sort()).toEqual(['a1', 'b1', 'b2'])
  const [left = ''] = readdirSync(folder).filter((name) => name.endsWith('.jsonl'))
  expect(readFileSync(join(folder, left), 'utf8')).toBe(line('b2'))
  await writer.close()
  expect(await shipped({ removeShipped: true })).toEqual([])
  expect(readdirSync(folder).filter((name) => name.endsWith('.jsonl'))).toEqual([])
})

it('ships a file again that was changed before all of it was shipped, and lets one alone that was', async () => {
  const file = ofRun('0000000a', 1)
  append(file, line('a1') + line('a2'))
  const writer = new FileWriter(folder)
  await writer.write(documents('b1', 'b2', 'b3'))
  await shipped()
  const live = readdirSync(folder).find((name) => name.endsWith('.jsonl') && name !== file)!
  writeFileSync(join(folder, file), line('a2'))
  writeFileSync(join(folder, live), line('b3'))
  expect(await shipped()).toEqual(['b3'])
  expect(events).toContainEqual(expect.objectContaining({ what: 'file-changed', level: 'warn' }))
  await writer.close()
})

it('is the only one of its folder, and says what is wrong with others', async () => {
  const first = await open(new Taker())
  await expect(shipped()).rejects.toThrow(HaltError)
  await expect(shipped()).rejects.toThrow(`another process ships the folder ${folder}`)
  await first.run(AbortSignal.abort())
  writeFileSync(join(folder, '.position'), '{"version":1,"files":{"a":{"bytes":-1}}}')
  await expect(shipped()).rejects.toThrow("says how far the folder is shipped, can't be read")
  rmSync(join(folder, '.position'))
  expect(await shipped()).toEqual([])
  await expect(shipped({ folder: join(folder, 'nowhere') })).rejects.toThrow("can't be shipped")
})

it('takes many lines in bounded portions', async () => {
  const ids = Array.from({ length: 4_500 }, (_, index) => `id-${index}`)
  append(ofRun('0000000a', 1), ids.map(line).join(''))
  const taker = new Taker()
  const sizes: number[] = []
  taker.answer = (given) => {
    sizes.push(given.length)
    return { refused: [], left: [], failure: null }
  }
  await (await open(taker)).run(new AbortController().signal)
  expect(taker.ids).toEqual(ids)
  expect(sizes).toEqual([2_000, 2_000, 500])
})
