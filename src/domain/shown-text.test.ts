import fc from 'fast-check'
import { expect, it } from 'vitest'
import { errorText, escapedJson, oneLineError } from './shown-text.ts'

const anyText = fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((c) => String.fromCharCode(c)) })

it('keeps the lines of a stack', () => {
  expect(errorText('Error: x\n\tat y')).toBe('Error: x\n\tat y')
})

it('escapes what a database refuses or a terminal obeys', () => {
  expect(errorText('a\u0000b\u001b[2J\ud800c')).toBe('a\\u0000b\\u001b[2J\ufffdc')
})

it('cuts between characters', () => {
  expect(errorText('abcdef', 4)).toBe('abc…')
  expect(errorText('ab🙂def', 4)).toBe('ab…')
  expect(errorText('ab🙂', 4)).toBe('ab🙂')
})

it('bounds any text, and a database can store it', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 1, max: 50 }), (text, maxLength) => {
      const result = errorText(text, maxLength)
      expect(result.length).toBeLessThanOrEqual(maxLength)
      expect(result.isWellFormed()).toBe(true)
      expect(result).not.toContain('\u0000')
    }),
    { numRuns: 1_000 },
  )
})

it('makes one line of several', () => {
  expect(oneLineError('a\nb\r\nc\u2028d\te')).toBe('a b  c d e')
  expect(oneLineError('x'.repeat(501))).toHaveLength(500)
})

it('escapes what is not seen, also beyond U+FFFF', () => {
  expect(oneLineError('a\u202eb\u200bc\u3164d\u{e0041}e')).toBe('a\\u202eb\\u200bc\\u3164d\\udb40\\udc41e')
})

it('leaves the value of JSON as it is', () => {
  fc.assert(
    fc.property(fc.json(), (json) => {
      expect(JSON.parse(escapedJson(json))).toEqual(JSON.parse(json))
    }),
  )
  const hidden = { 'a\u202e': 'b\u{e0041}\u009b' }
  expect(escapedJson(JSON.stringify(hidden))).toMatch(/^[ -~]*$/)
  expect(JSON.parse(escapedJson(JSON.stringify(hidden)))).toEqual(hidden)
})
