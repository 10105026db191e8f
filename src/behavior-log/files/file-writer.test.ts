import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, it, vi } from 'vitest'
import type { SinkDocument } from '../sink-document.ts'
import { cutTornLine } from './cut-torn-line.ts'
import { FileWriter } from './file-writer.ts'
import { makeFolder } from './make-folder.ts'
import { recoverRuns } from './recover-runs.ts'

const scratch = mkdtempSync(join(tmpdir(), 'axon-behaviors-'))
let folder = join(scratch, '0')
afterAll(() => rmSync(scratch, { recursive: true }))
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
  folder = join(scratch, String(Number(folder.slice(scratch.length + 1)) + 1))
})

const documents = (...ids: string[]): SinkDocument[] =>
  ids.map((id) => ({ id, key: null, occurredAt: 0, receivedAt: 0, json: JSON.stringify({ id }) }))
const filesOf = (suffix: string) => readdirSync(folder).filter((name) => name.endsWith(suffix))
const linesOf = (name: string) => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1)
const kept = () => filesOf('.jsonl').flatMap((name) => linesOf(name).map((line) => JSON.parse(line).id))

it('makes its folder when there is something to write, and locks its run until it ends', async () => {
  const writer = new FileWriter(folder)
  expect(existsSync(folder)).toBe(false)
  expect(await writer.write(documents('a', 'b'))).toEqual({ refused: [], left: [], failure: null })
  expect(kept()).toEqual(['a', 'b'])
  expect(filesOf('.lock')).toHaveLength(1)
  expect(await recoverRuns(folder)).toEqual({ runs: 0, tornLines: 0 })
  await writer.close()
  expect(filesOf('.lock')).toEqual([])
})

it('begins a new file with every hour and when one is large, and loses nothing', async () => {
  let now = Date.UTC(2026, 10, 27, 3, 59)
  const writer = new FileWriter(folder, { maxFileBytes: 20, now: () => now })
  for (const id of ['a', 'b', 'c', 'd']) {
    await writer.write(documents(id))
    if (id === 'c') now += 60_000
  }
  await writer.close()
  const files = filesOf('.jsonl')
  expect(files.map((name) => name.replace(/-[0-9a-f]{8}-/, '-RUN-'))).toEqual([
    'behavior-20261127T03Z-RUN-0001.jsonl',
    'behavior-20261127T03Z-RUN-0002.jsonl',
    'behavior-20261127T04Z-RUN-0003.jsonl',
  ])
  expect(kept()).toEqual(['a', 'b', 'c', 'd'])
})

it('goes on in another file when somebody removed the one that it writes', async () => {
  const writer = new FileWriter(folder)
  await writer.write(documents('a'))
  rmSync(folder, { recursive: true })
  const { left, failure } = await writer.write(documents('b', 'c'))
  expect(failure).toContain('was removed')
  expect((await writer.write(left)).failure).toBe(null)
  expect(kept()).toEqual(['b', 'c'])
  await writer.close()
})

it('says what a folder lacks that can not be written', async () => {
  appendFileSync(folder, 'a file')
  const writer = new FileWriter(folder)
  expect(await writer.write(documents('a'))).toMatchObject({
    left: [{ id: 'a' }],
    failure: expect.stringContaining(folder),
  })
  await writer.close()
})

it('leaves no empty files while the disk is full', async () => {
  const writer = new FileWriter(folder)
  await writer.write(documents('a'))
  const handle = await open('/dev/null')
  const anyFile: FileHandle = Object.getPrototypeOf(handle)
  await handle.close()
  const full = vi.spyOn(anyFile, 'write').mockRejectedValue(new Error('ENOSPC: no space left on device'))
  for (let attempt = 0; attempt < 3; attempt += 1)
    expect(await writer.write(documents('b'))).toMatchObject({ failure: expect.stringContaining('ENOSPC') })
  full.mockRestore()
  expect(filesOf('.jsonl')).toHaveLength(1)
  expect((await writer.write(documents('b'))).failure).toBe(null)
  expect(kept()).toEqual(['a', 'b'])
  await writer.close()
})

it.skipIf(!existsSync('/proc/self'))('ends where no folder can be made', async () => {
  await expect(makeFolder('/proc/nope/logs')).rejects.toThrow('/proc/nope')
  await expect(makeFolder('/dev/null/logs')).rejects.toThrow('/dev/null')
  const made = join(folder, 'a/b')
  await Promise.all([makeFolder(made), makeFolder(made)])
  expect(statSync(made).mode & 0o777).toBe(0o750)
})

it('cuts the torn last lines that dead runs have left, and only theirs', async () => {
  const alive = new FileWriter(folder)
  await alive.write(documents('alive'))
  const [live = ''] = filesOf('.jsonl')
  appendFileSync(join(folder, live), '{"id":"half')
  const dead = 'behavior-20261127T03Z-0000dead-0001.jsonl'
  appendFileSync(join(folder, dead), `{"id":"한"}\n{"id":"${'x'.repeat(200_000)}`)
  appendFileSync(join(folder, '0000dead.lock'), '')
  expect(await recoverRuns(folder)).toEqual({ runs: 1, tornLines: 1 })
  expect(linesOf(dead)).toEqual(['{"id":"한"}'])
  expect(readFileSync(join(folder, live), 'utf8')).toContain('half')
  expect(await recoverRuns(folder)).toEqual({ runs: 0, tornLines: 0 })
  await alive.close()
})

it('leaves nothing of a file without a whole line', async () => {
  const writer = new FileWriter(folder)
  await writer.write(documents('a'))
  await writer.close()
  const torn = join(folder, 'torn')
  appendFileSync(torn, 'x'.repeat(130_000))
  expect(await cutTornLine(torn)).toBe(true)
  expect(readFileSync(torn, 'utf8')).toBe('')
})
