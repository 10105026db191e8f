import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { HaltError } from '../../domain/halt-error.ts'
import { hourOfLogFile, runOfLogFile } from '../files/file-names.ts'
import { ifMissing } from '../files/if-missing.ts'
import { LogFolder } from '../files/log-folder.ts'
import { readLines } from '../forward/folder/read-lines.ts'
import { type BehaviorFilter, isWanted } from './behavior-filter.ts'
import type { BehaviorReader } from './behavior-reader.ts'
import { countsInFolder } from './counts-in-folder.ts'
import type { DayCounts } from './day-counts.ts'
import { type KeptBehavior, keptBehavior } from './kept-behavior.ts'
import { linesBackwards } from './lines-backwards.ts'

/** A run writes in the order in which it has received, but for what waited in it. */
const DISORDER_MS = 60_000
const LINES_AT_ONCE = 1_000

/** The behaviours in a folder of files, of all runs. */
export class FolderReader implements BehaviorReader {
  readonly #folder: LogFolder
  /** By file, byte: what lies below was looked at. */
  readonly #seen = new Map<string, number>()

  constructor(folder: string) {
    this.#folder = new LogFolder(folder)
  }

  async newest(filter: BehaviorFilter, count: number): Promise<KeptBehavior[]> {
    const files = await this.#files()
    for (const file of files) this.#seen.set(file, (await this.#folder.sizeOf(file)) ?? 0)
    const hours = [...new Set(files.map((file) => hourOfLogFile(file)))].sort().reverse()
    const found: KeptBehavior[] = []
    for (const hour of hours) {
      const ofHour = files.filter((file) => hourOfLogFile(file) === hour)
      const runs = [...new Set(ofHour.map((file) => runOfLogFile(file)))]
      const byRun = runs.map((run) =>
        this.#backwards(
          ofHour.filter((file) => runOfLogFile(file) === run),
          filter,
        ),
      )
      for await (const behavior of newestFirst(byRun)) {
        found.push(behavior)
        if (found.length === count) break
      }
      if (found.length === count) break
    }
    return found.sort(byReceipt)
  }

  async more(filter: BehaviorFilter): Promise<KeptBehavior[]> {
    const found: KeptBehavior[] = []
    const ends = new Map<string, number>()
    await this.#readable(async () => {
      for (const file of await this.#folder.files()) ends.set(file, await this.#added(file, filter, found))
    })
    // Only now: what was found before a failure is found again.
    for (const [file, end] of ends) this.#seen.set(file, end)
    return found.sort(byReceipt)
  }

  countsByDay(eventId: number, sinceMs: number): Promise<DayCounts> {
    return this.#readable(() => countsInFolder(this.#folder, eventId, sinceMs))
  }

  async close(): Promise<void> {}

  #files(): Promise<string[]> {
    return this.#readable(() => this.#folder.files())
  }

  async #readable<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await read()
    } catch (error) {
      const { path } = this.#folder
      throw new HaltError(
        'BEHAVIORS_NOT_READ',
        { place: path, reason: (error as Error).message },
        { cause: error },
      )
    }
  }

  /** Of one run and hour. */
  async *#backwards(files: readonly string[], filter: BehaviorFilter): AsyncGenerator<KeptBehavior> {
    const since = (filter.since ?? Number.NEGATIVE_INFINITY) - DISORDER_MS
    for (const file of [...files].reverse()) {
      for await (const line of linesBackwards(join(this.#folder.path, file), this.#seen.get(file) ?? 0)) {
        const behavior = keptBehavior(line)
        if (behavior && behavior.receivedAt < since) return
        if (behavior && isWanted(filter, behavior)) yield behavior
      }
    }
  }

  /** Adds to `found` what was written to a file since it was looked at. Returns where that ends. */
  async #added(file: string, filter: BehaviorFilter, found: KeptBehavior[]): Promise<number> {
    let from = this.#seen.get(file) ?? 0
    const size = (await this.#folder.sizeOf(file)) ?? 0
    const handle = size > from ? await open(join(this.#folder.path, file)).catch(ifMissing) : null
    if (handle === null) return from
    try {
      for (;;) {
        const { lines, end } = await readLines(handle, { file, from, most: LINES_AT_ONCE, isEnded: false })
        for (const { bytes } of lines) {
          const behavior = keptBehavior(String(bytes))
          if (behavior && isWanted(filter, behavior)) found.push(behavior)
        }
        if (end === from) return end
        from = end
      }
    } finally {
      await handle.close()
    }
  }
}

const byReceipt = (one: KeptBehavior, other: KeptBehavior): number => one.receivedAt - other.receivedAt

/** Merges what is sorted, the newest first. */
async function* newestFirst(sources: readonly AsyncGenerator<KeptBehavior>[]): AsyncGenerator<KeptBehavior> {
  const heads = await Promise.all(sources.map((source) => source.next()))
  try {
    for (;;) {
      let newest = -1
      for (const [index, { value, done }] of heads.entries()) {
        if (!done && (newest < 0 || value.receivedAt > heads[newest]!.value!.receivedAt)) newest = index
      }
      if (newest < 0) return
      yield heads[newest]!.value as KeptBehavior
      heads[newest] = await sources[newest]!.next()
    }
  } finally {
    for (const source of sources) await source.return(undefined)
  }
}
