import { type FileHandle, open, rm } from 'node:fs/promises'

/** Behaviours are personal: read by the owner and the group, which may be that of a shipper. */
const MODE = 0o640

const LINE_FEED = 0x0a

/** How far a write came. */
export interface Progress {
  /** Lines that are whole in the file; nothing else is in it. */
  readonly lines: number
  /** Null: all are. */
  readonly failure: Error | null
}

/** One file of lines. What is in it are whole lines, also after a write that failed in the middle of one. */
export class LogFile {
  readonly #path: string
  readonly #handle: FileHandle
  /** Up to the end of its last whole line. */
  #size = 0
  /** There may be a part of a line behind. */
  #isTorn = false
  #isDirty = false

  /** A new one. Rejects if it can't be made. */
  static async create(path: string): Promise<LogFile> {
    return new LogFile(path, await open(path, 'wx', MODE))
  }

  private constructor(path: string, handle: FileHandle) {
    this.#path = path
    this.#handle = handle
  }

  /** Bytes. */
  get size(): number {
    return this.#size
  }

  /** Never rejects. */
  async write(lines: readonly string[]): Promise<Progress> {
    const bytes = bytesOf(lines)
    let written = 0
    try {
      if (this.#isTorn) await this.#cut()
      this.#isDirty = true
      while (written < bytes.length) {
        const { bytesWritten } = await this.#handle.write(
          bytes,
          written,
          bytes.length - written,
          this.#size + written,
        )
        written += bytesWritten
      }
      if ((await this.#handle.stat()).nlink === 0) throw new Error('its file was removed')
    } catch (error) {
      const isGone = written === bytes.length
      return {
        lines: isGone ? 0 : await this.#keepWholeLines(bytes.subarray(0, written)),
        failure: error as Error,
      }
    }
    this.#size += bytes.length
    return { lines: lines.length, failure: null }
  }

  /** Makes what was written survive the machine. */
  async sync(): Promise<void> {
    if (!this.#isDirty) return
    this.#isDirty = false
    await this.#handle.datasync()
  }

  /** A file without a line does not stay: a full disk would be full of them. Rejects if what was written may not survive the machine. */
  async close(): Promise<void> {
    try {
      if (this.#isTorn) await this.#cut()
      await this.sync()
    } finally {
      await this.#handle.close()
      if (this.#size === 0) await rm(this.#path, { force: true })
    }
  }

  async #keepWholeLines(written: Buffer): Promise<number> {
    const whole = written.subarray(0, written.lastIndexOf(LINE_FEED) + 1)
    this.#size += whole.length
    this.#isTorn = true
    await this.#cut().catch(() => {})
    return whole.reduce((lines, byte) => (byte === LINE_FEED ? lines + 1 : lines), 0)
  }

  async #cut(): Promise<void> {
    await this.#handle.truncate(this.#size)
    this.#isTorn = false
  }
}

/** Each line as it is, into its place: joining them first would copy all of it once more. */
function bytesOf(lines: readonly string[]): Buffer {
  const bytes = Buffer.allocUnsafe(lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0))
  let end = 0
  for (const line of lines) {
    end += bytes.write(line, end)
    bytes[end] = LINE_FEED
    end += 1
  }
  return bytes
}
