import { rmSync } from 'node:fs'
import BetterSqlite3 from 'better-sqlite3'

/**
 * Says to other processes that a run lives: a file that is locked by the operating system, and no longer when the process is gone, however it
 * ended. Node has no such lock of its own, and a process id says nothing across containers; SQLite's locks are these, on every system.
 */
export class RunLock {
  readonly #path: string
  readonly #holder: BetterSqlite3.Database

  /** Null: another process holds it. Throws where the file can't be made. */
  static take(path: string): RunLock | null {
    const holder = new BetterSqlite3(path, { timeout: 0 })
    try {
      holder.exec('BEGIN EXCLUSIVE')
      return new RunLock(path, holder)
    } catch (error) {
      holder.close()
      if ((error as { code?: string }).code === 'SQLITE_BUSY') return null
      throw error
    }
  }

  private constructor(path: string, holder: BetterSqlite3.Database) {
    this.#path = path
    this.#holder = holder
  }

  /** Removes the file: there is nothing left that this run could do. */
  release(): void {
    rmSync(this.#path, { force: true })
    this.#holder.close()
  }
}
