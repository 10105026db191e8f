import type { Writable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { oneLineError } from '../domain/shown-text.ts'
import type { SinkDocument } from './sink-document.ts'
import type { SinkWriter, Written } from './sink-writer.ts'
import { standardOutput } from './standard-output.ts'

/** A reader that takes longer for one write is away. */
const GIVE_UP_MS = 4_000

/** What the stream says once the pipe has no reader, and ever after. */
const NO_READER = ['EPIPE', 'ERR_STREAM_DESTROYED']
const READER_GONE =
  'the reader of standard output is gone, and a pipe gets no other: start again, with a reader'

interface Given {
  readonly documents: ReadonlySet<SinkDocument>
  /** Resolves with the failure, if there was one. */
  readonly done: Promise<Error | null>
}

/**
 * `stdout` (CONTRACT §15): a line each. A reader that is slow makes nothing wait but this; one that is gone ends what is kept here,
 * and nothing else: entries are worth more than what is said of them.
 */
export class StdoutWriter implements SinkWriter {
  readonly kind = 'stdout'
  readonly #stream: Writable & { readonly problem?: string | null }
  readonly #giveUpMs: number
  /** What the stream has, and nobody has read yet: it can't be taken back, and nothing more is given meanwhile. */
  #given: Given | null = null

  constructor(stream: Writable = standardOutput(), giveUpMs: number = GIVE_UP_MS) {
    this.#stream = stream
    this.#giveUpMs = giveUpMs
  }

  async write(documents: readonly SinkDocument[]): Promise<Written> {
    const before = this.#given
    if (before) {
      const failure = await this.#end(before)
      if (failure !== null) return notWritten(documents, failure)
    }
    const fresh = before ? documents.filter((document) => !before.documents.has(document)) : documents
    if (fresh.length === 0) return { refused: [], left: [], failure: null }
    const text = `${fresh.map(({ json }) => json).join('\n')}\n`
    const done = new Promise<Error | null>((resolve) => {
      this.#stream.write(text, (error) => resolve(error ?? null))
    })
    this.#given = { documents: new Set(fresh), done }
    const failure = await this.#end(this.#given)
    if (failure === null) return { refused: [], left: [], failure }
    return notWritten(fresh, failure)
  }

  async close(): Promise<void> {}

  /** Waits until it is written; why it is not, else. */
  async #end({ done }: Given): Promise<string | null> {
    const late = new AbortController()
    const tooLate = wait(this.#giveUpMs, 'late' as const, { signal: late.signal }).catch(
      () => 'late' as const,
    )
    const result = await Promise.race([done, tooLate])
    late.abort()
    if (result === 'late') return `standard output: ${this.#stream.problem ?? 'nobody reads it'}`
    this.#given = null
    return result && problemOf(result)
  }
}

const notWritten = (left: readonly SinkDocument[], failure: string): Written => ({
  refused: [],
  left,
  failure,
  mayBeKept: true,
  isOver: failure === READER_GONE,
})

function problemOf({ code = '', message }: NodeJS.ErrnoException): string {
  return NO_READER.includes(code) ? READER_GONE : `standard output: ${oneLineError(message)}`
}
