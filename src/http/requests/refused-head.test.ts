import { expect, it } from 'vitest'
import { refusedHead } from './refused-head.ts'

const statusOf = (headers: Record<string, string>, produces = 'application/json') =>
  refusedHead(headers, { method: 'POST', produces })?.status ?? null

it.each([
  [undefined, null],
  ['', null],
  ['*/*', null],
  ['application/*', null],
  ['text/html, */*;q=0.1', null],
  ['application/problem+json', null],
  ['application/json;q=0.001', null],
  ['text/html', 406],
  ['application/json;q=0', 406],
  ['application/json; q=0.0, application/problem+json;q=0', 406],
  ['*/*;q=0', 406],
  ['application/*;q=0, */*', 406],
  ['nonsense', 406],
])('Accept: %s → %s', (accept, status) => {
  expect(statusOf(accept === undefined ? {} : { accept })).toBe(status)
})

it('a page is taken for what it is', () => {
  expect(statusOf({ accept: 'text/html,application/xhtml+xml' }, 'text/html')).toBeNull()
  expect(statusOf({ accept: 'application/json' }, 'text/html')).toBe(406)
})

it.each([
  ['application/json', null],
  ['application/json; charset=utf-8', null],
  ['application/json; charset="UTF-8"', null],
  ['application/json; charset=latin1', 415],
  ['application/json;charset=EUC-KR', 415],
  ['application/json; charset', null],
])('Content-Type: %s → %s', (contentType, status) => {
  expect(statusOf({ 'content-type': contentType })).toBe(status)
})

it('takes no encoded body', () => {
  expect(statusOf({ 'content-encoding': 'gzip' })).toBe(415)
})
