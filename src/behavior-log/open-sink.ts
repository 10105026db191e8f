import { access, constants } from 'node:fs/promises'
import { HaltError } from '../domain/halt-error.ts'
import { FileWriter } from './files/file-writer.ts'
import { makeFolder } from './files/make-folder.ts'
import { recoverRuns } from './files/recover-runs.ts'
import { QueuedSink, type QueuedSinkOptions } from './queued-sink.ts'
import type { Sink } from './sink.ts'
import type { SinkPlace } from './sink-place.ts'
import { StdoutWriter } from './stdout-writer.ts'

export interface OpenSinkOptions extends QueuedSinkOptions {
  /** Nobody asked for it: nothing is made before there is something to keep. */
  readonly isDefault?: boolean
}

/** The sink of a place. @throws HaltError if it can't be used. */
export async function openSink(place: SinkPlace, options: OpenSinkOptions = {}): Promise<Sink> {
  if (place.kind === 'stdout') return new QueuedSink(new StdoutWriter(), options)
  const { folder } = place
  try {
    if (!options.isDefault) {
      await makeFolder(folder)
      await access(folder, constants.W_OK)
    }
    const recovered = await recoverRuns(folder)
    if (recovered.runs > 0) options.listener?.({ type: 'recovered', ...recovered })
  } catch (error) {
    // Who never sends a behaviour need not mend a folder that nobody named.
    if (!options.isDefault)
      throw new HaltError(
        'BEHAVIOR_LOG_UNUSABLE',
        { folder, reason: (error as Error).message },
        { cause: error },
      )
  }
  return new QueuedSink(new FileWriter(folder), options)
}
