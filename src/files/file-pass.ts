import { HaltError } from '../domain/halt-error.ts'
import type { SourcePartition } from '../domain/message-position.ts'
import type { Claim, SourceMessage, SourcePosition, SourceSlice } from '../pipeline/source-slice.ts'
import { exportedMessage } from './exported-message.ts'
import { LineSplitter } from './line-splitter.ts'
import { PrefixFingerprint } from './prefix-fingerprint.ts'
import { SliceClaims } from './slice-claims.ts'

/** A slice ends when its lines reach this size, so that a batch of many large messages does not fill the memory. */
const MAX_SLICE_BYTES = 4 * 1024 * 1024

export interface JsonlFileOptions {
  /** The most messages of a slice. */
  readonly batchSize: number
  /** Whether what was processed is read once more. */
  readonly fromStart: boolean
  /** Lines up to this size are kept whole; default: the largest message there may be. */
  readonly maxLineBytes?: number
  /** False: nobody keeps the position, and the same command would read all of it again. */
  readonly isResumed?: boolean
  /** True: of a line of exported dead letters the message inside is taken. */
  readonly takesExported?: boolean
}

/**
 * One reading of a file from its first line: chunks in, slices out. Lines below the stored position are checked against its
 * fingerprint and passed over, or claimed again with `fromStart` (CONTRACT §4, *Replaying a file again*).
 */
export class FilePass {
  readonly #at: SourcePartition
  readonly #name: string
  readonly #batchSize: number
  readonly #stored: SourcePosition | null
  /** Lines that were processed, by what is stored. */
  readonly #storedLines: number
  readonly #splitter: LineSplitter
  readonly #claims: SliceClaims
  readonly #fingerprint = () => this.#splitter.fingerprint?.ofLineEndedHere() ?? PrefixFingerprint.EMPTY
  #passingOver: boolean
  readonly #takesExported: boolean
  #skipped = 0
  #exported = 0
  #messages: SourceMessage[] = []
  #sliceStart = 0
  #lastLine = 0

  constructor(at: SourcePartition, name: string, stored: SourcePosition | null, options: JsonlFileOptions) {
    this.#at = at
    this.#name = name
    this.#batchSize = options.batchSize
    this.#takesExported = options.takesExported ?? false
    this.#splitter = new LineSplitter(options.maxLineBytes)
    this.#stored = stored
    this.#storedLines = stored === null ? 0 : stored.nextOffset - 1
    this.#claims = new SliceClaims(stored)
    this.#passingOver = !options.fromStart && this.#storedLines > 0
  }

  /** Messages passed over because an earlier run processed them. */
  get skipped(): number {
    return this.#skipped
  }

  /** Lines of exported dead letters of which the message inside was taken. */
  get exported(): number {
    return this.#exported
  }

  /** Lines ended so far, blank ones included. */
  get lines(): number {
    return this.#splitter.lines
  }

  add(chunk: Buffer): void {
    this.#splitter.add(chunk)
  }

  /** Lines left for a later run: the last one, or none. */
  get incomplete(): number {
    return this.#splitter.incomplete
  }

  /**
   * The input is whole: its last line needs no newline. `mayGrow`: somebody may still be writing it; a last line that is no JSON yet
   * is left, unless it was processed as it is (CONTRACT §1, *Files*).
   */
  finish(mayGrow = false): void {
    this.#splitter.finish((line) => mayGrow && !(this.#passingOver && line <= this.#storedLines))
  }

  /**
   * The slices that are full with the chunks added so far.
   * @throws HaltError if the processed part of the file has changed.
   */
  *fullSlices(): Generator<SourceSlice, void> {
    for (let message = this.#splitter.next(); message !== null; message = this.#splitter.next()) {
      if (this.#passingOver) {
        this.#passOver(message)
        continue
      }
      // No slice reaches across the stored position.
      if (this.#lastLine < this.#storedLines && message.offset > this.#storedLines) yield* this.heldSlice()
      this.#lastLine = message.offset
      this.#messages.push(this.#taken(message))
      if (this.#isFull()) yield* this.heldSlice()
    }
  }

  /** The messages in hand as a slice, if there are any. */
  *heldSlice(): Generator<SourceSlice, void> {
    if (this.#messages.length > 0)
      yield this.#slice(this.#claims.advance(this.#lastLine + 1, this.#fingerprint))
  }

  /**
   * The slice that comes after the last one of a whole file and gives up a stored position beyond its end, if there is one.
   * @throws HaltError if lines that were processed are missing, unless they are read from the start.
   */
  *givingUpSlice(): Generator<SourceSlice, void> {
    if (this.#passingOver) throw this.#changed()
    const claim = this.#claims.giveUp(this.#lastLine + 1, this.#fingerprint)
    if (claim !== null) yield this.#slice(claim)
  }

  #taken(line: SourceMessage): SourceMessage {
    const exported = this.#takesExported ? exportedMessage(line) : null
    if (exported === null) return line
    this.#exported += 1
    return exported
  }

  #passOver(message: SourceMessage): void {
    if (message.offset > this.#storedLines) throw this.#changed()
    this.#skipped++
    this.#lastLine = message.offset
    if (message.offset < this.#storedLines) return
    const expected = this.#stored?.fingerprint ?? null
    if (expected !== null && !this.#splitter.fingerprint?.matchesLineEndedHere(expected))
      throw this.#changed()
    this.#passingOver = false
    this.#sliceStart = this.#splitter.bytes
  }

  /** The lines below the stored position are not those that were processed (CONTRACT §4). */
  #changed(): HaltError {
    return new HaltError('FILE_CHANGED', { path: this.#name, lines: this.#storedLines })
  }

  #isFull(): boolean {
    return (
      this.#messages.length >= this.#batchSize ||
      this.#lastLine === this.#storedLines ||
      this.#splitter.bytes - this.#sliceStart >= MAX_SLICE_BYTES
    )
  }

  #slice(claim: Claim): SourceSlice {
    const messages = this.#messages
    this.#messages = []
    this.#sliceStart = this.#splitter.bytes
    return { at: this.#at, messageKind: null, messages, claim }
  }
}
