import { access, constants } from 'node:fs/promises'
import { HaltError } from '../../domain/halt-error.ts'
import { placeText } from '../place/place-text.ts'
import type { FilePlace } from '../place/sink-place.ts'
import { FileWriter } from './file-writer.ts'
import { makeFolder } from './make-folder.ts'
import { type Recovered, recoverRuns } from './recover-runs.ts'

export interface OpenFileOptions {
  /** Nobody asked for it: nothing is made before there is something to keep. */
  readonly isDefault?: boolean
  /** Hears of runs that were killed. */
  readonly onRecovered?: (recovered: Recovered) => void
}

/** The writer of a folder. @throws HaltError if it can't be written, unless nobody asked for it. */
export async function openFileWriter(place: FilePlace, options: OpenFileOptions): Promise<FileWriter> {
  const { folder } = place
  try {
    if (!options.isDefault) {
      await makeFolder(folder)
      await access(folder, constants.W_OK)
    }
    const recovered = await recoverRuns(folder)
    if (recovered.runs > 0) options.onRecovered?.(recovered)
  } catch (error) {
    // Who never sends a behaviour need not mend a folder that nobody named.
    if (!options.isDefault) {
      const facts = { place: placeText(place), reason: (error as Error).message }
      throw new HaltError('BEHAVIOR_LOG_UNUSABLE', facts, { cause: error })
    }
  }
  return new FileWriter(folder)
}
