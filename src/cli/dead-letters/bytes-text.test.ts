import { expect, it } from 'vitest'
import { bytesText } from './bytes-text.ts'

it('shows UTF-8 as text, control characters escaped', () => {
  expect(bytesText(Buffer.from('{"이름": "\u001b[31m"}\n'))).toBe('{"이름": "\\u001b[31m"}\n')
})

it('shows other bytes as the first of them in hex', () => {
  const text = bytesText(Buffer.concat([Buffer.from([0xff, 0x1b]), Buffer.from('abc'.repeat(1_000))]))
  expect(text.split('\n', 2)).toEqual([
    'not UTF-8:',
    '000000  ff 1b 61 62 63 61 62 63 61 62 63 61 62 63 61 62  ..abcabcabcabcab',
  ])
  expect(text).toMatch(/… 2,490 more bytes: export has all of them$/)
})
