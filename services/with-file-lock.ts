import { setTimeout as delay } from 'node:timers/promises'
import Database from 'better-sqlite3'

const LOOK_AGAIN_MS = 200

/**
 * Does `work` while no other process works under the lock of this file.
 * SQLite holds the lock in the operating system, so that a process that dies leaves none behind.
 */
export async function withFileLock<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  const lock = new Database(file, { timeout: 0 })
  try {
    while (!isTaken(lock)) await delay(LOOK_AGAIN_MS)
    return await work()
  } finally {
    lock.close()
  }
}

function isTaken(lock: Database.Database): boolean {
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return true
  } catch (error) {
    if ((error as { code?: string }).code === 'SQLITE_BUSY') return false
    throw error
  }
}
