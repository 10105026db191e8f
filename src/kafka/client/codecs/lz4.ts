import { decompressFrame } from 'lz4-napi'
import { assertWithinBound } from './within-bound.ts'

const MAGIC = 0x184d2204
/** By the three bits of the frame's block size. */
const BLOCK_BYTES: Readonly<Record<number, number>> = { 4: 65_536, 5: 262_144, 6: 1_048_576, 7: 4_194_304 }
const HAS_BLOCK_CHECKSUMS = 0x10
const HAS_CONTENT_SIZE = 0x08
const HAS_DICTIONARY = 0x01
const IS_STORED = 0x80000000
/** LZ4 encodes no more than this many bytes in one. */
const MAX_RATIO = 255

/** Kafka's lz4 is one LZ4 frame of many blocks. */
export async function uncompressLz4(compressed: Buffer, maxBytes: number): Promise<Buffer> {
  assertWithinBound(mostBytes(compressed), maxBytes)
  return decompressFrame(compressed)
}

/** What the frame can unpack to at most, by the headers of its blocks. */
function mostBytes(frame: Buffer): number {
  if (frame.length < 7 || frame.readUInt32LE(0) !== MAGIC) throw new Error('it is no LZ4 frame')
  const flags = frame[4]!
  const blockBytes = BLOCK_BYTES[(frame[5]! >> 4) & 7]
  if (blockBytes === undefined) throw new Error('its LZ4 block size is none of the format')
  let bytes = 0
  let at = 7 + (flags & HAS_CONTENT_SIZE ? 8 : 0) + (flags & HAS_DICTIONARY ? 4 : 0)
  while (at + 4 <= frame.length) {
    const header = frame.readUInt32LE(at)
    if (header === 0) return bytes
    const length = header % IS_STORED
    bytes += header >= IS_STORED ? length : Math.min(blockBytes, length * MAX_RATIO)
    at += 4 + length + (flags & HAS_BLOCK_CHECKSUMS ? 4 : 0)
  }
  throw new Error('the LZ4 frame is cut off')
}
