import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decodeMessage } from '../../messages/decode-message.ts'
import type { SourceMessage } from '../source-slice.ts'
import { PartitionBacklog } from './partition-backlog.ts'

const AT = { source: 'kafka:clicks', partition: 3 }
const ALL = { messages: 1_000, bytes: 1_000_000 }

const message = (offset: number, bytes = 10): SourceMessage => ({
  offset,
  key: null,
  value: Buffer.alloc(bytes, 0x20),
  recordTime: null,
})
const backlogAt = (nextOffset: number) =>
  new PartitionBacklog(AT, 'command', { nextOffset, fingerprint: null })
const offsets = (messages: readonly SourceMessage[] = []) => messages.map(({ offset }) => offset)
const position = (nextOffset: number) => ({ nextOffset, fingerprint: null })

it('hands out messages in order, each slice claiming what follows the one before', () => {
  const backlog = backlogAt(5)
  backlog.offer([message(5), message(6), message(7)], 8)
  backlog.offer([message(8)], 9)

  const first = backlog.take({ messages: 2, bytes: 1_000 })!
  expect(offsets(first.messages)).toEqual([5, 6])
  expect(first).toMatchObject({ at: AT, messageKind: 'command' })
  expect(first.claim).toEqual({ kind: 'advance', from: position(5), to: position(7) })
  backlog.committed(first)

  const second = backlog.take(ALL)!
  expect(offsets(second.messages)).toEqual([7, 8])
  expect(second.claim).toEqual({ kind: 'advance', from: position(7), to: position(9) })
  expect(backlog.take(ALL)).toBeNull()
})

it('moves over gaps and over transaction markers behind the last message', () => {
  const backlog = backlogAt(0)
  backlog.offer([message(4), message(9)], 12)
  expect(backlog.take({ messages: 1, bytes: 1_000 })!.claim).toMatchObject({ to: position(5) })
  backlog.putBack(backlog.take(ALL)!)
  expect(backlog.take(ALL)!.claim).toMatchObject({ to: position(12) })
})

it('takes no more bytes than asked for, but one message however large it is', () => {
  const backlog = backlogAt(0)
  backlog.offer([message(0, 500), message(1, 30), message(2, 30), message(3, 50)], 4)
  expect(offsets(backlog.take({ messages: 100, bytes: 60 })!.messages)).toEqual([0])
  expect(offsets(backlog.take({ messages: 100, bytes: 60 })!.messages)).toEqual([1, 2])
  expect(backlog.bytes).toBe(50)
})

it('hands out again, in the same order, what was put back', () => {
  const backlog = backlogAt(0)
  backlog.offer([message(0), message(1), message(2)], 3)
  const taken = backlog.take({ messages: 2, bytes: 1_000 })!
  expect(backlog).toMatchObject({ messages: 1, bytes: 10, isWorkedOff: false })
  backlog.putBack(taken)
  expect(backlog).toMatchObject({ messages: 3, bytes: 30 })
  expect(offsets(backlog.take(ALL)!.messages)).toEqual([0, 1, 2])
})

it('is worked off only when what was taken is committed', () => {
  const backlog = backlogAt(0)
  backlog.offer([message(0)], 1)
  const taken = backlog.take(ALL)!
  expect(backlog).toMatchObject({ messages: 0, isWorkedOff: false, nextOffset: 0 })
  backlog.committed(taken)
  expect(backlog).toMatchObject({ isWorkedOff: true, nextOffset: 1 })
})

it('counts keys, which may be larger than what they stand before', () => {
  const backlog = backlogAt(0)
  const keyed = (offset: number) => ({ ...message(offset, 10), key: Buffer.alloc(90) })
  backlog.offer([keyed(0), keyed(1), keyed(2)], 3)
  expect(backlog.bytes).toBe(300)
  expect(offsets(backlog.take({ messages: 100, bytes: 250 })!.messages)).toEqual([0, 1])
  expect(backlog.bytes).toBe(100)
})

it('decodes what comes next, and no more than is asked for', () => {
  const backlog = backlogAt(0)
  backlog.offer([message(0), message(1)], 2)
  backlog.offer([message(2), message(3)], 4)
  const most = { messages: 3, bytes: 1_000 }
  expect([backlog.decodeAhead(most), backlog.decodeAhead(most), backlog.decodeAhead(most)]).toEqual([
    true,
    true,
    false,
  ])
  expect(backlog.take(ALL)!.decoded).toHaveLength(3)
})

it('decodes no more bytes ahead than asked for, give or take a message', () => {
  const backlog = backlogAt(0)
  backlog.offer([message(0, 50), message(1, 50), message(2, 50)], 3)
  backlog.offer([message(3, 50)], 4)
  while (backlog.decodeAhead({ messages: 100, bytes: 60 }));
  expect(backlog.take(ALL)!.decoded).toHaveLength(2)
})

it('decodes ahead the messages that it hands out, in whatever way they come, are taken and put back', () => {
  const step = fc.oneof(
    fc.record({ offer: fc.integer({ min: 1, max: 600 }) }),
    fc.record({ decode: fc.integer({ min: 1, max: 900 }) }),
    fc.record({
      take: fc.integer({ min: 1, max: 700 }),
      decodeMeanwhile: fc.integer({ min: 0, max: 900 }),
      isCommitted: fc.boolean(),
    }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const backlog = backlogAt(0)
      let offered = 0
      for (const step of steps) {
        if ('offer' in step) {
          const first = offered
          offered += step.offer
          backlog.offer(
            Array.from({ length: step.offer }, (_, index) => request(first + index)),
            offered,
          )
        } else if ('decode' in step) {
          backlog.decodeAhead({ messages: step.decode, bytes: 1_000_000 })
        } else {
          const slice = backlog.take({ messages: step.take, bytes: 1_000_000 })
          const { messages = [], decoded = [] } = slice ?? {}
          expect(decoded).toEqual(
            messages.slice(0, decoded.length).map((one) => decodeMessage(one, 'command')),
          )
          backlog.decodeAhead({ messages: step.decodeMeanwhile, bytes: 1_000_000 })
          if (slice) step.isCommitted ? backlog.committed(slice) : backlog.putBack(slice)
        }
      }
    }),
  )
})

/** Of a user whose number is its offset. */
function request(offset: number): SourceMessage {
  const value = { campaignActivityType: 'FIRST_COME_FIRST_SERVE', campaignActivityId: 1, userId: offset + 1 }
  return { offset, key: null, value: Buffer.from(JSON.stringify(value)), recordTime: Date.UTC(2026, 4, 1) }
}
