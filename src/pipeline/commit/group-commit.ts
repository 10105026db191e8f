import { setImmediate as nextTurn } from 'node:timers/promises'
import { meanwhile } from '../decode-ahead.ts'
import type { SourceSlice } from '../source-slice.ts'
import type { Backlog, Portion } from './backlog.ts'
import { FencedError } from './fenced-error.ts'
import { NotWrittenError } from './not-written-error.ts'
import type { PartitionBacklog } from './partition-backlog.ts'
import type { TakeTurn } from './turns.ts'

/** The most bytes of messages in one transaction, however many they are: bounds the memory and the time of it. @internal */
export const MAX_BATCH_BYTES = 8 * 1024 * 1024

export interface GroupCommitOptions<B extends Backlog> {
  /** The most messages of a transaction. */
  readonly batchSize: number
  /** Everything that was taken from these backlogs is committed. */
  readonly onCommitted: (backlogs: readonly B[]) => void
  /** Another process has moved the position of this backlog, which takes no more part. */
  readonly onFenced: (backlog: B) => void
  /** Decodes a few of the next messages, while others are written; false if what `most` allows is decoded already. */
  readonly decodeAhead?: (backlog: B, most: Portion) => boolean
}

/** Work that wants the database for itself. */
interface Turn {
  readonly run: () => Promise<void>
  readonly reject: (why: Error) => void
}

interface Taken<B extends Backlog> {
  readonly backlog: B
  readonly slice: SourceSlice
}

/**
 * The one writer of a process. While a transaction commits, messages gather in the backlogs; the next transaction takes all that
 * waits, up to the batch size, fairly over the partitions and each in its own order. When idle a message waits for nothing.
 */
export class GroupCommit<B extends Backlog = PartitionBacklog> {
  readonly #write: (slices: readonly SourceSlice[]) => Promise<void>
  readonly #options: GroupCommitOptions<B>
  readonly #backlogs = new Set<B>()
  #turns: Turn[] = []
  #stopping = false
  #writing: Promise<void> | null = null
  #wake: () => void = () => {}

  /**
   * `write` is {@link BatchWriter.write}, or what stands around it. What it throws as a {@link NotWrittenError} is put back, and
   * taken again.
   */
  constructor(write: (slices: readonly SourceSlice[]) => Promise<void>, options: GroupCommitOptions<B>) {
    this.#write = write
    this.#options = options
  }

  add(backlog: B): void {
    this.#backlogs.add(backlog)
    this.#wake()
  }

  /** What waits in the backlog is not written any more; a transaction in hand goes on. */
  remove(backlog: B): void {
    this.#backlogs.delete(backlog)
  }

  /** Says that messages were offered to a backlog. */
  wake(): void {
    this.#wake()
  }

  /**
   * Runs what somebody else has to write: after the transaction in hand, before the next one.
   * @throws what it throws; NotWrittenError if nothing is written any more.
   */
  readonly takeTurn: TakeTurn = (work) =>
    new Promise((resolve, reject) => {
      if (this.#stopping) {
        reject(new NotWrittenError())
        return
      }
      this.#turns.push({ run: () => work().then(resolve, reject), reject })
      this.#wake()
    })

  /** Ends when no transaction is in hand. */
  async settled(): Promise<void> {
    while (this.#writing) await this.#writing
  }

  /** Ends after {@link stop}. @throws what ended the writing: the transaction in hand was not done then. */
  async run(): Promise<void> {
    try {
      while (!this.#stopping) await this.#writeNext()
    } finally {
      this.#stopping = true
      for (const { reject } of this.#turns) reject(new NotWrittenError())
      this.#turns = []
    }
  }

  /** No transaction after the one in hand. */
  stop(): void {
    this.#stopping = true
    this.#wake()
  }

  async #writeNext(): Promise<void> {
    const turn = this.#turns.shift()
    if (turn) await turn.run()
    const taken = this.#take()
    if (taken.length > 0) {
      await this.#commit(taken)
      // The source and signals come in, however much waits: with a synchronous driver nothing else gives up the event loop.
      await nextTurn()
    } else if (!turn) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }

  async #commit(taken: readonly Taken<B>[]): Promise<void> {
    let done: () => void = () => {}
    this.#writing = new Promise<void>((resolve) => {
      done = resolve
    })
    try {
      const written = this.#write(taken.map(({ slice }) => slice))
      void this.#decodeAhead(this.#writing)
      await written
      for (const { backlog, slice } of taken) backlog.committed(slice)
      this.#options.onCommitted(taken.map(({ backlog }) => backlog))
    } catch (error) {
      if (error instanceof NotWrittenError) for (const { backlog, slice } of taken) backlog.putBack(slice)
      else if (error instanceof FencedError) this.#stepBack(taken, error)
      else throw error
    } finally {
      this.#writing = null
      done()
    }
  }

  /** Decodes what the next transaction would take now, while that is being written. */
  async #decodeAhead(writing: Promise<void>): Promise<void> {
    const { batchSize, decodeAhead } = this.#options
    if (!decodeAhead) return
    const isWriting = () => this.#writing === writing
    const waiting = this.#waiting()
    const bytes = Math.ceil(MAX_BATCH_BYTES / waiting.length)
    let left = batchSize
    for (const [index, backlog] of waiting.entries()) {
      const messages = Math.ceil(left / (waiting.length - index))
      left -= Math.min(messages, backlog.messages)
      await meanwhile(isWriting, () => decodeAhead(backlog, { messages, bytes }))
      if (!isWriting()) return
    }
  }

  /** Nothing was done: the partitions that are still ours go on with the same messages. */
  #stepBack(taken: readonly Taken<B>[], { at }: FencedError): void {
    for (const { backlog, slice } of taken) {
      backlog.putBack(slice)
      if (backlog.at.source !== at.source || backlog.at.partition !== at.partition) continue
      if (this.#backlogs.delete(backlog)) this.#options.onFenced(backlog)
    }
  }

  /** Those with messages that wait, the fewest first. */
  #waiting(): B[] {
    const waiting = [...this.#backlogs].filter(({ messages }) => messages > 0)
    return waiting.sort((one, other) => one.messages - other.messages)
  }

  /** Equal shares; what a partition leaves of its share goes to those with more. */
  #take(): Taken<B>[] {
    const waiting = this.#waiting()
    let messages = this.#options.batchSize
    let bytes = MAX_BATCH_BYTES
    const taken: Taken<B>[] = []
    for (const [index, backlog] of waiting.entries()) {
      const sharers = waiting.length - index
      const most = { messages: Math.ceil(messages / sharers), bytes: Math.ceil(bytes / sharers) }
      if (most.messages === 0) break
      const before = backlog.bytes
      const slice = backlog.take(most)
      if (!slice) continue
      messages -= slice.messages.length
      bytes = Math.max(0, bytes - (before - backlog.bytes))
      taken.push({ backlog, slice })
    }
    return taken
  }
}
