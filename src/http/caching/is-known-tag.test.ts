import { expect, it } from 'vitest'
import { isKnownTag } from './is-known-tag.ts'

it.each([
  [undefined, false],
  ['', false],
  ['"a"', true],
  ['W/"a"', true],
  ['"b", "a"', true],
  ['"b",W/"a" , "c"', true],
  ['*', true],
  [' * ', true],
  ['"b"', false],
  ['"ab", "a b", "b,a"', false],
  ['a', false],
  ['"*"', false],
])('If-None-Match: %s → %s', (header, isKnown) => {
  expect(isKnownTag(header, '"a"')).toBe(isKnown)
})

it('a weak tag is known by its strong form as well', () => {
  expect(isKnownTag('"a"', 'W/"a"')).toBe(true)
})
