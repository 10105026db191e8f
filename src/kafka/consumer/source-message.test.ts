import type { KafkaMessage } from 'kafkajs'
import { expect, it } from 'vitest'
import { MAX_MESSAGE_BYTES } from '../../pipeline/source-slice.ts'
import { sourceMessage } from './source-message.ts'

it('keeps of a record that is too large no more than its start, and nothing of the answer that it came in', () => {
  const answer = Buffer.alloc(MAX_MESSAGE_BYTES + 101, 'x')
  const record = { key: answer.subarray(0, 100), value: answer.subarray(100), offset: '7', timestamp: '1' }
  const message = sourceMessage(record as unknown as KafkaMessage)
  expect(message).toMatchObject({ offset: 7, tooLarge: { length: MAX_MESSAGE_BYTES + 1 } })
  expect(message.key).toEqual(record.key)
  for (const kept of [message.key, message.value]) expect(kept!.buffer.byteLength).toBeLessThan(100_000)
})
