import { beforeEach, describe, expect, it } from 'vitest'
import { AssignedPartitions } from './assigned-partitions.ts'
import type { TopicPartition } from './consume-event.ts'
import type { FetchedBatch } from './partition-reader.ts'

const CLICKS = { topic: 'clicks', partition: 0 }
const LOGINS = { topic: 'logins', partition: 0 }
const BATCH_SIZE = 100

/** What kafkajs hands out for `count` messages that were asked for at `from`. */
function fetched(at: TopicPartition, from: number, count: number, bytes = 2): FetchedBatch {
  const messages = Array.from({ length: count }, (_, index) => ({
    offset: String(from + index),
    key: null,
    value: Buffer.alloc(bytes),
    timestamp: '1777597200000',
  }))
  return {
    ...at,
    fetchedOffset: String(from),
    highWatermark: String(from + count),
    messages,
    lastOffset: () => String(from + count - 1),
  } as unknown as FetchedBatch
}

describe('the partitions of a process', () => {
  let held: Set<string>
  let partitions: AssignedPartitions
  beforeEach(() => {
    held = new Set(['clicks', 'logins'])
    const fetching = {
      hold: (of: readonly TopicPartition[]) => {
        for (const { topic } of of) held.add(topic)
      },
      release: (of: readonly TopicPartition[]) => {
        for (const { topic } of of) held.delete(topic)
      },
    }
    const kinds = new Map([
      ['clicks', 'command'],
      ['logins', 'occurrence'],
    ] as const)
    partitions = new AssignedPartitions(fetching, kinds, BATCH_SIZE)
    partitions.assign([CLICKS, LOGINS])
  })

  function begin(at: TopicPartition, nextOffset = 0) {
    const reader = partitions.find(at)!
    reader.begin({ ...at, low: 0, high: 1_000, position: { nextOffset, fingerprint: null } })
    partitions.balance()
    return reader
  }

  it('are held until it is known where they begin', () => {
    partitions.balance()
    expect([...held]).toEqual(['clicks', 'logins'])
    begin(CLICKS)
    expect([...held]).toEqual(['logins'])
  })

  it('are held while too much of them waits, until half of it is worked off', () => {
    const reader = begin(CLICKS)
    begin(LOGINS)
    partitions.take(reader, fetched(CLICKS, 0, 2 * BATCH_SIZE))
    expect([...held]).toEqual([])
    partitions.take(reader, fetched(CLICKS, 2 * BATCH_SIZE, 1))
    expect([...held]).toEqual(['clicks'])
    const worked = (messages: number) => {
      reader.backlog!.committed(reader.backlog!.take({ messages, bytes: 1_000_000 })!)
      partitions.balance()
    }
    worked(BATCH_SIZE)
    expect([...held]).toEqual(['clicks'])
    worked(1)
    expect([...held]).toEqual([])
  })

  it('are held while too many bytes wait, also if few messages do', () => {
    const [clicks, logins] = [begin(CLICKS), begin(LOGINS)]
    partitions.take(clicks, fetched(CLICKS, 0, 33, 1024 * 1024))
    partitions.take(logins, fetched(LOGINS, 0, 1))
    expect([...held].sort()).toEqual(['clicks', 'logins'])
  })

  it('are all held while the database is away', () => {
    begin(CLICKS)
    partitions.suspend()
    begin(LOGINS)
    expect([...held].sort()).toEqual(['clicks', 'logins'])
    partitions.resume()
    expect([...held]).toEqual([])
  })

  it('take only what follows what they have: where kafkajs jumped, nothing', () => {
    const reader = begin(CLICKS, 10)
    expect(partitions.take(reader, fetched(CLICKS, 0, 50))).toBe(false)
    expect(partitions.take(reader, fetched(CLICKS, 11, 5))).toBe(false)
    expect(reader.backlog).toMatchObject({ messages: 0, nextOffset: 10 })
    expect(partitions.skipped).toBe(10)
    expect(partitions.take(reader, fetched(CLICKS, 10, 5))).toBe(true)
    expect(partitions.areWorkedOff).toBe(false)
  })

  it('lag behind their ends by what is not committed; markers of transactions are no lag', () => {
    const reader = begin(CLICKS)
    partitions.take(reader, fetched(CLICKS, 0, 30))
    expect(partitions.lag()).toEqual([
      { ...CLICKS, nextOffset: 0, highWatermark: 30, lag: 30, state: 'reading' },
    ])
    reader.backlog!.committed(reader.backlog!.take({ messages: 30, bytes: 1_000 })!)
    reader.pass(31)
    expect(partitions.lag()).toMatchObject([{ nextOffset: 30, lag: 0 }])
    expect(partitions.offsets()).toEqual([{ ...CLICKS, nextOffset: 31 }])
  })

  it('are none any more when they are revoked', () => {
    begin(CLICKS)
    expect(partitions.revoke()).toHaveLength(2)
    expect(partitions.find(CLICKS)).toBeUndefined()
    expect(partitions.lag()).toEqual([])
  })
})
