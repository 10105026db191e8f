import { Decompress } from 'fzstd'
import { assertWithinBound } from './within-bound.ts'

/** Java writes frames without their content's size, so what comes out is counted as it comes. */
export async function uncompressZstd(compressed: Buffer, maxBytes: number): Promise<Buffer> {
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

/** How much memory the decoder sets aside, by the frame's header; 0 for what is no frame (the decoder refuses it). */
function windowBytes(frame: Buffer): number {
  if (frame.length < 14) return 0
  const flags = frame[4]!
  const isSingleSegment = (flags & 0x20) !== 0
  if (!isSingleSegment) {
    const base = 2 ** (10 + (frame[5]! >> 3))
    return base + (base / 8) * (frame[5]! & 7)
  }
  // The content's size stands in for the window's; a dictionary's id, which Kafka never has, would lie before it.
  const size = [
    frame[5]!,
    frame.readUInt16LE(5) + 256,
    frame.readUInt32LE(5),
    Number(frame.readBigUInt64LE(5)),
  ]
  return size[flags >> 6]!
}
