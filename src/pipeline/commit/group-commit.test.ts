import { expect, it, vi } from 'vitest'
import type { SourceMessage, SourceSlice } from '../source-slice.ts'
import { FencedError } from './fenced-error.ts'
import { GroupCommit, type GroupCommitOptions, MAX_BATCH_BYTES } from './group-commit.ts'
import { NotWrittenError } from './not-written-error.ts'
import { PartitionBacklog } from './partition-backlog.ts'

const EMPTY = Buffer.from('{}')
const messages = (from: number, count: number, value = EMPTY): SourceMessage[] =>
  Array.from({ length: count }, (_, index) => ({ offset: from + index, key: null, value, recordTime: null }))

const backlog = (partition: number) =>
  new PartitionBacklog({ source: 'kafka:clicks', partition }, 'command', { nextOffset: 0, fingerprint: null })

/** Each written batch as [partition, first offset, messages]. */
const shape = (slices: readonly SourceSlice[]) =>
  slices.map(({ at, messages }) => [at.partition, messages[0]?.offset, messages.length])

/** A writer whose transactions end when the test says so. */
class Transactions {
  readonly written: (readonly SourceSlice[])[] = []
  readonly #ends: ((error?: Error) => void)[] = []
  #onStart: () => void = () => {}

  readonly write = (slices: readonly SourceSlice[]): Promise<void> => {
    this.written.push(slices)
    this.#onStart()
    return new Promise((resolve, reject) => {
      this.#ends.push((error) => (error ? reject(error) : resolve()))
    })
  }

  async started(count: number): Promise<void> {
    while (this.written.length < count) {
      await new Promise<void>((resolve) => {
        this.#onStart = resolve
      })
    }
  }

  end(error?: Error): void {
    this.#ends.shift()?.(error)
  }
}

function groupCommit(batchSize: number, more: Partial<GroupCommitOptions<PartitionBacklog>> = {}) {
  const transactions = new Transactions()
  const fenced: PartitionBacklog[] = []
  const group = new GroupCommit<PartitionBacklog>(transactions.write, {
    batchSize,
    onCommitted: () => {},
    onFenced: (backlog) => fenced.push(backlog),
    ...more,
  })
  return { transactions, fenced, group, running: group.run() }
}

it('writes what comes at once when idle, and all that gathered meanwhile in the next transaction', async () => {
  const { transactions, group, running } = groupCommit(100)
  const [one, two] = [backlog(1), backlog(2)]
  group.add(one)
  group.add(two)
  one.offer(messages(0, 1), 1)
  group.wake()
  await transactions.started(1)
  expect(shape(transactions.written[0]!)).toEqual([[1, 0, 1]])

  one.offer(messages(1, 3), 4)
  two.offer(messages(0, 2), 2)
  one.offer(messages(4, 1), 5)
  group.wake()
  expect(transactions.written).toHaveLength(1)
  transactions.end()
  await transactions.started(2)
  expect(shape(transactions.written[1]!).sort()).toEqual([
    [1, 1, 4],
    [2, 0, 2],
  ])
  group.stop()
  transactions.end()
  await running
  expect(one.nextOffset).toBe(5)
})

it('decodes the next batch, and no more, while one is written', async () => {
  const done = new Set<PartitionBacklog>()
  const { transactions, group, running } = groupCommit(1_000, {
    decodeAhead: (one, most) => {
      const isMore = one.decodeAhead(most)
      if (!isMore) done.add(one)
      return isMore
    },
  })
  const waiting = [backlog(1), backlog(2)]
  for (const one of waiting) {
    group.add(one)
    one.offer(messages(0, 3_000), 3_000)
  }
  group.wake()
  await transactions.started(1)
  await vi.waitUntil(() => done.size === waiting.length, { interval: 1, timeout: 20_000 })
  transactions.end()
  await transactions.started(2)
  const decoded = transactions.written.map((slices) => slices.map((slice) => slice.decoded?.length))
  expect(decoded).toEqual([
    [0, 0],
    [500, 500],
  ])
  transactions.end()
  group.stop()
  await running
})

it('shares the batch fairly: what a partition leaves of its share goes to those with more', async () => {
  const { transactions, group, running } = groupCommit(100)
  const [few, many, most] = [backlog(1), backlog(2), backlog(3)]
  few.offer(messages(0, 10), 10)
  many.offer(messages(0, 500), 500)
  most.offer(messages(0, 9_000), 9_000)
  for (const waiting of [most, many, few]) group.add(waiting)
  await transactions.started(1)
  expect(shape(transactions.written[0]!)).toEqual([
    [1, 0, 10],
    [2, 0, 45],
    [3, 0, 45],
  ])
  group.stop()
  transactions.end()
  await running
})

it('keeps a transaction within its bytes', async () => {
  const { transactions, group, running } = groupCommit(100_000)
  const waiting = backlog(1)
  const kilobyte = Buffer.alloc(1024, 0x20)
  waiting.offer(messages(0, 10_000, kilobyte), 10_000)
  group.add(waiting)
  await transactions.started(1)
  expect(shape(transactions.written[0]!)).toEqual([[1, 0, MAX_BATCH_BYTES / 1024]])
  group.stop()
  transactions.end()
  await running
})

it('goes on with the other partitions when one is fenced, with nothing lost or doubled', async () => {
  const { transactions, fenced, group, running } = groupCommit(100)
  const [ours, lost] = [backlog(1), backlog(2)]
  ours.offer(messages(0, 3), 3)
  lost.offer(messages(0, 3), 3)
  group.add(ours)
  group.add(lost)
  await transactions.started(1)
  transactions.end(new FencedError({ source: 'kafka:clicks', partition: 2 }))
  await transactions.started(2)
  expect(fenced).toEqual([lost])
  expect(shape(transactions.written[1]!)).toEqual([[1, 0, 3]])
  group.stop()
  transactions.end()
  await running
  expect([ours.nextOffset, lost.nextOffset]).toEqual([3, 0])
})

it('finishes the transaction in hand when it is stopped, and starts no other', async () => {
  const { transactions, group, running } = groupCommit(1)
  const waiting = backlog(1)
  waiting.offer(messages(0, 5), 5)
  group.add(waiting)
  await transactions.started(1)
  group.stop()
  const settled = group.settled()
  transactions.end()
  await Promise.all([settled, running])
  expect(transactions.written).toHaveLength(1)
  expect(waiting).toMatchObject({ nextOffset: 1, messages: 4 })
})

it('ends with the error that no retry cured', async () => {
  const { transactions, group, running } = groupCommit(1)
  const waiting = backlog(1)
  waiting.offer(messages(0, 1), 1)
  group.add(waiting)
  await transactions.started(1)
  transactions.end(new Error('the table is missing'))
  await expect(running).rejects.toThrow('the table is missing')
})

it('lets the event loop turn between full batches that are written at once', async () => {
  const turnsAt: number[] = []
  let turns = 0
  let isOver = false
  const turn = (): void => {
    turns += 1
    if (!isOver) setImmediate(turn)
  }
  const group: GroupCommit<PartitionBacklog> = new GroupCommit<PartitionBacklog>(
    async () => {
      turnsAt.push(turns)
    },
    {
      batchSize: 10,
      onCommitted: () => turnsAt.length === 4 && group.stop(),
      onFenced: () => {},
    },
  )
  const only = backlog(1)
  only.offer(messages(0, 40), 40)
  group.add(only)
  setImmediate(turn)
  await group.run()
  isOver = true
  expect(turnsAt).toHaveLength(4)
  for (const [index, at] of turnsAt.entries()) if (index > 0) expect(at).toBeGreaterThan(turnsAt[index - 1]!)
})

it('gives a turn to what else is written: after the transaction in hand, before the next one', async () => {
  const { transactions, group, running } = groupCommit(1)
  const one = backlog(1)
  group.add(one)
  one.offer(messages(0, 2), 2)
  group.wake()
  await transactions.started(1)
  const seen: number[] = []
  const turns = [1, 2].map((turn) =>
    group.takeTurn(async () => {
      seen.push(turn, transactions.written.length)
      return turn
    }),
  )
  transactions.end()
  await transactions.started(2)
  expect(seen).toEqual([1, 1])
  transactions.end()
  expect(await Promise.all(turns)).toEqual([1, 2])
  await expect(group.takeTurn(() => Promise.reject(new Error('refused')))).rejects.toThrow('refused')
  group.stop()
  await running
  await expect(group.takeTurn(async () => 3)).rejects.toThrow(NotWrittenError)
})

it('loses no turn, however they come while it is idle', async () => {
  const { group, running } = groupCommit(1)
  for (let ticks = 0; ticks < 8; ticks += 1) {
    const first = group.takeTurn(async () => {})
    for (let tick = 0; tick < ticks; tick += 1) await null
    await Promise.all([first, group.takeTurn(async () => {})])
  }
  group.stop()
  await running
})
