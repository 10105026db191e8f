import { expect, it } from 'vitest'
import { decimalsOfLiteral, mayBeRounded, numberLiterals } from './number-literals.ts'

it('finds the numbers of the object itself, not those of strings and inner values', () => {
  const json =
    '{"a" : -1.50e+3 ,"b":"9:9,\\"c\\":1","c":[1,{"a":2}],"d":true,"e":{"a":3,"f":[]},"f":false,"g":0}'
  expect([...numberLiterals(json)]).toEqual([
    ['a', '-1.50e+3'],
    ['g', '0'],
  ])
})

it('takes the last of equal keys, however they are escaped', () => {
  expect(numberLiterals('{"userId":1,"user\\u0049d":2.5}').get('userId')).toBe('2.5')
})

it('is quick for a message of the largest size, however deep or long', () => {
  const half = 500_000
  const deep = `{"x":${'['.repeat(half)}${']'.repeat(half)},"userId":1.0}`
  const zeros = `{"userId":1.${'0'.repeat(2 * half)}1}`
  const started = performance.now()
  expect(numberLiterals(deep).get('userId')).toBe('1.0')
  expect(decimalsOfLiteral(numberLiterals(zeros).get('userId') ?? '')).toBe(2 * half + 1)
  expect(performance.now() - started).toBeLessThan(2_000)
})

it.each([
  ['1', 0],
  ['1.0', 0],
  ['1e3', 0],
  ['0e-9', 0],
  ['10e-1', 0],
  ['0.250', 2],
  ['1.25e1', 1],
  ['-1.5', 1],
  ['1E-400', 400],
  ['1.00000000000000000001', 20],
])('knows that %s has %d decimals', (literal, decimals) => {
  expect(decimalsOfLiteral(literal)).toBe(decimals)
})

it.each([
  ['{"a":1.0000000000000001}', true],
  ['{"a": \t\r\n-1e5}', true],
  ['{"a":1,"b":5E1}', true],
  ['{"a":123456789012.12}', false],
  ['{"a":"550e8400-e29b-41d4-a716-446655440000"}', false],
  ['{"a":"2026-05-01T10:00:00.123456789Z"}', false],
  ['[1e5]', false],
])('looks closer at %s: %s', (json, answer) => {
  expect(mayBeRounded(json)).toBe(answer)
})
