import { describe, expect, it } from 'vitest'
import { exportedDeadLetter } from '../operations/dead-letters/exported-dead-letter.ts'
import type { DeadLetterRow } from '../reads/dead-letters/dead-letter-row.ts'
import { exportedMessage } from './exported-message.ts'

const RECORD_TIME = Date.parse('2026-05-01T01:00:00.123Z')
const CREATED_AT = Date.parse('2026-05-02T00:00:00Z')

const letter: DeadLetterRow = {
  ...{ id: 7, source: 'kafka:t', partition: 0, offset: 17, messageKind: 'command', payloadBytes: 3 },
  ...{ reason: 'INVALID_JSON', error: 'not JSON: \u001b', status: 'PENDING' },
  ...{ createdAt: CREATED_AT, recordTime: RECORD_TIME, messageKey: null, payload: Buffer.from('{}') },
}

const exported = (more: Partial<DeadLetterRow> = {}): string => exportedDeadLetter({ ...letter, ...more })
const read = (line: string | Buffer) =>
  exportedMessage({ offset: 3, key: null, value: Buffer.from(line), recordTime: null })

describe('a line of exported dead letters', () => {
  it.each([
    ['text', Buffer.from('{"userId": 1, "name": "홍길동 \u009b"}')],
    ['bytes that are no UTF-8', Buffer.from([0xff, 0x00, 0x1b])],
    ['no bytes', Buffer.alloc(0)],
    ['a tombstone', null],
  ])('holds the message as it came: %s', (_, payload) => {
    for (const messageKey of [null, Buffer.from('1'), Buffer.from([0xff])]) {
      expect(read(exported({ payload, messageKey }))).toEqual({
        ...{ offset: 3, key: messageKey, value: payload, recordTime: RECORD_TIME },
      })
    }
  })

  it('holds the time at which it was read where the record has none', () => {
    expect(read(exported({ recordTime: null }))?.recordTime).toBe(CREATED_AT)
    expect(read(exported({ recordTime: 9e18 }))?.recordTime).toBeNull()
  })

  it('may be edited: spaces, a payload that is an object with its numbers as they are', () => {
    const edited = { ...JSON.parse(exported()), payload: '@' }
    const line = JSON.stringify(edited)
      .replace('{"id":', '{ "id" : ')
      .replace('"@"', '{"n":9007199254740993,"m":1.50}')
    expect(String(read(line)?.value)).toBe('{"n":9007199254740993,"m":1.50}')
  })

  it.each([
    [
      'a message',
      '{"id":1,"campaignActivityType":"FIRST_COME_FIRST_SERVE","campaignActivityId":1,"userId":1}',
    ],
    [
      'a message with some of its fields',
      '{"id":1,"source":"web","reason":"x","payload":"y","triggerType":"SIGNUP"}',
    ],
    ['no JSON', '{"id":1,'],
    ['another value', '["id"]'],
    ['nothing', ''],
    ['a part of one', exported().slice(0, -5)],
    ['one whose message was too large', exported({ reason: 'MESSAGE_TOO_LARGE' })],
    ['one without a payload', exported().replace('"payload"', '"other"')],
  ])('is not %s', (_, line) => {
    expect(read(line)).toBeNull()
  })
})
