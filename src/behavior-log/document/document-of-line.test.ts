import { expect, it } from 'vitest'
import type { Behavior } from './behavior.ts'
import { behaviorDocument } from './behavior-document.ts'
import { documentOfLine } from './document-of-line.ts'
import { urlFields } from './url-fields.ts'

const BEHAVIOR: Behavior = {
  id: 'b:1:5a',
  site: 'shop',
  userId: null,
  anonymousId: 'anon',
  sessionId: null,
  event: { id: 7, name: '쿠폰', revision: 1, triggerType: 'CUSTOM' },
  occurredAt: 1_795_000_000_000,
  sentOccurredAt: null,
  receivedAt: 1_795_000_000_500,
  page: { url: 'https://shop.example/', title: undefined, referrer: undefined, viewId: undefined },
  element: undefined,
  scroll: undefined,
  name: 'coupon',
  properties: { price: '12345678901234567890.5' },
  hasMarkedNumbers: false,
  network: '10.0.0.0/24',
  userAgent: null,
}

it.each<Partial<Behavior>>([
  {},
  { userId: 42 },
  { anonymousId: null },
  { sentOccurredAt: 1_700_000_000_000 },
])('reads what was kept of a behaviour with %o', (more) => {
  const document = behaviorDocument({ ...BEHAVIOR, ...more }, urlFields(BEHAVIOR.page.url)!)
  expect(documentOfLine(Buffer.from(document.json))).toEqual(document)
})

it.each([
  [null, 'it is empty'],
  [Buffer.from(''), 'it is empty'],
  [Buffer.from([0x22, 0xff, 0x22]), 'it is not UTF-8'],
  [Buffer.from('{\n}'), 'it is more than one line'],
  [Buffer.from('{"event":'), 'it is no JSON object'],
  [Buffer.from('null'), 'it is no JSON object'],
  [Buffer.from('[]'), 'it is no JSON object'],
  [Buffer.from('"event"'), 'it is no JSON object'],
  [Buffer.from('{"event":null}'), 'it has no event.id'],
  [Buffer.from('{"event":{"id":5}}'), 'it has no event.id'],
  [Buffer.from(`{"event":{"id":"${'x'.repeat(513)}"}}`), 'its event.id is longer than 512 bytes'],
  [Buffer.from('{"event":{"id":"a"}}'), 'its @timestamp is no instant'],
  [Buffer.from('{"event":{"id":"a"},"@timestamp":"soon"}'), 'its @timestamp is no instant'],
])('says why %s is none', (bytes, problem) => {
  expect(documentOfLine(bytes)).toEqual({ problem })
})
