import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KEPT_BYTES_OF_TOO_LARGE, MAX_MESSAGE_BYTES, type SourceMessage } from '../pipeline/source-slice.ts'
import { LineSplitter } from './line-splitter.ts'

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex')

/** Chunks are copies that are overwritten afterwards where nothing may point into them any more. */
function split(file: Buffer, chunkBytes: number) {
  const splitter = new LineSplitter()
  const messages: SourceMessage[] = []
  const fingerprints: string[] = []
  const take = () => {
    for (let message = splitter.next(); message; message = splitter.next()) {
      messages.push(message)
      fingerprints.push(splitter.fingerprint!.ofLineEndedHere())
    }
  }
  for (let at = 0; at < file.length; at += chunkBytes) {
    splitter.add(Buffer.from(file.subarray(at, at + chunkBytes)))
    take()
  }
  splitter.finish()
  take()
  return { messages, fingerprints, lines: splitter.lines, last: splitter.fingerprint?.ofLineEndedHere() }
}

/** The rules of CONTRACT §1, *Files*, in the plainest way, one byte per character. */
function reference(file: Buffer) {
  const text = file.toString('latin1')
  const mark = text.startsWith('\xef\xbb\xbf') ? '\xef\xbb\xbf' : ''
  const raw = text.slice(mark.length).split('\n')
  if (raw.at(-1) === '') raw.pop()
  const messages: Pick<SourceMessage, 'offset' | 'value' | 'tooLarge'>[] = []
  const fingerprints: string[] = []
  raw.forEach((rawLine, index) => {
    const line = rawLine.replace(/\r$/, '')
    if (/^[ \t]*$/.test(line)) return
    const bytes = Buffer.from(line, 'latin1')
    const offset = index + 1
    messages.push(
      bytes.length <= MAX_MESSAGE_BYTES
        ? { offset, value: bytes }
        : {
            offset,
            value: bytes.subarray(0, KEPT_BYTES_OF_TOO_LARGE),
            tooLarge: { length: bytes.length, sha256: sha256(bytes) },
          },
    )
    const prefix = raw
      .slice(0, offset)
      .map((ended) => `${ended}\n`)
      .join('')
    fingerprints.push(sha256(Buffer.from(mark + prefix, 'latin1')))
  })
  return { messages, fingerprints, lines: raw.length, last: fingerprints.at(-1) }
}

const plain = ({ messages, ...rest }: ReturnType<typeof split>) => ({
  ...rest,
  messages: messages.map(({ offset, value, tooLarge }) => ({ offset, value, ...(tooLarge && { tooLarge }) })),
})
const valuesOf = (text: string, chunkBytes = 3) =>
  split(Buffer.from(text), chunkBytes).messages.map((message) => [message.offset, String(message.value)])

describe('the lines of a file', () => {
  it('end at LF or CR LF, and the last one needs neither', () => {
    expect(valuesOf('a\nb\r\nc')).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
    ])
  })

  it('keep a lone CR, which does not end a line', () => {
    expect(valuesOf('a\rb\r\r\nc')).toEqual([
      [1, 'a\rb\r'],
      [2, 'c'],
    ])
  })

  it('start after a byte order mark, which stays in a later line', () => {
    expect(valuesOf('\ufeffa\n\ufeffb', 1)).toEqual([
      [1, 'a'],
      [2, '\ufeffb'],
    ])
  })

  it('count when they are blank, but are no messages then', () => {
    expect(valuesOf('\n \t\r\na\n\n\u00a0\n')).toEqual([
      [3, 'a'],
      [5, '\u00a0'],
    ])
  })

  it('are the same whatever the size of the chunks, and so are the fingerprints', () => {
    const piece = fc.constantFrom('\n', '\r', ' ', '\t', '\ufeff', '{"a":1}', 'x', '\0', '\u00e9')
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        (pieces, chunkBytes) => {
          const file = Buffer.from(pieces.join(''))
          expect(plain(split(file, chunkBytes))).toEqual(reference(file))
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('around the limit of 1 MiB are kept up to it and too large beyond, wherever the chunks end', () => {
    const length = fc.integer({ min: MAX_MESSAGE_BYTES - 2, max: MAX_MESSAGE_BYTES + 3 })
    const long = fc.tuple(fc.constantFrom('x', ' ', '\t', '\r'), length).map(([fill, n]) => fill.repeat(n))
    const piece = fc.oneof(long, fc.constantFrom('\n', '\r', '\r\n', 'y', ' ', '\ufeff'))
    const chunkBytes = fc.oneof(
      fc.integer({ min: 200_000, max: 3_000_000 }),
      fc.integer({ min: MAX_MESSAGE_BYTES - 4, max: MAX_MESSAGE_BYTES + 4 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), chunkBytes, (pieces, size) => {
        const file = Buffer.from(pieces.join(''))
        const [actual, expected] = [plain(split(file, size)), reference(file)]
        // Compared as hashes: printing megabytes helps nobody.
        const digest = (result: typeof expected) => ({
          ...result,
          messages: result.messages.map((message) => ({ ...message, value: sha256(message.value!) })),
        })
        expect(digest(actual)).toEqual(digest(expected))
      }),
      { numRuns: 40 },
    )
  }, 60_000)

  it('of 10 MB keep their first 64 KiB, their length and their hash', () => {
    const line = Buffer.alloc(10_000_000, 'z')
    const file = Buffer.concat([Buffer.from('a\n'), line, Buffer.from('\r\nb\n')])
    const { messages } = split(file, 65_536)
    expect(messages.map((message) => message.offset)).toEqual([1, 2, 3])
    expect(messages[1]?.value?.length).toBe(KEPT_BYTES_OF_TOO_LARGE)
    expect(messages[1]?.tooLarge).toEqual({ length: line.length, sha256: sha256(line) })
  })
})
