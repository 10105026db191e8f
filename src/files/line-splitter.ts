import { MAX_MESSAGE_BYTES, type SourceMessage } from '../pipeline/source-slice.ts'
import { isBlank } from './is-blank.ts'
import { LongLine } from './long-line.ts'
import { mayStillGrow } from './may-still-grow.ts'
import { PrefixFingerprint } from './prefix-fingerprint.ts'

const LF = 0x0a
const CR = 0x0d
const SPACE = 0x20
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf])
const NOTHING: Buffer = Buffer.alloc(0)

/**
 * Chunks of a file in, messages out (CONTRACT §1, *Files*): `add` a chunk, take `next` until it is null, and `finish` after the
 * last chunk. Memory is bounded whatever a line's length. The bytes of a message may share the chunk's memory.
 */
export class LineSplitter {
  #chunk: Buffer = NOTHING
  /** Where the line that is being read starts, or goes on, in the chunk. */
  #start = 0
  #finished = false
  /** Whether the last line, by its number, is left where it may still grow. */
  #isLeft: (line: number) => boolean = () => false
  #incomplete = 0
  /** The first bytes of the file, until there are enough to tell a byte order mark. */
  #opening: Buffer | null = NOTHING
  /** The part of the line that came with earlier chunks: copied, so that it doesn't keep them in memory. */
  #held: Buffer = NOTHING
  #heldLength = 0
  #long: LongLine | null = null
  #lines = 0
  #bytesBefore = 0

  readonly #maxLineBytes: number
  readonly #fingerprint = new PrefixFingerprint()
  #hashedTo = 0
  /** Where the last message of this chunk ends; -1 if there is none. */
  #messageEnd = -1
  #earlierMessage: PrefixFingerprint | null = null

  /** Of a line over `maxLineBytes` only the start is kept. */
  constructor(maxLineBytes: number = MAX_MESSAGE_BYTES) {
    this.#maxLineBytes = maxLineBytes
  }

  /** Lines ended so far, blank ones included. */
  get lines(): number {
    return this.#lines
  }

  /** Bytes of the lines ended so far. */
  get bytes(): number {
    return this.#bytesBefore + this.#start
  }

  /** The fingerprint up to the end of the last message returned; null before the first. Valid until the next call. */
  get fingerprint(): PrefixFingerprint | null {
    if (this.#messageEnd === -1) return this.#earlierMessage
    this.#hash(this.#messageEnd)
    return this.#fingerprint
  }

  add(chunk: Buffer): void {
    if (this.#opening === null) {
      this.#load(chunk, 0)
    } else {
      this.#opening = Buffer.concat([this.#opening, chunk])
      if (this.#opening.length >= BYTE_ORDER_MARK.length) this.#open(this.#opening)
    }
  }

  /** Lines that were left because they may still be being written: the last one, or none. */
  get incomplete(): number {
    return this.#incomplete
  }

  /**
   * There is no further chunk, and the last line needs no newline. If `isLeft` says so of its number, it is no line yet where it
   * may still grow.
   */
  finish(isLeft: (line: number) => boolean = () => false): void {
    if (this.#opening !== null) this.#open(this.#opening)
    this.#isLeft = isLeft
    this.#finished = true
  }

  #open(opening: Buffer): void {
    this.#opening = null
    const marked = opening.subarray(0, BYTE_ORDER_MARK.length).equals(BYTE_ORDER_MARK)
    this.#load(opening, marked ? BYTE_ORDER_MARK.length : 0)
  }

  #load(chunk: Buffer, start: number): void {
    if (this.#messageEnd !== -1) this.#earlierMessage = this.fingerprint?.copy() ?? null
    this.#hash(this.#chunk.length)
    this.#bytesBefore += this.#chunk.length
    this.#chunk = chunk
    this.#start = start
    this.#hashedTo = 0
    this.#messageEnd = -1
  }

  #hash(to: number): void {
    this.#fingerprint.update(this.#chunk.subarray(this.#hashedTo, to))
    this.#hashedTo = to
  }

  /** The next line that is a message, or null if another chunk is needed. */
  next(): SourceMessage | null {
    for (;;) {
      const newline = this.#chunk.indexOf(LF, this.#start)
      if (newline === -1) return this.#rest()
      const message = this.#endLine(newline)
      this.#start = newline + 1
      if (message !== null) return message
    }
  }

  #rest(): SourceMessage | null {
    const end = this.#chunk.length
    const nothingLeft = this.#start === end && this.#heldLength === 0 && this.#long === null
    if (nothingLeft) return null
    let message: SourceMessage | null = null
    if (!this.#finished) this.#hold(end)
    else if (this.#isLeft(this.#lines + 1) && this.#mayStillGrow(end)) this.#leaveLine()
    else message = this.#endLine(end)
    this.#start = end
    return message
  }

  #mayStillGrow(end: number): boolean {
    this.#hold(end)
    this.#start = end
    if (this.#long !== null) return !this.#long.isClosed
    const line = this.#held.subarray(0, this.#heldLength)
    return !isBlank(line, 0, line.length) && mayStillGrow(line)
  }

  #leaveLine(): void {
    this.#incomplete = 1
    this.#long = null
    this.#heldLength = 0
  }

  #endLine(end: number): SourceMessage | null {
    this.#lines++
    if (this.#heldLength > 0) this.#hold(end)
    else if (this.#long !== null) this.#long.add(this.#chunk.subarray(this.#start, end))
    let message: SourceMessage | null
    if (this.#long !== null) message = this.#longMessage(this.#long)
    else if (this.#heldLength > 0)
      message = this.#message(Buffer.from(this.#held.subarray(0, this.#heldLength)))
    else message = this.#message(this.#chunk.subarray(this.#start, end))
    this.#long = null
    this.#heldLength = 0
    if (message !== null) this.#messageEnd = end
    return message
  }

  #message(line: Buffer): SourceMessage | null {
    const length = line.at(-1) === CR ? line.length - 1 : line.length
    if (length === 0 || (line[0]! <= SPACE && isBlank(line, 0, length))) return null
    if (length > this.#maxLineBytes) {
      const long = new LongLine()
      long.add(line)
      return this.#longMessage(long)
    }
    const value = length === line.length ? line : line.subarray(0, length)
    return { offset: this.#lines, key: null, value, recordTime: null }
  }

  #longMessage(long: LongLine): SourceMessage | null {
    const end = long.end()
    return end && { offset: this.#lines, key: null, recordTime: null, ...end }
  }

  /** Takes the chunk from the line's start up to `end` as a part of the line. */
  #hold(end: number): void {
    const bytes = this.#chunk.subarray(this.#start, end)
    const length = this.#heldLength + bytes.length
    // With a CR, which is no part of the message, a line may be longer by one.
    const maxHeldBytes = this.#maxLineBytes + 1
    if (this.#long === null && length > maxHeldBytes) {
      this.#long = new LongLine()
      this.#long.add(this.#held.subarray(0, this.#heldLength))
      this.#heldLength = 0
    }
    if (this.#long !== null) {
      this.#long.add(bytes)
      return
    }
    if (length > this.#held.length) {
      const larger = Buffer.allocUnsafe(Math.min(maxHeldBytes, 2 * length))
      this.#held.copy(larger, 0, 0, this.#heldLength)
      this.#held = larger
    }
    bytes.copy(this.#held, this.#heldLength)
    this.#heldLength = length
  }
}
