import { expect, it } from 'vitest'
import { rateLimit } from './rate-limit.ts'

it.each([
  ['5/s', { perSecond: 5, burst: 10 }],
  ['5', { perSecond: 5, burst: 10 }],
  ['30/m', { perSecond: 0.5, burst: 1 }],
  ['0.5', { perSecond: 0.5, burst: 1 }],
  ['0', null],
  ['0/s', null],
  ['', undefined],
  ['-1', undefined],
  ['5/d', undefined],
  ['five', undefined],
])('%j is %j', (text, size) => {
  expect(rateLimit(text)).toEqual(size)
})
