import { Decompress } from 'fzstd'
import { assertWithinBound } from './within-bound.ts'

/** Java writes frames without their content's size, so what comes out is counted as it comes. */
export async function uncompressZstd(compressed: Buffer, maxBytes: number): Promise<Buffer> {
  if (compressed.length === 0) throw new Error('it has no bytes')
  assertWithinBound(windowBytes(compressed), maxBytes)
  const parts: Uint8Array[] = []
  let bytes = 0
  const stream = new Decompress((part) => {
    bytes += part.length
    assertWithinBound(bytes, maxBytes)
    parts.push(part)
  })
  stream.push(compressed, true)
  return Buffer.concat(parts, bytes)
}

const HEADER_BYTES = 14

/** How much memory the decoder sets aside, by the frame's header. What is no frame is left to the decoder to refuse. */
function windowBytes(frame: Buffer): number {
  const header = Buffer.alloc(HEADER_BYTES)
  frame.copy(header, 0, 0, HEADER_BYTES)
  const flags = header[4]!
  const isSingleSegment = (flags & 0x20) !== 0
  if (!isSingleSegment) {
    const base = 2 ** (10 + (header[5]! >> 3))
    return base + (base / 8) * (header[5]! & 7)
  }
  // The content's size stands in for the window's; a dictionary's id, which Kafka never has, would lie before it.
  const sizes = [
    header[5]!,
    header.readUInt16LE(5) + 256,
    header.readUInt32LE(5),
    Number(header.readBigUInt64LE(5)),
  ]
  return sizes[flags >> 6]!
}
