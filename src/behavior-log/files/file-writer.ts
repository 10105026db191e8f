import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { oneLineError } from '../../domain/shown-text.ts'
import type { SinkDocument } from '../sink-document.ts'
import type { SinkWriter, Written } from '../sink-writer.ts'
import { hourOf, lockFileName, logFileName } from './file-names.ts'
import { LogFile } from './log-file.ts'
import { makeFolder } from './make-folder.ts'
import { RunLock } from './run-lock.ts'

const MAX_FILE_BYTES = 256 * 1024 * 1024
const SYNC_EVERY_MS = 1_000

export interface FileWriterOptions {
  readonly maxFileBytes?: number
  readonly now?: () => number
}

/**
 * `file:DIR` (CONTRACT §15): lines of JSON, a file per run, hour and 256 MB. What is written survives the death of the process; every second,
 * and when a file ends, it is made to survive that of the machine. The folder is made when there is something to write.
 */
export class FileWriter implements SinkWriter {
  readonly kind = 'file'
  readonly #folder: string
  readonly #run = randomBytes(4).toString('hex')
  readonly #maxFileBytes: number
  readonly #now: () => number
  #lock: RunLock | null = null
  #file: LogFile | null = null
  #hour = ''
  #number = 0
  #isWriting = false
  /** Why what was written may not survive the machine. */
  #syncFailure: Error | null = null
  #tick: NodeJS.Timeout | null = null

  constructor(folder: string, { maxFileBytes = MAX_FILE_BYTES, now = Date.now }: FileWriterOptions = {}) {
    this.#folder = folder
    this.#maxFileBytes = maxFileBytes
    this.#now = now
  }

  async write(documents: readonly SinkDocument[]): Promise<Written> {
    this.#isWriting = true
    try {
      const file = await this.#currentFile()
      const { lines, failure } = await file.write(documents.map(({ json }) => json))
      if (failure === null) return { refused: [], left: [], failure: null }
      // What is wrong with this file need not be wrong with another.
      if (lines === 0) await this.#endFile().catch(() => {})
      return this.#failed(documents.slice(lines), failure)
    } catch (error) {
      return this.#failed(documents, error as Error)
    } finally {
      this.#isWriting = false
    }
  }

  async close(): Promise<void> {
    if (this.#tick) clearInterval(this.#tick)
    this.#tick = null
    await this.#endFile()
    this.#lock?.release()
    this.#lock = null
  }

  #failed(left: readonly SinkDocument[], error: Error): Written {
    return { refused: [], left, failure: `${this.#folder}: ${oneLineError(error.message)}` }
  }

  async #currentFile(): Promise<LogFile> {
    const hour = hourOf(this.#now())
    if (this.#syncFailure) throw await this.#unsynced(this.#syncFailure)
    if (this.#file && (this.#hour !== hour || this.#file.size >= this.#maxFileBytes)) await this.#endFile()
    this.#file ??= await this.#nextFile(hour)
    return this.#file
  }

  /** The system may have dropped what it could not make durable: whatever comes goes into another file. */
  async #unsynced(error: Error): Promise<Error> {
    this.#syncFailure = null
    await this.#endFile().catch(() => {})
    return error
  }

  async #nextFile(hour: string): Promise<LogFile> {
    await makeFolder(this.#folder)
    // Who brings runs in order that were killed may have taken it for one for a moment.
    this.#lock ??= RunLock.take(join(this.#folder, lockFileName(this.#run)))
    if (this.#lock === null) throw new Error('its lock is taken')
    const file = await LogFile.create(join(this.#folder, logFileName(hour, this.#run, this.#number + 1)))
    this.#hour = hour
    this.#number += 1
    this.#tick ??= setInterval(() => void this.#syncOrEnd(), SYNC_EVERY_MS).unref()
    return file
  }

  /** A file whose hour is over is ended, also when nothing comes: whoever ships files may have it. */
  async #syncOrEnd(): Promise<void> {
    try {
      if (!this.#isWriting && this.#hour !== hourOf(this.#now())) await this.#endFile()
      else await this.#file?.sync()
    } catch (error) {
      this.#syncFailure = error as Error
    }
  }

  async #endFile(): Promise<void> {
    const file = this.#file
    this.#file = null
    await file?.close()
  }
}
