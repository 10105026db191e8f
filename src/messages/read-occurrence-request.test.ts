import { describe, expect, it } from 'vitest'
import { decodeMessage } from './decode-message.ts'
import type { EventOccurrenceRequest } from './message.ts'

const RECORD_TIME = Date.parse('2026-05-01T10:00:00+09:00')
const OCCURRENCE = { triggerType: 'PURCHASE', userId: 7 }

/** A request with one field written as it stands, so that numbers keep their literal. */
function occurrenceWith(field: string, json: string) {
  const text = JSON.stringify({ ...OCCURRENCE, [field]: '@' }).replace('"@"', () => json)
  return decodeMessage({ value: Buffer.from(text), recordTime: RECORD_TIME }, null) as EventOccurrenceRequest
}

const decode = (json: string, kind: 'occurrence' | null = null) =>
  decodeMessage({ value: Buffer.from(json), recordTime: RECORD_TIME }, kind)

describe('an occurrence request', () => {
  it('has defaults for all but what it is about', () => {
    expect(decode('{"triggerType": "login-success now"}')).toEqual({
      kind: 'occurrence',
      triggerType: 'LOGIN_SUCCESS_NOW',
      eventId: null,
      occurredAt: RECORD_TIME,
      userId: null,
      pageUrl: null,
      context: '{}',
      messageId: null,
      browser: null,
    })
    expect(decode('{"eventId": "3", "triggerType": null}')).toMatchObject({ eventId: 3, triggerType: null })
  })

  it('needs a trigger type or an event, even if the topic says what it is', () => {
    expect(decode('{"userId": 7}', 'occurrence')).toMatchObject({
      reason: 'INVALID_MESSAGE',
      error: expect.stringMatching(/^triggerType/),
    })
    expect(decode('{"triggerType": ""}')).toMatchObject({ reason: 'INVALID_MESSAGE' })
  })

  it('knows what came from a browser by any of its fields', () => {
    const none = {
      revision: null,
      receivedAt: null,
      originalOccurredAt: null,
      anonymousId: null,
      sessionId: null,
    }
    expect(occurrenceWith('sessionId', '"s-1"').browser).toEqual({ ...none, sessionId: 's-1' })
    expect(occurrenceWith('revision', '2147483647').browser).toEqual({ ...none, revision: 2_147_483_647 })
    expect(occurrenceWith('revision', 'null').browser).toBeNull()
  })

  it.each([
    ['revision', '0'],
    ['revision', '2147483648'],
    ['revision', '"1"'],
    ['receivedAt', '1777597200'],
    ['originalOccurredAt', '"yesterday"'],
    ['anonymousId', '""'],
    ['sessionId', '5'],
  ])('refuses %s: %s', (field, json) => {
    expect(occurrenceWith(field, json)).toMatchObject({
      reason: 'INVALID_MESSAGE',
      error: expect.stringMatching(new RegExp(`^${field} must be`)),
    })
  })

  it('keeps a context as data, whatever its keys', () => {
    const { context } = occurrenceWith('context', '{"__proto__": {"admin": true}, "이름": ["🙂", 1.5, null]}')
    expect(context).toBe('{"__proto__":{"admin":true},"이름":["🙂",1.5,null]}')
    expect(({} as { admin?: unknown }).admin).toBeUndefined()
  })

  const nested = (levels: number) => `${'{"a":'.repeat(levels - 1)}{}${'}'.repeat(levels - 1)}`
  const sized = (bytes: number) => JSON.stringify({ a: 'x'.repeat(bytes - 8) })

  it('takes a context up to its bounds', () => {
    expect(occurrenceWith('context', nested(32)).context).toBe(nested(32))
    expect(occurrenceWith('context', sized(65_536)).context).toHaveLength(65_536)
  })

  it.each([
    ['an array', '[]'],
    ['33 levels', nested(33)],
    ['100 000 arrays', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['one byte too many', sized(65_537)],
    ['an infinite number', '{"a": [1e400]}'],
    ['U+0000 in a value', '{"a": "\\u0000"}'],
    ['a lone surrogate in a key', '{"\\ud800": 1}'],
  ])('is invalid with a context of %s', (_, json) => {
    expect(occurrenceWith('context', json)).toMatchObject({
      reason: 'INVALID_MESSAGE',
      error: expect.stringMatching(/^context /),
    })
  })

  it('bounds its texts in characters, not in UTF-16 units', () => {
    expect(occurrenceWith('messageId', JSON.stringify('🙂'.repeat(128))).messageId).toHaveLength(256)
    for (const id of ['', '🙂'.repeat(129), 'x'.repeat(129), 'a\u0000', 'a\ud800']) {
      expect(occurrenceWith('messageId', JSON.stringify(id))).toMatchObject({ reason: 'INVALID_MESSAGE' })
    }
    expect(occurrenceWith('pageUrl', JSON.stringify('u'.repeat(2_049)))).toMatchObject({
      error: expect.stringMatching(/^pageUrl/),
    })
  })
})
