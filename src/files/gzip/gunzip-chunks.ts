import { crc32 } from 'node:zlib'
import { DamagedInput } from '../damaged-input.ts'
import type { ByteReader } from './byte-reader.ts'
import { Inflater } from './inflater.ts'
import { readGzipHeader } from './read-gzip-header.ts'

/** Deflate makes at most 1032 bytes of one: a step inflates to 8.3 MB at most, whatever the file's ratio. */
const STEP_BYTES = 8 * 1024

/**
 * The decompressed bytes of all the gzip members of the input, with bounded memory. Zero bytes after a member are padding.
 * @throws DamagedInput where the data is cut, damaged or followed by other bytes, after everything before that was yielded.
 */
export async function* gunzipChunks(input: ByteReader): AsyncGenerator<Buffer, void> {
  do {
    await readGzipHeader(input)
    yield* inflateMember(input)
  } while (await skipPadding(input))
}

async function* inflateMember(input: ByteReader): AsyncGenerator<Buffer, void> {
  let checksum = 0
  let length = 0
  for await (const chunk of inflateChunks(input)) {
    checksum = crc32(chunk, checksum)
    length += chunk.length
    yield chunk
  }
  const end = input.position
  const wholeLength = length % 2 ** 32
  if ((await input.integer(4)) !== checksum || (await input.integer(4)) !== wholeLength)
    throw new DamagedInput('gzip', end, 'the checksum of the gzip data does not match')
}

/**
 * Two engines read the same data, the second one step behind: an engine that meets damage loses what it had inflated in that
 * step, so the other then takes the same step byte by byte, and everything before the damage comes out.
 */
async function* inflateChunks(input: ByteReader): AsyncGenerator<Buffer, void> {
  const ahead = new Inflater()
  const behind = new Inflater()
  try {
    let previous: Buffer = Buffer.alloc(0)
    for (;;) {
      const start = input.position
      const piece = await input.some(STEP_BYTES)
      if (piece === null) throw new DamagedInput('gzip', start, 'the gzip data is cut off')
      const [step] = await Promise.allSettled([ahead.step(piece), behind.step(previous)])
      if (step.status === 'rejected') {
        yield* inflateByteByByte(behind, piece, start)
        throw new DamagedInput('gzip', start, 'the gzip data is damaged', { cause: step.reason })
      }
      yield* step.value.output
      if (step.value.ended) {
        input.unread(piece.length - step.value.consumed)
        return
      }
      previous = piece
    }
  } finally {
    ahead.close()
    behind.close()
  }
}

async function* inflateByteByByte(
  engine: Inflater,
  piece: Buffer,
  start: number,
): AsyncGenerator<Buffer, void> {
  for (let i = 0; i < piece.length; i++) {
    try {
      yield* (await engine.step(piece.subarray(i, i + 1))).output
    } catch (cause) {
      throw new DamagedInput('gzip', start + i, 'the gzip data is damaged', { cause })
    }
  }
}

/** True if another byte than padding follows. */
async function skipPadding(input: ByteReader): Promise<boolean> {
  for (;;) {
    const bytes = await input.some(STEP_BYTES)
    if (bytes === null) return false
    const other = bytes.findIndex((byte) => byte !== 0)
    if (other === -1) continue
    input.unread(bytes.length - other)
    return true
  }
}
