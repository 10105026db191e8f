import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { BehaviorReader, DayCounts, KeptBehavior, RecentBehaviors } from '../read/behavior-reader.ts'
import { keptBehavior } from '../read/kept-behavior.ts'
import { hourOf, runOfLogFile } from './file-names.ts'

/** Read of the newest files to find recent behaviours: some thousands. */
const MOST_RECENT_BYTES = 4 * 1024 * 1024
/** Read to count by day: some hundred thousand. */
const MOST_COUNTED_BYTES = 64 * 1024 * 1024
const CHUNK_BYTES = 256 * 1024
/** Lines that are parsed before others get their turn. */
const LINES_A_TURN = 200

/** Reads the files of a folder, the newest first, whoever writes them. Files that are gone meanwhile are left out. */
export class FileReader implements BehaviorReader {
  readonly kind = 'file'
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  async recent(sinceMs: number, limit: number): Promise<RecentBehaviors> {
    const found: KeptBehavior[] = []
    let left = MOST_RECENT_BYTES
    for (const file of await this.#filesSince(sinceMs)) {
      const tail = await tailOf(file, left)
      left -= tail.bytes
      for (const [index, line] of tail.lines.reverse().entries()) {
        if (index % LINES_A_TURN === LINES_A_TURN - 1) await nextTurn()
        const behavior = parsed(line)
        if (behavior && behavior.occurredAt >= sinceMs) found.push(behavior)
      }
      if (left <= 0) break
    }
    found.sort((one, other) => other.occurredAt - one.occurredAt)
    const isCut = left <= 0 || found.length > limit
    return {
      behaviors: found.slice(0, limit),
      why: isCut ? 'only the newest ones were read' : null,
    }
  }

  async countsByDay(eventId: number, sinceMs: number): Promise<DayCounts> {
    const days = new Map<string, number>()
    const mark = new RegExp(`"axon":\\{"event_id":${eventId},`)
    let left = MOST_COUNTED_BYTES
    for (const file of await this.#filesSince(sinceMs)) {
      for await (const line of linesOf(file)) {
        left -= line.length
        const day = mark.test(line) ? /^\{"@timestamp":"(\d{4}-\d\d-\d\d)/.exec(line)?.[1] : undefined
        if (day !== undefined) days.set(day, (days.get(day) ?? 0) + 1)
        if (left <= 0) return { days, why: 'the files are so large that only the newest were counted' }
      }
    }
    return { days, why: null }
  }

  /** Of the hour of this instant and later, the newest first. */
  async #filesSince(sinceMs: number): Promise<string[]> {
    const oldest = `behavior-${hourOf(sinceMs)}`
    const names = await readdir(this.#folder).catch(() => [])
    return names
      .filter((name) => runOfLogFile(name) !== null && name >= oldest)
      .sort()
      .reverse()
      .map((name) => join(this.#folder, name))
  }
}

function parsed(line: string): KeptBehavior | null {
  try {
    return keptBehavior(JSON.parse(line))
  } catch {
    // A line that is still being written.
    return null
  }
}

/** The last lines of a file that fit into so many bytes, the oldest first. */
async function tailOf(file: string, most: number): Promise<{ lines: string[]; bytes: number }> {
  const handle = await open(file).catch(() => null)
  if (!handle) return { lines: [], bytes: 0 }
  try {
    const { size } = await handle.stat()
    const length = Math.min(size, most)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, size - length)
    const lines = buffer.subarray(0, bytesRead).toString().split('\n')
    // What was cut at its beginning is no line.
    return { lines: length < size ? lines.slice(1) : lines, bytes: length }
  } finally {
    await handle.close()
  }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const handle = await open(file).catch(() => null)
  if (!handle) return
  try {
    let rest = ''
    for await (const chunk of handle.createReadStream({ encoding: 'utf8', highWaterMark: CHUNK_BYTES })) {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      yield* lines
    }
  } finally {
    await handle.close()
  }
}
