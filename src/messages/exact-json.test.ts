import fc from 'fast-check'
import { expect, it } from 'vitest'
import { exactJson, parseExactly } from './exact-json.ts'

/** As `JSON.stringify` writes it: what becomes of it if nothing is lost, and no number spelled in another way. */
const text = fc
  .array(fc.constantFrom('\u0000', '"', '\\', '1', 'u0000', 'é', ':', '"\u00001'), { maxLength: 6 })
  .map((parts) => parts.join(''))
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.integer(),
    fc.constantFrom(0.5, true, null),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(text, tie('json'), { maxKeys: 4, noNullPrototype: true }),
  ),
}))

it('writes what it has read, whatever texts stand beside the numbers', () => {
  fc.assert(
    fc.property(json, (value) => {
      const written = JSON.stringify({ value })
      expect(exactJson(parseExactly(written)).json).toBe(written)
    }),
    { numRuns: 1_000 },
  )
})

it('keeps the value of numbers, and says which can not be written', () => {
  const read = parseExactly('{"a":[1e3,12345678901234567890.10],"\\u00001":"\\u00001e3"}')
  expect(exactJson(read)).toEqual({
    json: '{"a":[1000,12345678901234567890.10],"\\u00001":"\\u00001e3"}',
    isInBounds: true,
  })
  expect(exactJson(parseExactly('1e999'))).toEqual({ json: '1e999', isInBounds: false })
})
