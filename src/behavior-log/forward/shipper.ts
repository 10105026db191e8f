import { HaltError } from '../../domain/halt-error.ts'
import { backOff, fullJitterDelayMs } from '../../pipeline/commit/full-jitter-backoff.ts'
import { documentOfLine } from '../document/document-of-line.ts'
import type { SinkDocument } from '../sink-document.ts'
import type { SinkWriter } from '../sink-writer.ts'
import type { ForwardListener } from './forward-event.ts'
import type { ForwardLine, RefusedLine } from './forward-line.ts'

/** Brings lines to a sink, however long that takes: what fails is tried again with full jitter, for ever, unless the sink can never come back. */
export class Shipper {
  readonly #writer: SinkWriter
  readonly #listener: ForwardListener
  #outage: string | null = null
  #oldestInHand: number | null = null

  constructor(writer: SinkWriter, listener: ForwardListener) {
    this.#writer = writer
    this.#listener = listener
  }

  /** What keeps the sink from taking more, in one line; null while it does. */
  get outage(): string | null {
    return this.#outage
  }

  /** How long ago the service received the oldest document that is being shipped, ms; 0 if none is. */
  get oldestAgeMs(): number {
    return this.#oldestInHand === null ? 0 : Math.max(0, Date.now() - this.#oldestInHand)
  }

  /**
   * Ends when the sink has all of them, but for those that it, or anybody, would refuse for good.
   * @throws AbortError when the signal ends the waiting between two attempts: some may have been shipped. HaltError if the sink is gone for good.
   */
  async ship<Line extends ForwardLine>(
    lines: readonly Line[],
    signal: AbortSignal,
  ): Promise<RefusedLine<Line>[]> {
    const refused: RefusedLine<Line>[] = []
    const lineOf = new Map<SinkDocument, Line>()
    this.#oldestInHand = null
    for (const line of lines) {
      const read = line.fullLength === undefined ? documentOfLine(line.bytes) : tooLarge(line.fullLength)
      if ('problem' in read) {
        refused.push({ line, reason: 'NO_DOCUMENT', error: read.problem })
        continue
      }
      lineOf.set(read, line)
      if (read.receivedAt < (this.#oldestInHand ?? Number.POSITIVE_INFINITY))
        this.#oldestInHand = read.receivedAt
    }
    for (const { document, reason } of await this.#write([...lineOf.keys()], signal))
      refused.push({ line: lineOf.get(document)!, reason: 'REFUSED', error: reason })
    this.#oldestInHand = null
    if (refused.length > 0)
      this.#listener({ type: 'refused', documents: refused.length, reason: refused[0]!.error })
    return refused
  }

  async #write(documents: readonly SinkDocument[], signal: AbortSignal) {
    const allRefused: { document: SinkDocument; reason: string }[] = []
    for (let waiting = documents, attempt = 1; waiting.length > 0; attempt += 1) {
      const { refused, left, failure, isOver } = await this.#writer.write(waiting)
      allRefused.push(...refused)
      const shipped = waiting.length - left.length - refused.length
      if (shipped > 0) this.#listener({ type: 'shipped', documents: shipped })
      if (left.length < waiting.length) attempt = 1
      waiting = left
      if (isOver) throw new HaltError('FORWARD_SINK_GONE', { problem: failure! })
      if (failure === null) this.#back()
      else await this.#away(failure, attempt, signal)
    }
    return allRefused
  }

  #back(): void {
    if (this.#outage !== null) this.#listener({ type: 'sink-back' })
    this.#outage = null
  }

  async #away(problem: string, attempt: number, signal: AbortSignal): Promise<void> {
    this.#outage = problem
    signal.throwIfAborted()
    const delayMs = fullJitterDelayMs(attempt)
    this.#listener({ type: 'sink-away', problem, attempt, delayMs })
    await backOff(delayMs, signal)
  }
}

const tooLarge = (length: number) => ({ problem: `with ${length} bytes it is larger than any behaviour` })
