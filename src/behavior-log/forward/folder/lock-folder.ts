import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { HaltError } from '../../../domain/halt-error.ts'
import { RunLock } from '../../files/run-lock.ts'

const NAME = '.forward.lock'

/** One process ships a folder. The lock is the operating system's: it goes with its process, however that ends. @throws HaltError */
export async function lockFolder(folder: string): Promise<RunLock> {
  try {
    if (!(await stat(folder)).isDirectory()) throw new Error('it is no folder')
    const lock = RunLock.take(join(folder, NAME))
    if (lock) return lock
  } catch (error) {
    const facts = { folder, reason: (error as Error).message }
    throw new HaltError('FORWARD_FOLDER_UNUSABLE', facts, { cause: error })
  }
  throw new HaltError('FORWARD_FOLDER_LOCKED', { folder })
}
