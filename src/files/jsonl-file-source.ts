import { HaltError } from '../domain/halt-error.ts'
import type { SourcePartition } from '../domain/message-position.ts'
import type { SourcePosition, SourceSlice } from '../pipeline/source-slice.ts'
import { type ByteInput, CHUNK_BYTES, openByteInput } from './byte-input.ts'
import { DamagedInput } from './damaged-input.ts'
import { FilePass, type JsonlFileOptions } from './file-pass.ts'
import { FOREIGN_FORMATS } from './foreign/foreign-format.ts'
import { foreignFormatOf } from './foreign/foreign-format-of.ts'
import { openingOf } from './foreign/opening-of.ts'
import { haltOfDamage } from './halt-of-damage.ts'
import { textChunks } from './text-chunks.ts'
import { withinIdleTime } from './within-idle-time.ts'

export type { JsonlFileOptions } from './file-pass.ts'

/** How much of the input was read, in bytes as they are stored; a stream has no size. */
export interface FileProgress {
  readonly bytesRead: number
  readonly totalBytes: number | null
}

/** The messages of a JSONL file, plain or gzip, or of standard input (CONTRACT §1, *Files*). */
export class JsonlFileSource {
  readonly at: SourcePartition
  readonly #input: ByteInput
  #pass: FilePass | null = null
  #bytesRead = 0
  #closed = false
  /** Known once its first bytes have been read. */
  #isGzip = false

  private constructor(input: ByteInput) {
    this.at = { source: input.source.text, partition: 0 }
    this.#input = input
  }

  /**
   * `path` `-` is standard input. A file is read in chunks of `chunkBytes`.
   * @throws HaltError if there is no such file, it is a folder or unreadable, or it is certainly no JSONL.
   */
  static async open(path: string, chunkBytes: number = CHUNK_BYTES): Promise<JsonlFileSource> {
    const source = new JsonlFileSource(await openByteInput(path, chunkBytes))
    // What comes as a stream is looked at when it is read.
    if (!source.#input.live) await source.#lookAtOpening()
    return source
  }

  /** What to call the input in a message to the user. */
  get name(): string {
    return this.#input.name
  }

  /** Lines that have ended so far, blank ones included. */
  get lines(): number {
    return this.#pass?.lines ?? 0
  }

  /** Messages passed over because an earlier run processed them. */
  get skipped(): number {
    return this.#pass?.skipped ?? 0
  }

  /** Lines that were left for the next run, because they may still be being written: the last one, or none. */
  get incomplete(): number {
    return this.#pass?.incomplete ?? 0
  }

  /** Lines of exported dead letters of which the message inside was taken. */
  get exported(): number {
    return this.#pass?.exported ?? 0
  }

  get progress(): FileProgress {
    const { size } = this.#input
    return { bytesRead: this.#bytesRead, totalBytes: size === null ? null : Math.max(size, this.#bytesRead) }
  }

  /**
   * The messages beyond the `stored` position (null: none), or all of them if `fromStart`, in order. Each slice goes on where
   * the one before ends, so the next may be fetched while one is being committed. Only a last slice that gives up a stored
   * position beyond the file's end is without messages.
   * @throws HaltError if the file's processed part has changed; at damage, after the lines before it: commit the
   * slices that were yielded before it is reported. Of a stream also if it is certainly no JSONL.
   */
  async *slices(stored: SourcePosition | null, options: JsonlFileOptions): AsyncGenerator<SourceSlice, void> {
    const { name, live } = this.#input
    const pass = new FilePass(this.at, name, stored, options)
    this.#pass = pass
    const isResumed = !live && (options.isResumed ?? true)
    const chunks = live ? await this.#jsonlChunks() : this.#textChunks()
    try {
      for (;;) {
        const arriving = nextOrDamage(chunks)
        // What came through a pipe does not wait for a full slice while nothing more comes.
        if (live && !(await withinIdleTime(arriving))) yield* pass.heldSlice()
        const chunk = await arriving
        if (this.#closed) return
        if (chunk instanceof DamagedInput) {
          if (chunk.kind === 'garbage') pass.finish()
          yield* pass.fullSlices()
          yield* pass.heldSlice()
          throw haltOfDamage(name, isResumed, chunk, pass.lines)
        }
        if (chunk === null) break
        pass.add(chunk)
        yield* pass.fullSlices()
      }
      pass.finish(isResumed && !this.#isGzip)
      yield* pass.fullSlices()
      yield* pass.heldSlice()
      yield* pass.givingUpSlice()
    } finally {
      // A read of a stream may never end by itself, and the generator's end would wait for it.
      if (live) this.#input.close()
      await chunks.return()
    }
  }

  /** Stops reading; a slice that is being waited for does not come any more. */
  async close(): Promise<void> {
    this.#closed = true
    this.#input.close()
  }

  #textChunks(): AsyncGenerator<Buffer, void> {
    const { name, live } = this.#input
    this.#bytesRead = 0
    return textChunks(this.#countedChunks(), !live && name.endsWith('.gz'), () => {
      this.#isGzip = true
    })
  }

  async #lookAtOpening(): Promise<void> {
    const chunks = await this.#jsonlChunks()
    // A generator that was not started ends without closing what it reads from.
    await chunks.next().catch(() => null)
    await chunks.return()
    this.#bytesRead = 0
  }

  /**
   * The chunks, once the first of them have been looked at.
   * @throws HaltError if the input is certainly something else than JSONL.
   */
  async #jsonlChunks(): Promise<AsyncGenerator<Buffer, void>> {
    const { name, live } = this.#input
    const text = this.#textChunks()
    const { bytes, isWhole, chunks } = await openingOf(text, live)
    const format = foreignFormatOf(bytes, isWhole)
    if (format === null) return chunks
    await text.return()
    const isGzip = this.#isGzip
    const found = `${isGzip ? 'a gzip file of ' : ''}${FOREIGN_FORMATS[format]}`
    throw new HaltError('FILE_NOT_JSONL', { name, found, format, isGzip, isStream: live })
  }

  async *#countedChunks(): AsyncGenerator<Buffer, void> {
    for await (const chunk of this.#input.chunks()) {
      this.#bytesRead += chunk.length
      yield chunk
    }
  }
}

/** The next chunk, null at the end, or what keeps the input from being read further. */
async function nextOrDamage(chunks: AsyncGenerator<Buffer, void>): Promise<Buffer | DamagedInput | null> {
  try {
    const next = await chunks.next()
    return next.done ? null : next.value
  } catch (error) {
    if (error instanceof DamagedInput) return error
    throw error
  }
}
