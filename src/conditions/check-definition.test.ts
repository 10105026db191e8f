import { expect, it } from 'vitest'
import { checkDefinition, type DraftDefinition } from './check-definition.ts'

const settings = {
  selectorError: (selector: string) => (selector.includes('[[') ? 'unexpected [' : undefined),
  businessTriggers: ['PURCHASE', 'LOGIN_SUCCESS', 'SIGNUP'],
  droppedQuery: 'email,token',
}

/** Errors and warnings by field. */
function check(draft: Partial<DraftDefinition>): { errors: string[]; warnings: string[] } {
  const { errors, warnings } = checkDefinition({ triggerType: 'CLICK', ...draft }, settings)
  const shown = (problems: typeof errors) => problems.map(({ field, message }) => `${field} ${message}`)
  return { errors: shown(errors), warnings: shown(warnings) }
}

const errorsOf = (triggerPayload: unknown, triggerType = 'CLICK') =>
  check({ triggerPayload, triggerType }).errors
const errorsOfWhen = (when: unknown, triggerType = 'CLICK') => errorsOf({ when }, triggerType)
const warningsOf = (when: unknown, more: object = {}, triggerType = 'PAGE_VIEW') =>
  check({ triggerPayload: { when, ...more }, triggerType }).warnings

const nested = (depth: number): object =>
  depth === 0 ? { field: 'url', op: 'exists' } : { not: nested(depth - 1) }

it('takes what can work', () => {
  const when = {
    all: [
      { field: 'url.path', op: 'glob', value: '/products/*' },
      {
        any: [
          { field: 'element', op: 'selector', value: 'button.buy' },
          { field: 'element.text', op: 'in', value: ['Buy', 7] },
        ],
      },
      { not: { field: 'url.query.preview', op: 'exists' } },
      { field: 'element.attribute.data-price', op: 'atLeast', value: '19.90' },
    ],
  }
  const audience = {
    all: [
      { field: 'user.lastPurchaseAt', op: 'olderThanDays', value: 30 },
      { field: 'rollout', op: 'atMost', value: 10 },
    ],
  }
  const triggerPayload = {
    routing: 'hash',
    when,
    fire: 'ONCE_PER_PAGE',
    sampleRate: 0.5,
    audience,
    activityId: 3,
  }
  expect(check({ triggerPayload })).toEqual({ errors: [], warnings: [] })
  expect(check({})).toEqual({ errors: [], warnings: [] })
  expect(errorsOfWhen(nested(5))).toEqual([])
})

it.each([
  [5, 'triggerPayload must be an object'],
  [{ wen: {} }, 'triggerPayload.wen is unknown'],
  [{ routing: 'HASH' }, 'triggerPayload.routing must be one of: path, hash'],
  [{ fire: 'ONCE' }, 'triggerPayload.fire must be one of: EVERY_TIME'],
  [{ sampleRate: 1.5 }, 'triggerPayload.sampleRate must be a number from 0'],
  [{ sampleRate: '1' }, 'triggerPayload.sampleRate must be'],
  [{ activityId: 0 }, 'triggerPayload.activityId must be the id'],
  [{ activityId: '7' }, 'triggerPayload.activityId must be the id'],
  [{ when: null }, 'triggerPayload.when must be a condition'],
  [{ when: [] }, 'triggerPayload.when must be a condition'],
  [
    { audience: { field: 'rollout', op: 'atMost', value: 101 } },
    'triggerPayload.audience.value must be a percentage',
  ],
  [
    { audience: { field: 'user.id', op: 'lessThan', value: 1 } },
    'triggerPayload.audience.value must be more than 1: nothing is less',
  ],
  [
    { audience: { field: 'user.id', op: 'equals', value: 'kim' } },
    'triggerPayload.audience.value must be the id of a user',
  ],
  [{ audience: { field: 'url', op: 'exists' } }, 'triggerPayload.audience.field is no field of an audience'],
  [
    { audience: { field: 'user.lastLoginAt', op: 'equals', value: 1 } },
    'triggerPayload.audience.op must be one of',
  ],
  [
    { audience: { field: 'user.lastLoginAt', op: 'withinDays', value: '7' } },
    'triggerPayload.audience.value must be a number of days',
  ],
])('refuses the settings %j', (payload, error) => {
  expect(errorsOf(payload)).toEqual([expect.stringContaining(error)])
})

it.each([
  [{ all: [] }, 'when.all must be a list with at least one'],
  [{ any: {} }, 'when.any must be a list'],
  [{ all: [{ field: 'url', op: 'exists' }, 7] }, 'when.all[1] must be a condition'],
  [{ all: [{ field: 'url', op: 'exists' }], any: [] }, 'when has "all" and "any"'],
  [{ not: { field: 'url', op: 'exists' }, field: 'url' }, 'when has "not" and "field"'],
  [nested(6), 'when.not.not.not.not.not lies too deep'],
  [{ any: Array(51).fill({ field: 'url', op: 'exists' }) }, 'when has 51 tests'],
  [{}, 'when.field must be the name of a field'],
  [{ field: 'url.port', op: 'exists' }, 'when.field is no field of CLICK'],
  [{ field: 'url.query.', op: 'exists' }, 'when.field is no field'],
  [{ field: 'scroll.percent', op: 'atLeast', value: 5 }, 'when.field is no field of CLICK'],
  [{ field: 'name', op: 'exists' }, 'when.field is no field of CLICK'],
  [{ field: 'rollout', op: 'atMost', value: 5 }, 'when.field is no field of CLICK'],
  [{ field: 'constructor', op: 'exists' }, 'when.field is no field of CLICK'],
  [{ field: 'element.attribute.value', op: 'exists' }, 'when.field is never looked at'],
  [{ field: 'url', op: 'regex', value: '.*' }, 'when.op "regex" is not there yet'],
  [{ field: 'url', op: 'is', value: 'x' }, 'when.op must be one of those that url takes'],
  [{ field: 'url', op: 'lessThan', value: 1 }, 'when.op must be one of those'],
  [{ field: 'element', op: 'exists' }, 'when.op must be one of those that element takes: selector'],
  [{ field: 'element.text', op: 'selector', value: 'a' }, 'when.op must be one of those'],
  [{ field: 'url', op: 'withinDays', value: 1 }, 'when.op must be one of those'],
  [{ field: 'url', op: 'exists', value: true }, 'when.value must be left out'],
  [{ field: 'url', op: 'equals' }, 'when.value must be text'],
  [{ field: 'url', op: 'equals', value: ['a'] }, 'when.value must be text'],
  [{ field: 'url', op: 'in', value: 'a' }, 'when.value must be a list'],
  [{ field: 'url', op: 'in', value: [] }, 'when.value must be a list'],
  [{ field: 'url', op: 'in', value: [true] }, 'when.value must be a list'],
  [{ field: 'url', op: 'in', value: Array(101).fill('a') }, 'when.value must be a list of 1 to 100'],
  [{ field: 'url', op: 'contains', value: '' }, 'when.value must be text, and not empty'],
  [{ field: 'url', op: 'glob', value: 7 }, 'when.value must be text'],
  [{ field: 'url.query.price', op: 'atLeast', value: '1e3' }, 'when.value must be a number'],
  [{ field: 'url', op: 'contains', value: 'a'.repeat(1_025) }, 'when.value is too long'],
  [{ field: 'url', op: 'in', value: ['a', '가'.repeat(1_025)] }, 'when.value is too long'],
  [{ field: `url.query.${'a'.repeat(1_024)}`, op: 'exists' }, 'when.field must be the name'],
  [{ field: 'url', op: 'exists', ignoreCase: 1 }, 'when.ignoreCase must be true or false'],
  [{ field: 'url', op: 'exists', flags: 'i' }, 'when.flags is unknown'],
  [{ field: 'url', op: 'equals', value: 'https://[' }, 'when.value is no URL'],
  [{ field: 'url.path', op: 'equals', value: 7 }, 'when.value must be text: url.path is no number'],
  [{ field: 'url', op: 'in', value: ['/a', 7] }, 'when.value must be text: url is no number'],
  [
    { field: 'title', op: 'equals', value: '\u00a0' },
    "when.value must not be empty: an empty title isn't there",
  ],
  [{ field: 'element', op: 'selector', value: 'a[[' }, 'when.value is no CSS selector: unexpected ['],
])('refuses the condition %j', (when, error) => {
  expect(errorsOfWhen(when)).toEqual([expect.stringContaining(`triggerPayload.${error}`)])
})

it('counts characters, not their halves', () => {
  expect(errorsOfWhen({ field: 'title', op: 'equals', value: '😀'.repeat(1_024) })).toEqual([])
})

it('says which fields there are', () => {
  expect(errorsOfWhen({ field: 'element.text', op: 'exists' }, 'SCROLL_DEPTH')).toEqual([
    'triggerPayload.when.field is no field of SCROLL_DEPTH; those are: url, url.host, url.path, url.hash, url.query.NAME, referrer, title, scroll.percent',
  ])
})

it.each([
  ['atLeast', 101, 'must be a percentage, 0 to 100'],
  ['atMost', -1, 'must be a percentage, 0 to 100'],
  ['equals', true, 'must be a percentage, 0 to 100'],
  ['in', [50, 200], 'must be a percentage, 0 to 100'],
  ['greaterThan', 100, 'must be less than 100'],
  ['lessThan', '0', 'must be more than 0'],
])('refuses a scroll depth that is %s %j', (op, value, error) => {
  const errors = errorsOfWhen({ field: 'scroll.percent', op, value }, 'SCROLL_DEPTH')
  expect(errors).toEqual([expect.stringContaining(`when.value ${error}`)])
})

const path = (value: string, op = 'equals') => ({ field: 'url.path', op, value })

it.each([
  [path('products'), 'a path begins with "/"'],
  [path('products', 'startsWith'), 'a path begins with "/"'],
  [path('/a?b=1'), 'look at url.query.NAME'],
  [path('/a/*/', 'glob'), 'no "/" at their end'],
  [path('/a/*'), 'use "glob"'],
  [{ field: 'url', op: 'equals', value: 'https://shop.example/#top' }, 'has a fragment'],
  [{ field: 'url', op: 'in', value: ['/a', 'shop.example'] }, 'begin it with "https://"'],
  [{ field: 'url', op: 'endsWith', value: '/a/' }, 'ends with "/"'],
  [{ field: 'url.host', op: 'equals', value: 'https://shop.example' }, 'no scheme'],
  [{ field: 'url.host', op: 'endsWith', value: '한국' }, 'punycode'],
  [{ field: 'url.hash', op: 'equals', value: '#top' }, 'without its "#"'],
  [{ field: 'title', op: 'contains', value: 'a'.repeat(257) }, 'longer than the 256'],
])('warns of %j', (when, warning) => {
  expect(errorsOfWhen(when)).toEqual([])
  expect(warningsOf(when)).toEqual([expect.stringContaining(warning)])
})

it('warns of what does not fit a hash-routed page', () => {
  const fragment = (value: string) => ({ field: 'url', op: 'equals', value })
  expect(warningsOf(fragment('https://shop.example/#/a'), { routing: 'hash' })).toEqual([])
  expect(warningsOf(fragment('https://shop.example/#top'), { routing: 'hash' })).toHaveLength(1)
  expect(warningsOf({ field: 'url.hash', op: 'exists' }, { routing: 'hash' })).toHaveLength(1)
  expect(warningsOf(undefined, { sampleRate: 0 })).toHaveLength(1)
})

it('keeps behaviour and business apart', () => {
  expect(check({ triggerType: 'PAGE_VIEW', sink: 'DATABASE' }).warnings).toEqual([
    expect.stringContaining('sink PAGE_VIEW'),
  ])
  expect(check({ triggerType: 'CLICK', sink: 'DATABASE' }).warnings).toEqual([])
  expect(check({ triggerType: 'PURCHASE', triggerPayload: { free: 1 } })).toEqual({
    errors: [],
    warnings: [],
  })
  expect(check({ triggerType: 'PURCHASE', triggerPayload: { when: {} } }).errors).toEqual([
    expect.stringContaining('triggerPayload.when is for what browsers send'),
  ])
  expect(check({ triggerType: 'PURCHASE', sink: 'LOG' }).errors).toEqual([
    expect.stringContaining('sink only PAGE_VIEW'),
  ])
  expect(check({ triggerType: 'COUPON' }).warnings).toEqual([
    expect.stringContaining('triggerType COUPON has no strategy'),
  ])
  const asBusiness = { ...settings, businessTriggers: ['CLICK'] }
  expect(checkDefinition({ triggerType: 'CLICK' }, asBusiness).errors).toHaveLength(1)
})

it('warns of what no page tells of', () => {
  expect(warningsOf({ not: { field: 'url.query.Token', op: 'exists' } })).toEqual([
    expect.stringContaining('triggerPayload.when.not.field is never there'),
  ])
  const path = { field: 'url.path', op: 'glob', value: '/a/**' }
  const never = [expect.stringContaining('triggerPayload.when never happens')]
  expect(warningsOf(path, {}, 'ELEMENT_VISIBLE')).toEqual(never)
  expect(warningsOf(undefined, {}, 'ELEMENT_VISIBLE')).toEqual(never)
  const seen = { all: [path, { field: 'element', op: 'selector', value: '.banner' }] }
  expect(warningsOf(seen, {}, 'ELEMENT_VISIBLE')).toEqual([])
})
