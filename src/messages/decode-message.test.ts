import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DeadLetter } from '../domain/outcome.ts'
import { decodeMessage } from './decode-message.ts'
import type { MessageKind } from './message.ts'
import { isStorableText } from './storable.ts'

const RECORD_TIME = Date.parse('2026-05-01T10:00:00+09:00')
const COMMAND = { campaignActivityType: 'FIRST_COME_FIRST_SERVE', campaignActivityId: 1, userId: 7 }
const OCCURRENCE = { triggerType: 'PURCHASE', userId: 7 }

const decode = (value: Buffer | string | null, kind: MessageKind | null = null) =>
  decodeMessage(
    { value: typeof value === 'string' ? Buffer.from(value) : value, recordTime: RECORD_TIME },
    kind,
  )

describe('a command', () => {
  it('needs its type, activity and user, and has defaults for the rest', () => {
    expect(decode(JSON.stringify(COMMAND))).toEqual({
      kind: 'command',
      ...COMMAND,
      productId: null,
      requestedAt: RECORD_TIME,
      quantity: 1,
      price: null,
      eventId: null,
    })
  })

  it('takes null for an optional field as absent, and ignores fields it does not know', () => {
    const nulls = { productId: null, timestamp: null, quantity: null, price: null, eventId: null }
    const more = { ...COMMAND, ...nulls, newer: '\u0000', __proto__x: 1 }
    expect(decode(JSON.stringify(more))).toEqual(decode(JSON.stringify(COMMAND)))
  })

  it.each(['campaignActivityType', 'campaignActivityId', 'userId'])('is invalid without %s', (field) => {
    for (const message of [
      { ...COMMAND, [field]: undefined },
      { ...COMMAND, [field]: null },
    ]) {
      expect(decode(JSON.stringify(message), 'command')).toMatchObject({
        reason: 'INVALID_MESSAGE',
        error: expect.stringMatching(`^${field} is required: `),
      })
    }
  })
})

describe('the kind of a message', () => {
  it('is what its fields say, in a file', () => {
    expect(decode('{"campaignActivityType": null, "eventId": 1}')).toMatchObject({
      error: expect.stringMatching(/^campaignActivityType/),
    })
    expect(decode('{"userId": 7}')).toMatchObject({ reason: 'INVALID_MESSAGE' })
  })

  it('is what the topic says, on Kafka', () => {
    expect(decode(JSON.stringify(OCCURRENCE), 'command')).toMatchObject({
      error: expect.stringMatching(/^campaignActivityType is required/),
    })
    expect(decode(JSON.stringify({ ...COMMAND, triggerType: 'X' }), 'occurrence')).toMatchObject({
      kind: 'occurrence',
    })
  })
})

describe('what is no message at all', () => {
  it.each([
    ['EMPTY_MESSAGE', null],
    ['EMPTY_MESSAGE', ''],
    ['INVALID_ENCODING', Buffer.from([0x22, 0xff, 0x22])],
    ['INVALID_ENCODING', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ['INVALID_JSON', '{"a": NaN}'],
    ['INVALID_JSON', '{"userId": 1,}'],
    ['INVALID_JSON', '\ufeff{}'],
    ['INVALID_MESSAGE', '[]'],
    ['INVALID_MESSAGE', 'null'],
    ['INVALID_MESSAGE', '5'],
  ])('is %s: %j', (reason, value) => {
    expect(decode(value)).toMatchObject({ outcome: 'dead_letter', reason })
  })

  it('is too large with its length and hash in the error', () => {
    const tooLarge = { length: 2_000_000, sha256: 'ab' }
    const decoded = decodeMessage({ value: Buffer.from('{'), recordTime: 0, tooLarge }, null)
    expect(decoded).toMatchObject({ reason: 'MESSAGE_TOO_LARGE', error: /2000000 bytes, SHA-256 ab/ })
  })

  it('never throws, and its error is one line that any database can store', () => {
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      fc.json().map((json) => Buffer.from(json)),
      fc
        .tuple(
          fc.constantFrom(...Object.keys({ ...COMMAND, ...OCCURRENCE, context: 1, messageId: 1 })),
          fc.jsonValue(),
        )
        .map(([field, value]) => Buffer.from(JSON.stringify({ ...COMMAND, ...OCCURRENCE, [field]: value }))),
    )
    fc.assert(
      fc.property(anything, fc.constantFrom('command', 'occurrence', null), (value, kind) => {
        const decoded = decode(value, kind as 'command' | null)
        if ('kind' in decoded) return
        expect(decoded.error).toMatch(/^[^\u0000-\u001f\u2028\u2029]{1,510}$/)
        expect(decoded.error.isWellFormed()).toBe(true)
      }),
      { numRuns: 3_000 },
    )
  })
})

describe('a valid message', () => {
  const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values)
  const id = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
  const instant = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2100, 0, 1) })
  const text = (minLength: number, maxLength: number) =>
    fc.string({ unit: 'grapheme-composite', minLength, maxLength }).filter(isStorableText)
  const bytes = (message: object) => JSON.stringify(message)

  it('comes through as a command with what it says', () => {
    const commands = fc.record({
      campaignActivityType: text(1, 30),
      campaignActivityId: id,
      userId: id,
      productId: optional(id),
      timestamp: optional(instant),
      quantity: optional(fc.integer({ min: 1, max: 1_000_000 })),
      price: optional(fc.integer({ min: 0, max: 999_999_999_999 }).map((cents) => cents / 100)),
      eventId: optional(id),
    })
    fc.assert(
      fc.property(commands, ({ timestamp, quantity, ...same }) => {
        expect(decode(bytes({ ...same, timestamp, quantity }))).toEqual({
          kind: 'command',
          ...same,
          requestedAt: timestamp ?? RECORD_TIME,
          quantity: quantity ?? 1,
        })
        const asTexts = { ...same, userId: String(same.userId), price: same.price?.toFixed(2) }
        expect(decode(bytes(asTexts))).toMatchObject({ userId: same.userId, price: same.price })
      }),
    )
  })

  it('comes through as an occurrence request with what it says', () => {
    const requests = fc.record({
      eventId: id,
      occurredAt: optional(instant),
      userId: optional(id),
      pageUrl: optional(text(0, 100)),
      messageId: optional(text(1, 20)),
    })
    const contexts = optional(fc.dictionary(text(0, 5), fc.oneof(text(0, 5), fc.integer(), fc.boolean())))
    fc.assert(
      fc.property(requests, contexts, ({ occurredAt, ...same }, context) => {
        expect(decode(bytes({ ...same, occurredAt, context }))).toEqual({
          kind: 'occurrence',
          ...same,
          triggerType: null,
          occurredAt: occurredAt ?? RECORD_TIME,
          context: JSON.stringify(context ?? {}),
          browser: null,
        })
      }),
    )
  })
})

describe('an error', () => {
  it('names the first wrong field and shows what it was', () => {
    const { error } = decode(JSON.stringify({ ...COMMAND, quantity: '5', price: -1 })) as DeadLetter
    expect(error).toBe('quantity must be an integer from 1 to 1000000, was "5"')
  })

  it('shows numbers as the message wrote them', () => {
    const json = '{"campaignActivityType": "A", "campaignActivityId": 1e400, "userId": 7}'
    expect(decode(json)).toMatchObject({ error: expect.stringMatching(/, was 1e400$/) })
  })

  it('shows only the start of a long value', () => {
    const { error } = decode(JSON.stringify({ ...COMMAND, userId: '\u0000'.repeat(500_000) })) as DeadLetter
    expect(error.length).toBeLessThanOrEqual(500)
  })
})
