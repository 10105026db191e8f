import { isUtf8 } from 'node:buffer'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { cutTornLine } from '../../files/cut-torn-line.ts'
import { ifMissing } from '../../files/if-missing.ts'
import type { RefusedLine } from '../forward-line.ts'
import type { FolderLine } from './folder-line.ts'

const NAME = 'refused.jsonl'
/** Behaviours are personal. */
const MODE = 0o640

/** Lines that can't be shipped, kept beside the files that they stood in: `refused.jsonl`. */
export class RefusedFile {
  readonly #path: string
  #isWhole = false

  constructor(folder: string) {
    this.#path = join(folder, NAME)
  }

  /** Ends when they survive the machine. Rejects if they can't be written. */
  async keep(refused: readonly RefusedLine<FolderLine>[]): Promise<void> {
    if (refused.length === 0) return
    // What a process that was killed, or a full disk, left of a line.
    if (!this.#isWhole) await cutTornLine(this.#path).catch(ifMissing)
    this.#isWhole = false
    const handle = await open(this.#path, 'a', MODE)
    try {
      await handle.writeFile(refused.map((line) => `${textOf(line)}\n`).join(''))
      await handle.sync()
    } finally {
      await handle.close()
    }
    this.#isWhole = true
  }
}

function textOf({ line, reason, error }: RefusedLine<FolderLine>): string {
  const { file, at, bytes, fullLength } = line
  const kept = bytes ?? Buffer.alloc(0)
  return JSON.stringify({
    refusedAt: new Date().toISOString(),
    file,
    at,
    reason,
    error,
    ...(isUtf8(kept) ? { line: kept.toString() } : { base64: kept.toString('base64') }),
    ...(fullLength !== undefined && { bytes: fullLength }),
  })
}
