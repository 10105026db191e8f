import { expect, it } from 'vitest'
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
