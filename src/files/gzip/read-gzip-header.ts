import { DamagedInput } from '../damaged-input.ts'
import type { ByteReader } from './byte-reader.ts'

const GZIP_MAGIC = [0x1f, 0x8b] as const
const DEFLATE = 8
const HAS_HEADER_CRC = 0x02
const HAS_EXTRA = 0x04
const HAS_NAME = 0x08
const HAS_COMMENT = 0x10
const RESERVED = 0xe0

/** True if a stream that starts with these bytes (two, or fewer if it ends there) is to be read as gzip. */
export function looksLikeGzip(start: Buffer): boolean {
  // A lone 0x1f starts no text either: it is what is left of a cut gzip file.
  return start[0] === GZIP_MAGIC[0] && (start.length === 1 || start[1] === GZIP_MAGIC[1])
}

/**
 * Reads the header of one gzip member (RFC 1952) and leaves the reader at its compressed data.
 * @throws DamagedInput `garbage` if the bytes are not the start of a member, `gzip` if the header is cut or unknown.
 */
export async function readGzipHeader(input: ByteReader): Promise<void> {
  const start = input.position
  for (const expected of GZIP_MAGIC) {
    if ((await input.byte()) !== expected)
      throw new DamagedInput('garbage', start, 'bytes that are not gzip follow the gzip data')
  }
  const method = await input.byte()
  const flags = await input.byte()
  if (method !== DEFLATE || (flags & RESERVED) !== 0)
    throw new DamagedInput('gzip', start, 'the gzip header is damaged')
  const restOfFixedPart = 6
  await input.integer(4)
  await input.integer(restOfFixedPart - 4)
  if (flags & HAS_EXTRA) {
    const length = await input.integer(2)
    for (let i = 0; i < length; i++) await input.byte()
  }
  for (const flag of [HAS_NAME, HAS_COMMENT]) {
    if (flags & flag) while ((await input.byte()) !== 0);
  }
  if (flags & HAS_HEADER_CRC) await input.integer(2)
}
