import { fstatSync, write } from 'node:fs'
import { Writable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { oneLineError } from '../domain/shown-text.ts'

const TRY_AGAIN_MS = 250

const writeSome = promisify(write)

/**
 * Standard output where it is a file. Node's own stream takes a short write for a whole one, so that a full disk would swallow what it has
 * no room for; this one goes on where it stopped when there is room, and until then does not say that it has written.
 */
class OutputFile extends Writable {
  readonly #descriptor: number
  #problem: string | null = null

  constructor(descriptor: number) {
    super()
    this.#descriptor = descriptor
  }

  /** What keeps it from writing, in one line; null: nothing. */
  get problem(): string | null {
    return this.#problem
  }

  override _write(bytes: Buffer, _: BufferEncoding, written: () => void): void {
    void this.#writeAll(bytes).then(written)
  }

  async #writeAll(bytes: Buffer): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      try {
        const { bytesWritten } = await writeSome(this.#descriptor, bytes, at, bytes.length - at, null)
        at += bytesWritten
        this.#problem = null
      } catch (error) {
        this.#problem = oneLineError((error as Error).message)
        await wait(TRY_AGAIN_MS, undefined, { ref: false })
      }
    }
  }
}

/** Standard output as a stream that says truly what was written. */
export function standardOutput(): Writable {
  const { fd } = process.stdout
  return fstatSync(fd).isFile() ? new OutputFile(fd) : process.stdout
}
