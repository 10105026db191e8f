import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { lockFileName, runOfLogFile } from './file-names.ts'
import { ifMissing } from './if-missing.ts'

/** The files of lines that runs have written into a folder. */
export class LogFolder {
  readonly path: string

  constructor(path: string) {
    this.path = path
  }

  /** Their names, which sort by time. */
  async files(): Promise<string[]> {
    const names = await readdir(this.path)
    return names.filter((name) => runOfLogFile(name) !== null).sort()
  }

  /** Bytes; null if it is gone. */
  async sizeOf(file: string): Promise<number | null> {
    const found = await stat(join(this.path, file)).catch(ifMissing)
    return found?.size ?? null
  }

  /** Nothing is written to it any more, for certain: its run goes on in another one of `all`, or has ended and let its lock go. */
  isEnded(file: string, all: readonly string[]): boolean {
    const run = runOfLogFile(file)
    if (run === null) return false
    const isLast = !all.some((other) => other > file && runOfLogFile(other) === run)
    // A run takes its lock before it makes its first file.
    return !isLast || !existsSync(join(this.path, lockFileName(run)))
  }
}
