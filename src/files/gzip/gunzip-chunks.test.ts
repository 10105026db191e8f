import { gunzipSync, gzipSync, inflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DamagedInput } from '../damaged-input.ts'
import { ByteReader } from './byte-reader.ts'
import { gunzipChunks } from './gunzip-chunks.ts'

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer, void> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function gunzip(bytes: Buffer, chunkBytes = 7) {
  const output: Buffer[] = []
  try {
    for await (const chunk of gunzipChunks(new ByteReader(inChunks(bytes, chunkBytes)))) output.push(chunk)
    return { text: Buffer.concat(output).toString('latin1'), damage: null }
  } catch (error) {
    if (!(error instanceof DamagedInput)) throw error
    return { text: Buffer.concat(output).toString('latin1'), damage: error }
  }
}

const TEXT = Array.from({ length: 40 }, (_, i) => `{"line":${i},"text":"${'ab'.repeat(i % 5)}"}`).join('\n')

describe('gzip data', () => {
  it('of one or several members, whatever the chunks, becomes the text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 0, max: 3 }),
        async (parts, chunkBytes, zeros) => {
          const file = Buffer.concat([...parts.map((part) => gzipSync(part)), Buffer.alloc(zeros)])
          const { text, damage } = await gunzip(file, chunkBytes)
          expect(damage).toBeNull()
          expect(text).toBe(Buffer.concat(parts).toString('latin1'))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('with every optional part in its header is read', async () => {
    const [body] = [gzipSync('hello').subarray(10)]
    const header = Buffer.from([0x1f, 0x8b, 8, 0x1e, 0, 0, 0, 0, 0, 3])
    const parts = [Buffer.from([3, 0, 1, 2, 3]), Buffer.from('a name\0a comment\0'), Buffer.from([9, 9])]
    const { text, damage } = await gunzip(Buffer.concat([header, ...parts, body!]), 1)
    expect({ text, damage }).toEqual({ text: 'hello', damage: null })
  })

  it('that is cut at any byte gives all that the bytes before hold, and the place', async () => {
    const file = gzipSync(TEXT)
    for (let length = 2; length < file.length; length++) {
      const { text, damage } = await gunzip(file.subarray(0, length))
      expect(damage).toMatchObject({ kind: 'gzip', place: length })
      const options = { finishFlush: 2 }
      const expected =
        length <= 10 ? '' : inflateRawSync(file.subarray(10, length), options).toString('latin1')
      expect(text).toBe(expected)
    }
  })

  it('with a flipped bit never passes for whole, and everything before the damage comes out', async () => {
    const file = gzipSync(TEXT)
    for (let at = 10; at < file.length; at++) {
      const broken = Buffer.from(file)
      broken[at]! ^= 0x10
      const { text, damage } = await gunzip(broken, 64)
      expect(damage, `byte ${at}`).not.toBeNull()
      // The text is right up to the bit that was flipped, one symbol or one byte perhaps missing.
      const before = gunzipSync(file.subarray(0, at), { finishFlush: 2 }).toString('latin1')
      const agreed = Math.min(text.length, before.length)
      expect(text.slice(0, agreed)).toBe(before.slice(0, agreed))
      expect(before.length - agreed).toBeLessThan(260)
    }
  })

  it('that is followed by other bytes is whole, and the place of the others is named', async () => {
    for (const tail of ['x', '\n', '\0\0garbage', '\x1e\x8b']) {
      const file = gzipSync(TEXT)
      const { text, damage } = await gunzip(Buffer.concat([file, Buffer.from(tail, 'latin1')]), 1000)
      const zeros = tail.search(/[^\0]/)
      expect(text).toBe(TEXT)
      expect(damage).toMatchObject({ kind: 'garbage', place: file.length + zeros })
    }
  })
})
