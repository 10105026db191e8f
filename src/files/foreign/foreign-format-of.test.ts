import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foreignFormatOf } from './foreign-format-of.ts'

const MESSAGE = { triggerType: 'SIGNUP', userId: 1, context: { 이름: '홍길동', list: [{}, []] } }
const LINE = JSON.stringify(MESSAGE)
const PRETTY = JSON.stringify(MESSAGE, null, 2)

/** The message, packed by the tools of these formats. */
const PACKED = {
  zstd: 'KLUv/SQkIQEAeyJ0cmlnZ2VyVHlwZSI6IlNJR05VUCIsInVzZXJJZCI6MX0KwJGWpA==',
  lz4: 'BCJNGGRApyQAAIB7InRyaWdnZXJUeXBlIjoiU0lHTlVQIiwidXNlcklkIjoxfQoAAAAAfUtJcg==',
  bzip2:
    'QlpoOTFBWSZTWS3yKQgAABFfgAAQEAQgEAChTgAGoF4qIAAiIA0AGh6hQaNGgyA0Er3MGbVlSyWy9uIJxC5AZLwoQ8Pi7kinChIFvkUhAA==',
  xz: '/Td6WFoAAATm1rRGAgAhARYAAAB0L+WjAQAjeyJ0cmlnZ2VyVHlwZSI6IlNJR05VUCIsInVzZXJJZCI6MX0KAEWFhmH+DAZ6AAE8JAUodm8ftvN9AQAAAAAEWVo=',
  lzma: 'XQAAgAD//////////wA9iIqHY8eJ9kkCctSz6qxdvoNi0dBBP8wVZKnLjdFsaGpEQZkRE52Nqn//3RSwAA==',
} as const

/** The block that a tar archive begins with; `magic` is empty in the oldest ones. */
function tar(magic: string): Buffer {
  const block = Buffer.alloc(1_024)
  block.write('sale.jsonl', 0)
  block.write('0000644\0', 100)
  block.write('00000000044\0', 124)
  block.write('        ', 148)
  block.write(magic, 257)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  block.write(LINE, 512)
  return block
}

/** The header of the first file of an archive. */
const zip = (name: string): Buffer => {
  const header = Buffer.alloc(30)
  header.write('PK\x03\x04')
  return Buffer.concat([header, Buffer.from(name)])
}

const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()
const utf32 = (text: string, write: 'writeUInt32LE' | 'writeUInt32BE'): Buffer => {
  const bytes = Buffer.alloc(4 * text.length)
  for (let at = 0; at < text.length; at += 1) bytes[write](text.charCodeAt(at), 4 * at)
  return bytes
}

const FOREIGN: [format: string, what: string, bytes: Buffer | string][] = [
  ...Object.entries(PACKED).map(
    ([format, base64]) => [format, 'packed', Buffer.from(base64, 'base64')] as [string, string, Buffer],
  ),
  ['gzip', 'what was inside another one', gzipSync(LINE)],
  ['zstd', 'after a skippable frame', Buffer.from('502a4d1804000000', 'hex')],
  ['lz4', 'of the legacy format', Buffer.from('02214c18', 'hex')],
  ['bzip2', 'of nothing', Buffer.from('425a683917724538509000000000', 'hex')],
  ['zip', 'archive', Buffer.from('504b0304140000000000f5007b5d', 'hex')],
  ['zip', 'of nothing', Buffer.from('504b0506000000000000', 'hex')],
  ['tar', 'of GNU', tar('ustar  \0')],
  ['tar', 'of POSIX', tar('ustar\x0000')],
  ['tar', 'of old', tar('')],
  ['7z', 'archive', Buffer.from('377abcaf271c0004', 'hex')],
  ['rar', 'archive', Buffer.from('526172211a070100', 'hex')],
  ['lzip', 'file', Buffer.from('LZIP\x01')],
  ['lzop', 'file', Buffer.from('894c5a4f000d0a1a0a', 'hex')],
  ['snappy', 'frames', Buffer.from('ff060000734e61507059', 'hex')],
  ['compress', 'file', Buffer.from('1f9d90', 'hex')],
  ['utf-16', 'little-endian', Buffer.from(`\ufeff${LINE}\n`, 'utf16le')],
  ['utf-16', 'big-endian', utf16be(`\ufeff${LINE}\n`)],
  ['utf-16', 'table of Korean', Buffer.from('\ufeff회원,상품\r\n1,2\r\n', 'utf16le')],
  ['utf-16le', 'without a mark', Buffer.from(LINE, 'utf16le')],
  ['utf-16be', 'without a mark', utf16be(LINE)],
  ['utf-32', 'little-endian', utf32(`\ufeff${LINE}`, 'writeUInt32LE')],
  ['utf-32', 'big-endian', utf32(`\ufeff${LINE}`, 'writeUInt32BE')],
  ['utf-32le', 'without a mark', utf32(LINE, 'writeUInt32LE')],
  ['utf-32be', 'without a mark', utf32(LINE, 'writeUInt32BE')],
  ['json-array', 'on one line', `[${LINE},${LINE}]\n`],
  ['json-array', 'with a line per object', `[\n${LINE},\n${LINE}\n]\n`],
  ['json-array', 'with commas in front', `[\n${LINE}\n,${LINE}\n]\n`],
  [
    'json-array',
    'over lines, after a byte order mark',
    `\ufeff${JSON.stringify([MESSAGE, MESSAGE], null, '\t')}`,
  ],
  ['json-array', 'with CR LF', JSON.stringify([MESSAGE], null, 2).replaceAll('\n', '\r\n')],
  ['pretty-json', 'objects', `${PRETTY}\n${PRETTY}\n`],
  ['pretty-json', 'object', PRETTY],
  ['pretty-json', 'after blank lines', `\n\n${PRETTY}`],
  ['pretty-json', 'that is cut', PRETTY.slice(0, -20)],
  ['pretty-json', 'that holds lines which look like messages', `{"events": [\n${LINE},\n${LINE}\n]}\n`],
  ['json-seq', 'of messages', `\u001e${LINE}\n\u001e${LINE}\n`],
  ['csv', 'with a header', 'campaignActivityId,userId\n1,2\n'],
  ['csv', 'with nothing but a header', 'campaignActivityId,userId\n'],
  ['csv', 'with quotes', '"userId","name"\r\n"1","a,\r\nb"\r\n'],
  ['semicolon-csv', 'with a header', 'userId;price\n1;2,5\n'],
  ['csv', 'in EUC-KR', Buffer.from('c8b8bff82cbbf3c7b00d0a312c320d0a', 'hex')],
  ['csv', 'of other names', '회원,상품 번호\n1,2\n3,4\n'],
  ['csv', 'without a header', '1,2,FIRST_COME_FIRST_SERVE\n1,3,FIRST_COME_FIRST_SERVE\n'],
  ['tsv', 'with a header', 'userId\tproductId\n1\t2\n'],
  ['sqlite', 'database', Buffer.from('SQLite format 3\0\x10\0')],
  ['parquet', 'file', Buffer.from('PAR1\x15\x04')],
  ['avro', 'file', Buffer.from('Obj\x01\x04')],
  ['arrow', 'file', Buffer.from('ARROW1\0\0')],
  ['office', 'document in a zip archive', zip('[Content_Types].xml')],
  ['zip', 'archive with a name', zip('sale.jsonl')],
  ['office', 'document', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
  ['pdf', 'document', '%PDF-1.7\n'],
  ['markup', 'page', '<!DOCTYPE html>\n<html>'],
  ['markup', 'document', '<?xml version="1.0"?><a/>'],
]

describe('what a file is instead of JSONL', () => {
  it.each(FOREIGN)('%s: %s', (format, _, bytes) => {
    expect(foreignFormatOf(Buffer.from(bytes), true)).toBe(format)
  })

  it('is told from the beginning of a large one', () => {
    const many = Array.from({ length: 500 }, () => MESSAGE)
    for (const spaces of [0, 2]) {
      const opening = Buffer.from(JSON.stringify(many, null, spaces)).subarray(0, 30_000)
      expect(foreignFormatOf(opening, false)).toBe('json-array')
    }
    const objects = Array.from({ length: 200 }, () => PRETTY).join('\n')
    expect(foreignFormatOf(Buffer.from(objects).subarray(0, 10_001), false)).toBe('pretty-json')
    expect(foreignFormatOf(Buffer.from(`userId,name\n${'1,a\n'.repeat(99)}2`), false)).toBe('csv')
  })
})

const JSONL: [what: string, text: string | Buffer][] = [
  ['nothing', ''],
  ['blank lines', ' \n\t\r\n'],
  ['messages', `${LINE}\n${LINE}\n`],
  ['one message with spaces', ` { "triggerType" : "SIGNUP" } `],
  ['messages after a byte order mark', `\ufeff${LINE}\n`],
  ['a wrong line first', `nonsense, and more\n${LINE}\n`],
  ['nothing but wrong lines', 'no JSON\nnor this\n'],
  ['wrong lines with a comma each', `a,b\n${LINE}\nc,d\n`],
  ['one wrong line with commas', 'one, two, three\n'],
  ['an object that is cut', `{"triggerType":\n${LINE}\n${LINE}\n`],
  ['an object with a line break in it, and messages', `{"triggerType":"SIGNUP",\n"userId":1}\n${LINE}\n`],
  ['an opened list, and messages', `[\n${LINE}\n${LINE}\n`],
  ['an opened list, and one message', `[1,\n${LINE}\n`],
  ['a list, and messages', `[{"a":1}]\n${LINE}\n`],
  ['a list of numbers', '[1,2]\n'],
  ['an empty list', '[]\n'],
  ['numbers', '1\n2\n'],
  ['text', '"a"\n"b"\n'],
  ['a half line', LINE.slice(0, 20)],
  ['an opened object', '{'],
  ['bytes that are no UTF-8', Buffer.from([0xff, 0x1b, 0x0a])],
  ['text in EUC-KR', Buffer.from('c8abb1e6b5bf0a', 'hex')],
  ['a zero byte', '\0\n{}\n'],
  ['zeros', Buffer.alloc(2_000)],
  ['a beginning of words', 'PARIS\nORCA\nBZh\nPK\n'],
]

describe('what is read line by line', () => {
  it.each(JSONL)('%s', (_, text) => {
    expect(foreignFormatOf(Buffer.from(text), true)).toBeNull()
  })

  it('whatever comes before a message, as long as it is lines', () => {
    const wrongLine = fc.string({ unit: fc.constantFrom(...'{}[]":,ab1 \\') })
    fc.assert(
      fc.property(fc.array(wrongLine), (lines) => {
        const text = Buffer.from([...lines, LINE, LINE, ''].join('\n'))
        expect(foreignFormatOf(text, true)).toBeNull()
        expect(foreignFormatOf(text, false)).toBeNull()
      }),
      { numRuns: 2_000 },
    )
  })
})
