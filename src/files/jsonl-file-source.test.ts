import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { HaltError } from '../domain/halt-error.ts'
import type { SourcePosition, SourceSlice } from '../pipeline/source-slice.ts'
import { JsonlFileSource } from './jsonl-file-source.ts'
import { PrefixFingerprint } from './prefix-fingerprint.ts'

const folder = mkdtempSync(join(tmpdir(), 'axon-jsonl-'))
afterAll(() => rmSync(folder, { recursive: true }))
let files = 0

function file(content: string | Buffer, name = `${files++}.jsonl`): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

interface Read {
  lines: string[]
  offsets: number[]
  slices: SourceSlice[]
  halt: HaltError | null
  skipped: number
  incomplete: number
  /** What a database would hold after the slices. */
  position: SourcePosition | null
}

interface How {
  stored?: SourcePosition | null
  batchSize?: number
  fromStart?: boolean
  chunkBytes?: number
  /** Stop as if killed after so many slices. */
  slices?: number
}

async function read(path: string, how: How = {}): Promise<Read> {
  const source = await JsonlFileSource.open(path, how.chunkBytes)
  const result: Read = {
    lines: [],
    offsets: [],
    slices: [],
    halt: null,
    skipped: 0,
    incomplete: 0,
    position: how.stored ?? null,
  }
  const options = { batchSize: how.batchSize ?? 2, fromStart: how.fromStart ?? false }
  try {
    for await (const slice of source.slices(how.stored ?? null, options)) {
      result.slices.push(slice)
      if (slice.claim.kind !== 'advance') throw new Error('a file advances')
      expect(slice.claim.from).toEqual(result.position)
      result.position = slice.claim.to
      for (const message of slice.messages) {
        result.lines.push(String(message.value))
        result.offsets.push(message.offset)
      }
      if (result.slices.length === how.slices) break
    }
  } catch (error) {
    if (!(error instanceof HaltError)) throw error
    result.halt = error
  }
  result.skipped = source.skipped
  result.incomplete = source.incomplete
  await source.close()
  return result
}

describe('reading a file', () => {
  it('gives its messages in slices of the batch size, each going on where the one before ends', async () => {
    const path = file('a\nb\n\nc\n')
    const { slices, position } = await read(path)
    expect(slices.map((slice) => slice.messages.map((message) => message.offset))).toEqual([[1, 2], [4]])
    expect(slices[0]).toMatchObject({ at: { source: `file:${path}`, partition: 0 }, messageKind: null })
    expect(position?.nextOffset).toBe(5)
  })

  it('names the file by its absolute path', async () => {
    const path = file('a')
    const source = await JsonlFileSource.open(relative(process.cwd(), path))
    expect(source.at.source).toBe(`file:${path}`)
  })

  it('knows how far it came', async () => {
    const source = await JsonlFileSource.open(file('a\nb\n'))
    expect(source.progress).toEqual({ bytesRead: 0, totalBytes: 4 })
    for await (const _ of source.slices(null, { batchSize: 9, fromStart: false }));
    expect(source.progress).toEqual({ bytesRead: 4, totalBytes: 4 })
  })

  it('reads gzip by its first bytes, not by its name', async () => {
    expect((await read(file(gzipSync('a\nb')))).lines).toEqual(['a', 'b'])
    expect((await read(file('a\n{}', 'plain.gz'))).lines).toEqual(['a', '{}'])
  })

  it('gives nothing for an empty file', async () => {
    expect((await read(file(''))).slices).toEqual([])
  })

  it('ends a slice early when its lines are large', async () => {
    const line = `${'x'.repeat(1_000_000)}\n`
    const { slices } = await read(file(line.repeat(12)), { batchSize: 100_000 })
    expect(slices.length).toBeGreaterThan(1)
    expect(slices.flatMap((slice) => slice.messages)).toHaveLength(12)
  })

  it('is refused in one line where there is no file, or a folder', async () => {
    for (const [path, code] of [
      [join(folder, 'none.jsonl'), 'FILE_NOT_FOUND'],
      [folder, 'FILE_IS_FOLDER'],
      [join(file('a'), 'below'), 'FILE_NOT_FOUND'],
    ] as const) {
      const error = await JsonlFileSource.open(path).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(HaltError)
      expect(error).toMatchObject({ code, message: expect.stringMatching(/^[^\n]+$/) })
    }
  })
})

describe('reading a file again', () => {
  const LINES = ['a', '', 'b\r', 'c', ' ', 'd', 'e', '']
  const TEXT = LINES.join('\n')

  it('goes on after any slice it was stopped at, also when the file was compressed meanwhile', async () => {
    for (const content of [TEXT, gzipSync(TEXT)]) {
      for (let slices = 1; slices <= 5; slices++) {
        const first = await read(file(TEXT), { batchSize: 1, slices, chunkBytes: 3 })
        const second = await read(file(content), { stored: first.position, chunkBytes: 2 })
        expect([...first.lines, ...second.lines]).toEqual(['a', 'b', 'c', 'd', 'e'])
        expect(second.skipped).toBe(slices)
      }
    }
  })

  it('gives nothing when all of it was processed', async () => {
    const path = file(TEXT)
    const { position } = await read(path)
    const again = await read(path, { stored: position })
    expect(again).toMatchObject({ slices: [], skipped: 5, halt: null })
  })

  it('goes on when it has grown, its last line having got its line end meanwhile', async () => {
    for (const lineEnd of ['\n', '\r\n']) {
      const path = file('a\n"b"')
      const { position } = await read(path)
      appendFileSync(path, `${lineEnd}"c"`)
      const again = await read(path, { stored: position })
      expect(again).toMatchObject({ lines: ['"c"'], skipped: 2, halt: null })
      const whole = await read(path, { stored: again.position })
      expect(whole).toMatchObject({ slices: [], halt: null })
    }
  })

  it('is refused when the processed part has changed or is missing', async () => {
    const { position } = await read(file('a\nb\n'))
    for (const changed of ['a\nx\n', 'a\n', '', 'a\n\nb\n', 'a\nb2', 'a\n\n', 'a\nb\r\n', '\ufeffa\nb\n']) {
      const again = await read(file(`${changed}`), { stored: position })
      expect(again.slices, JSON.stringify(changed)).toEqual([])
      // A line end that became CR LF is no change that matters.
      if (changed === 'a\nb\r\n') expect(again.halt).toBeNull()
      else
        expect(again.halt).toMatchObject({
          code: 'FILE_CHANGED',
          message: expect.stringMatching(/1 to 2 /),
        })
    }
  })
})

describe('reading a file from its start once more', () => {
  it('keeps the stored position until it is reached, and no slice crosses it', async () => {
    const path = file('a\nb\nc\nd\ne\n')
    const { position } = await read(path, { batchSize: 3, slices: 1 })
    const again = await read(path, { stored: position, fromStart: true })
    expect(again.lines).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(again.skipped).toBe(0)
    expect(again.slices.map((slice) => slice.messages.length)).toEqual([2, 1, 2])
    expect(again.slices.map((slice) => slice.claim.kind === 'advance' && slice.claim.to.nextOffset)).toEqual([
      4, 4, 6,
    ])
    expect(again.slices[0]?.claim).toMatchObject({ from: position, to: position })
  })

  it('gives up the positions beyond the end of a file that got shorter', async () => {
    const { position } = await read(file('a\nb\nc\n'))
    const again = await read(file('x\n\n'), { stored: position, fromStart: true })
    expect(again.lines).toEqual(['x'])
    expect(again.slices.at(-1)).toMatchObject({
      messages: [],
      claim: { from: position, to: { nextOffset: 2 } },
    })
    const empty = await read(file(''), { stored: position, fromStart: true })
    expect(empty.position).toEqual({ nextOffset: 1, fingerprint: PrefixFingerprint.EMPTY })
  })

  it('never skips an unread line, whatever the files and wherever each run stops', async () => {
    // JSON: a last line that is none would be left or not by what was processed before.
    const lines = fc.array(fc.constantFrom('"a"', '"b"', '', ' ', '"c"\r'), { maxLength: 8 })
    const run = fc.record({
      lines,
      fromStart: fc.boolean(),
      batchSize: fc.integer({ min: 1, max: 4 }),
      slices: fc.integer({ min: 1, max: 4 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(run, { minLength: 2, maxLength: 4 }), async (runs) => {
        const path = join(folder, 'changing.jsonl')
        let stored: SourcePosition | null = null
        for (const { lines: content, ...how } of runs) {
          writeFileSync(path, content.join('\n'))
          stored = (await read(path, { ...how, stored })).position
        }
        // A last run to the end: what is stored then stands for every line of the file as it is.
        const last = await read(path, { stored, chunkBytes: 3 })
        if (last.halt) return
        const fresh = await read(path)
        expect(last.position?.nextOffset ?? 1).toBe(fresh.position?.nextOffset ?? 1)
        expect(last.lines).toEqual(fresh.lines.slice(last.skipped))
      }),
      { numRuns: 150 },
    )
  })
})

describe('a last line that may still be being written', () => {
  const LINE = '{"triggerType":"SIGNUP","userId":1,"context":{"이름":"홍길동","n":[12,{"a":"\\"}"}]}}'

  it('is left while it is no JSON, wherever it is cut, and read once it is whole', async () => {
    const bytes = Buffer.from(LINE)
    for (let length = 1; length <= bytes.length; length += 1) {
      const path = file(Buffer.concat([Buffer.from('no JSON\n{}\n'), bytes.subarray(0, length)]))
      const isWhole = length === bytes.length
      const half = await read(path, { chunkBytes: 50 })
      expect(half.lines).toEqual(isWhole ? ['no JSON', '{}', LINE] : ['no JSON', '{}'])
      expect(half.incomplete).toBe(isWhole ? 0 : 1)
      appendFileSync(path, Buffer.concat([bytes.subarray(length), Buffer.from('\n"next"\n')]))
      const rest = await read(path, { stored: half.position })
      expect(rest).toMatchObject({
        lines: isWhole ? ['"next"'] : [LINE, '"next"'],
        halt: null,
        incomplete: 0,
      })
    }
  })

  it('is read once and whole, whenever a file is looked at that somebody writes', async () => {
    const line = fc.constantFrom('{"a":"홍길동"}', '{"b":[1,{}]}', '12', 'no JSON', '', '{"c":"\\n"}\r')
    const file = fc.record({
      lines: fc.array(line, { minLength: 1, maxLength: 6 }),
      looks: fc.array(fc.nat(120), { maxLength: 5 }),
      chunkBytes: fc.integer({ min: 1, max: 40 }),
    })
    await fc.assert(
      fc.asyncProperty(file, async ({ lines, looks, chunkBytes }) => {
        const bytes = Buffer.from(`${lines.join('\n')}\n`)
        const path = join(folder, 'written.jsonl')
        const seen: string[] = []
        let stored: SourcePosition | null = null
        for (const length of [...looks.sort((a, b) => a - b), bytes.length]) {
          writeFileSync(path, bytes.subarray(0, length))
          const look: Read = await read(path, { stored, chunkBytes })
          expect(look.halt).toBeNull()
          seen.push(...look.lines)
          stored = look.position
        }
        expect(seen).toEqual(lines.map((text) => text.replace(/\r$/, '')).filter((text) => text !== ''))
      }),
      { numRuns: 150 },
    )
  })

  it.each([
    ['half a character', Buffer.from('{"a":"홍').subarray(0, -1)],
    ['a number, which may get more digits', '12'],
    ['words', 'no JSON'],
    ['an opened string', '"a'],
    ['a line over the limit', `{"a":"${'x'.repeat(1_100_000)}`],
    ['the same, one chunk ending in a string with braces', `{"a":"}${'x'.repeat(1_100_000)}\\"}`],
  ])('is left: %s', async (_, line) => {
    expect(await read(file(line))).toMatchObject({ lines: [], slices: [], incomplete: 1, position: null })
    const { position } = await read(file('{}\n'))
    const path = file(Buffer.concat([Buffer.from('{}\n'), Buffer.from(line)]))
    for (const fromStart of [false, true]) {
      expect(await read(path, { stored: position, fromStart })).toMatchObject({ incomplete: 1, position })
    }
  })

  it.each([
    ['JSON that is no message', '"a"'],
    ['a number with an end', '12 '],
    ['true', 'true'],
    ['a list', '[1]'],
    ['an object, CR', '{}\r'],
  ])('is a line: %s', async (_, line) => {
    expect(await read(file(line))).toMatchObject({ offsets: [1], incomplete: 0 })
  })

  it('is a line over the limit once its braces are closed', async () => {
    const { offsets, slices, incomplete } = await read(file(`{"a":"${'x{'.repeat(600_000)}"}`))
    expect({ offsets, incomplete }).toEqual({ offsets: [1], incomplete: 0 })
    expect(slices[0]?.messages[0]?.tooLarge?.length).toBe(1_200_008)
  })

  it('is nothing while it is blank', async () => {
    expect(await read(file('{}\n \t'))).toMatchObject({ lines: ['{}'], incomplete: 0 })
  })

  it('is a line in gzip, where nobody goes on writing', async () => {
    expect(await read(file(gzipSync('{}\n{"a":')))).toMatchObject({ lines: ['{}', '{"a":'], incomplete: 0 })
  })

  it('stays processed if it once was', async () => {
    const { position } = await read(file('{}\n{"a":\n'))
    const path = file('{}\n{"a":')
    expect(await read(path, { stored: position })).toMatchObject({ skipped: 2, incomplete: 0, position })
  })

  it('gives up the position that is stored for it when all is read again', async () => {
    const { position } = await read(file('{}\n{"a":\n'))
    const again = await read(file('{}\n{"a":'), { stored: position, fromStart: true })
    expect(again).toMatchObject({ lines: ['{}'], incomplete: 1, position: { nextOffset: 2 } })
  })
})

describe('a damaged file', () => {
  const TEXT = Array.from({ length: 30 }, (_, i) => `{"line":${i + 1},"x":"${(i * 7919) % 1000}"}\n`).join('')

  it('gives every whole line before a cut at any byte, then says where it ends', async () => {
    const gzip = gzipSync(TEXT.trimEnd())
    const all = TEXT.trimEnd().split('\n')
    let most = 0
    for (let length = 0; length < gzip.length; length += 1) {
      const path = file(gzip.subarray(0, length), 'cut.jsonl.gz')
      const { lines, offsets, halt } = await read(path)
      expect(lines).toEqual(all.slice(0, lines.length))
      expect(lines.length).toBeLessThan(all.length)
      expect(offsets).toEqual(lines.map((_, i) => i + 1))
      expect(halt).toMatchObject({ code: 'INPUT_DAMAGED' })
      expect(halt?.message).toContain(`${path}: the gzip data is cut off`)
      expect(halt?.message).toContain(`at byte ${length};`)
      expect(halt?.message).toContain(lines.length ? `is line ${lines.length}` : 'no whole line')
      most = Math.max(most, lines.length)
    }
    expect(most).toBe(all.length - 1)
  })

  it('goes on after the cut once it is whole', async () => {
    const gzip = gzipSync(TEXT)
    const cut = await read(file(gzip.subarray(0, gzip.length - 60)))
    const whole = await read(file(gzip), { stored: cut.position })
    expect(whole.halt).toBeNull()
    expect([...cut.lines, ...whole.lines]).toEqual(TEXT.trimEnd().split('\n'))
  })

  it('gives all lines, the last one without newline too, when garbage follows the gzip data', async () => {
    const gzip = gzipSync('a\nb')
    const { lines, halt } = await read(file(Buffer.concat([gzip, Buffer.from('garbage')])))
    expect(lines).toEqual(['a', 'b'])
    expect(halt).toMatchObject({
      code: 'INPUT_DAMAGED',
      message: expect.stringContaining(`at byte ${gzip.length}; `),
    })
  })

  it.runIf(process.platform === 'linux')(
    'that the system fails to read names the error and the place',
    async () => {
      // Reading address 0 of a process is an I/O error.
      const { halt } = await read('/proc/self/mem')
      expect(halt).toMatchObject({
        code: 'INPUT_DAMAGED',
        message: expect.stringMatching(/EIO.* at byte 0; no whole line/),
      })
    },
  )

  it('that gets shorter while it is read stops after its last whole line', async () => {
    const path = file(TEXT)
    const source = await JsonlFileSource.open(path, 100)
    const slices = source.slices(null, { batchSize: 1, fromStart: false })
    const first = await slices.next()
    truncateSync(path, 150)
    const rest: number[] = []
    const reading = (async () => {
      for await (const slice of slices) rest.push(...slice.messages.map((message) => message.offset))
    })()
    await expect(reading).rejects.toMatchObject({
      code: 'INPUT_DAMAGED',
      message: expect.stringContaining('at byte 150;'),
    })
    const whole = TEXT.slice(0, 150).split('\n').length - 1
    expect(first.value?.messages[0]?.offset).toBe(1)
    expect(rest.at(-1)).toBe(whole)
  })
})
