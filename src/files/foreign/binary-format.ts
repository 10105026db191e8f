import type { ForeignFormat } from './foreign-format.ts'

/** What files of a format begin with: bytes in hexadecimal, `..` for any. */
const BEGINNINGS: readonly (readonly [ForeignFormat, string])[] = [
  // Spreadsheets and texts are zip archives whose first file is one of these.
  ...['[Content_Types].xml', '_rels/', 'docProps/', 'mimetype'].map(
    (name) => ['office', `504b0304${'..'.repeat(26)}${hexOf(name)}`] as const,
  ),
  ['gzip', '1f8b08'],
  ['zstd', '28b52ffd'],
  ['zstd', '5.2a4d18'], // a skippable frame first; lz4 has the same, and zstd reads it
  ['zip', '504b0304'],
  ['zip', '504b0506'], // an empty one
  ['zip', '504b0708'], // one of several parts
  ['bzip2', '425a683.314159265359'],
  ['bzip2', '425a683.177245385090'], // an empty one
  ['xz', 'fd377a585a00'],
  ['lzma', '5d0000..00ffffffffffffffff'],
  ['lzip', '4c5a495001'],
  ['lzop', '894c5a4f000d0a1a0a'],
  ['lz4', '04224d18'],
  ['lz4', '02214c18'], // its legacy format
  ['snappy', 'ff060000734e61507059'],
  ['compress', '1f9d'],
  ['7z', '377abcaf271c'],
  ['rar', '526172211a07'],
  ['utf-32', 'fffe0000'],
  ['utf-32', '0000feff'],
  ['sqlite', hexOf('SQLite format 3\0')],
  ['parquet', hexOf('PAR1\x15')],
  ['avro', hexOf('Obj\x01')],
  ['arrow', hexOf('ARROW1\0')],
  ['office', 'd0cf11e0a1b11ae1'],
  ['pdf', `${hexOf('%PDF-')}3.`],
]

function hexOf(text: string): string {
  return Buffer.from(text).toString('hex')
}

const PATTERNS = BEGINNINGS.map(([format, hex]) => [format, new RegExp(`^${hex}`)] as const)

/** No beginning is longer. */
const LONGEST_BYTES = 49

/** In which a text in UTF-16 or UTF-32 has a character of ASCII. */
const WIDE_TEXT_BYTES = 512

const TAR_BLOCK_BYTES = 512
const TAR_CHECKSUM_AT = 148
const TAR_CHECKSUM_BYTES = 8
const SPACE = 0x20

/** The format that these first bytes can only be of; null: it may be text in UTF-8. */
export function binaryFormat(bytes: Buffer): ForeignFormat | null {
  const hex = bytes.toString('hex', 0, LONGEST_BYTES)
  const [found] = PATTERNS.find(([, pattern]) => pattern.test(hex)) ?? []
  return found ?? wideTextFormat(bytes) ?? (isTar(bytes) ? 'tar' : null)
}

/**
 * UTF-16 and UTF-32. After a byte order mark one character of ASCII is proof; without one, the first eight bytes: JSON and tables
 * begin with ASCII, whose characters are padded with zeros.
 */
function wideTextFormat(bytes: Buffer): ForeignFormat | null {
  const units = [...bytes.subarray(0, WIDE_TEXT_BYTES)]
    .map((byte) => (byte === 0 ? '0' : byte < 0x80 ? 'x' : '?'))
    .join('')
  const mark = bytes.toString('hex', 0, 2)
  if (mark === 'fffe' && /^(?:..)+x0/.test(units)) return 'utf-16'
  if (mark === 'feff' && /^(?:..)+0x/.test(units)) return 'utf-16'
  if (units.startsWith('x000x000')) return 'utf-32le'
  if (units.startsWith('000x000x')) return 'utf-32be'
  if (units.startsWith('x0x0x0x0')) return 'utf-16le'
  if (units.startsWith('0x0x0x0x')) return 'utf-16be'
  return null
}

/** A tar archive begins with a block that holds the sum of its bytes, the sum itself counted as spaces. */
function isTar(bytes: Buffer): boolean {
  if (bytes.length < TAR_BLOCK_BYTES || bytes[0] === 0) return false
  const end = TAR_CHECKSUM_AT + TAR_CHECKSUM_BYTES
  const written = /^ *([0-7]{1,7})[ \0]/.exec(bytes.toString('latin1', TAR_CHECKSUM_AT, end))
  if (written === null) return false
  let sum = TAR_CHECKSUM_BYTES * SPACE
  for (let at = 0; at < TAR_BLOCK_BYTES; at += 1) {
    if (at < TAR_CHECKSUM_AT || at >= end) sum += bytes[at]!
  }
  return sum === Number.parseInt(written[1]!, 8)
}
