import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { hourOf, hourOfLogFile } from '../files/file-names.ts'
import type { LogFolder } from '../files/log-folder.ts'
import type { DayCounts } from './day-counts.ts'

/** Some hundred thousand behaviours: more is a work for an index. */
const MOST_BYTES = 64 * 1024 * 1024
const CHUNK_BYTES = 256 * 1024

/** How often an event was kept on each day from an instant on (epoch ms), the newest files first. */
export async function countsInFolder(
  folder: LogFolder,
  eventId: number,
  sinceMs: number,
): Promise<DayCounts> {
  const days = new Map<string, number>()
  const mark = `"axon":{"event_id":${eventId},`
  const files = await folder.files()
  const newest = files.filter((file) => hourOfLogFile(file) >= hourOf(sinceMs)).reverse()
  let left = MOST_BYTES
  for (const file of newest) {
    for await (const line of linesOf(join(folder.path, file))) {
      left -= line.length
      const day = line.includes(mark) ? /^\{"@timestamp":"(\d{4}-\d\d-\d\d)/.exec(line)?.[1] : undefined
      if (day !== undefined) days.set(day, (days.get(day) ?? 0) + 1)
      if (left <= 0) return { days, why: 'the files are so large that only the newest were counted' }
    }
  }
  return { days, why: null }
}

/** None of a file that was moved or deleted since it was listed. */
async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = ''
  const chunks = createReadStream(path, { encoding: 'utf8', highWaterMark: CHUNK_BYTES })
  try {
    for await (const chunk of chunks) {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
