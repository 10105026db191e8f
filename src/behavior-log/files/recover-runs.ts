import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { cutTornLine } from './cut-torn-line.ts'
import { lockFileName, runOfLockFile, runOfLogFile } from './file-names.ts'
import { RunLock } from './run-lock.ts'

export interface Recovered {
  /** Runs that had not ended by themselves. */
  readonly runs: number
  /** Lines of theirs that were torn, and were cut: none of them was acknowledged. */
  readonly tornLines: number
}

/** Brings in order what runs that were killed have left in a folder; those that live are let alone. */
export async function recoverRuns(folder: string): Promise<Recovered> {
  const names = await namesIn(folder)
  let runs = 0
  let tornLines = 0
  for (const run of names.flatMap((name) => runOfLockFile(name) ?? [])) {
    const lock = RunLock.take(join(folder, lockFileName(run)))
    if (!lock) continue
    runs += 1
    for (const name of names.filter((file) => runOfLogFile(file) === run)) {
      if (await cutTornLine(join(folder, name))) tornLines += 1
    }
    lock.release()
  }
  return { runs, tornLines }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
