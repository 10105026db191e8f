import { uncompress } from 'snappy'
import { assertWithinBound } from './within-bound.ts'

/** How Java's snappy starts its stream: this, two versions (4 bytes each), then blocks with their length before them. */
const XERIAL_MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00])
const XERIAL_HEADER_BYTES = XERIAL_MAGIC.length + 8

/** Java's clients write xerial streams of blocks, librdkafka and others one raw block. */
export async function uncompressSnappy(compressed: Buffer, maxBytes: number): Promise<Buffer> {
  const isXerial = compressed.subarray(0, XERIAL_MAGIC.length).equals(XERIAL_MAGIC)
  const blocks = isXerial ? [...xerialBlocks(compressed)] : [compressed]
  const bytes = blocks.reduce((sum, block) => sum + uncompressedLength(block), 0)
  assertWithinBound(bytes, maxBytes)
  const parts = await Promise.all(blocks.map((block) => uncompress(block, { asBuffer: true })))
  return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts as Buffer[])
}

function* xerialBlocks(stream: Buffer): Generator<Buffer> {
  for (let at = XERIAL_HEADER_BYTES; at < stream.length; ) {
    const start = at + 4
    const end = start <= stream.length ? start + stream.readUInt32BE(at) : Number.POSITIVE_INFINITY
    if (end > stream.length) throw new Error('the snappy stream is cut off')
    yield stream.subarray(start, end)
    at = end
  }
}

/** A block starts with its uncompressed length, seven bits per byte, lowest first. */
function uncompressedLength(block: Buffer): number {
  let length = 0
  for (let i = 0; i < 5; i++) {
    const byte = block[i]
    if (byte === undefined) break
    length += (byte & 0x7f) * 2 ** (7 * i)
    if (byte < 0x80) return length
  }
  throw new Error('the snappy block has no length')
}
