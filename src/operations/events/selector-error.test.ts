import { expect, it } from 'vitest'
import { selectorError } from './selector-error.ts'

it.each([
  '.buy',
  'button.buy[data-sku="7"], a.buy',
  '.버튼 > [href^="/상품"]',
  'form:not(.a, .b) :is(button, input):has(> img):nth-child(2n + 1 of .x):hover',
  'a\\:b ~ *|* + [type=x i]',
  '#\\31 a',
])('takes %s', (selector) => expect(selectorError(selector)).toBeUndefined())

it.each([
  ['', 'it is empty'],
  ['a, b,', 'nothing follows the last comma'],
  ['a,, b', 'Selector is expected'],
  ['div >', 'nothing follows the last combinator'],
  ['> div', 'nothing stands before the first combinator'],
  ['a >> b', 'two combinators stand side by side'],
  ['a:not(> b)', 'nothing stands before the first combinator'],
  ['.a{color:red}', 'Unexpected input'],
  ['<button>', 'Selector is expected'],
  ['#1a', "an id can't begin with a digit: #1a"],
  ['svg|rect', 'a page has no namespaces: svg|rect'],
  ['[a=b c]', 'a value with spaces needs quotes'],
  ['[a!=b]', 'Attribute selector'],
  ['a::before', '::before is no element that can be clicked or seen'],
  ['button:contains(buy)', 'browsers have no :contains'],
  ['a:not()', ':not() is empty'],
  ['50%', 'it selects no element'],
  ['[data-x', 'Attribute selector'],
])('refuses %j: %s', (selector, why) => {
  expect(selectorError(selector)).toContain(why)
})
