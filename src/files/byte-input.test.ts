import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createGzip, gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { packageRoot } from '../package-root.ts'

const folder = mkdtempSync(join(tmpdir(), 'axon-input-'))
afterAll(() => rmSync(folder, { recursive: true }))

const SOURCE = join(packageRoot, 'dist/src/files/jsonl-file-source.js')
/** Reads a path to its end, printing one JSON line per slice, and at last the peak memory in MiB. */
const READER = `
  import { JsonlFileSource } from ${JSON.stringify(SOURCE)}
  const [path, stopAfter] = process.argv.slice(1)
  const source = await JsonlFileSource.open(path)
  let slices = 0
  try {
    for await (const slice of source.slices(null, { batchSize: 500, fromStart: false })) {
      console.log(JSON.stringify({
        source: slice.at.source,
        lines: slice.messages.map((m) => m.tooLarge ? m.tooLarge.length : String(m.value)),
      }))
      if (++slices === Number(stopAfter)) break
    }
  } catch (error) {
    console.log(JSON.stringify({ halt: error.message, code: error.code }))
  }
  await source.close()
  console.log(JSON.stringify({ peak: process.resourceUsage().maxRSS / 1024 }))
`

function reader(path: string, stopAfter = 0) {
  const args = ['--input-type=module', '-e', READER, path, String(stopAfter)]
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.on('error', () => {})
  const seen: Record<string, unknown>[] = []
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    const lines = (text + part).split('\n')
    text = lines.pop()!
    for (const line of lines) seen.push(JSON.parse(line))
  })
  return { child, seen, closed: once(child, 'close') }
}

describe('standard input', () => {
  it('is read to its end, plain or gzip, under a source name of its own', async () => {
    for (const bytes of [Buffer.from('a\nb'), gzipSync('a\nb')]) {
      const { child, seen, closed } = reader('-')
      child.stdin.end(bytes)
      await closed
      expect(seen[0]).toEqual({ source: expect.stringMatching(/^stdin:[0-9a-f-]{36}$/), lines: ['a', 'b'] })
    }
  })

  it('is not waited for when reading stops early, though the other end stays open', async () => {
    const { child, seen, closed } = reader('-', 1)
    child.stdin.write('a\nb\npart')
    await closed
    expect(seen[0]?.lines).toEqual(['a', 'b'])
    expect(child.exitCode).toBe(0)
  })

  it('says where it was cut', async () => {
    const { child, seen, closed } = reader('-')
    child.stdin.end(gzipSync('a\nb\n').subarray(0, -3))
    await closed
    expect(seen[0]?.lines).toEqual(['a', 'b'])
    expect(seen[1]).toMatchObject({
      code: 'INPUT_DAMAGED',
      halt: expect.stringMatching(/^standard input: .* line 2$/),
    })
  })
})

describe('a named pipe', () => {
  it('is read like standard input', async () => {
    const pipe = join(folder, 'pipe')
    await once(spawn('mkfifo', [pipe]), 'close')
    const { seen, closed } = reader(pipe)
    writeFileSync(pipe, 'a\nb\n')
    await closed
    expect(seen[0]).toEqual({ source: expect.stringMatching(/^stdin:/), lines: ['a', 'b'] })
  })
})

describe('memory', () => {
  it('stays far below the length of a line of 400 MB of zeros in 390 KB of gzip, and the line is too large', async () => {
    const path = join(folder, 'bomb.gz')
    const quarter = await zeros(100_000_000)
    writeFileSync(path, Buffer.concat([quarter, quarter, quarter, quarter]))
    const { seen, closed } = reader(path)
    await closed
    expect(seen[0]?.lines).toEqual([400_000_000])
    // About 150, of which Node alone takes 50; more on a busy machine.
    expect(seen[1]?.peak).toBeLessThan(230)
  })
})

async function zeros(length: number): Promise<Buffer> {
  const gzip = createGzip()
  const parts: Buffer[] = []
  gzip.on('data', (part: Buffer) => parts.push(part))
  const piece = Buffer.alloc(1_000_000)
  for (let written = 0; written < length; written += piece.length) gzip.write(piece)
  gzip.end()
  await once(gzip, 'end')
  return Buffer.concat(parts)
}
