import { setTimeout as wait } from 'node:timers/promises'
import type { BehaviorFilter } from '../../behavior-log/reading/behavior-filter.ts'
import type { BehaviorReader } from '../../behavior-log/reading/behavior-reader.ts'
import type { KeptBehavior } from '../../behavior-log/reading/kept-behavior.ts'
import { HaltError } from '../../domain/halt-error.ts'
import { shownLine } from '../../domain/shown-text.ts'

export interface Following {
  readonly filter: BehaviorFilter
  readonly lookEveryMs: number
  /** Ends it. */
  readonly signal: AbortSignal
}

/** What comes, look by look. A log that can't be read for a while is looked for until it can: the reader goes on where it was. */
export async function* follow(
  reader: BehaviorReader,
  { filter, lookEveryMs, signal }: Following,
): AsyncGenerator<readonly KeptBehavior[]> {
  let isAway = false
  for (;;) {
    await wait(lookEveryMs, undefined, { signal }).catch(() => {})
    if (signal.aborted) return
    const found = await look(reader, filter)
    if (found instanceof HaltError) {
      if (!isAway) say(`${found.message}: looking for it until it is back`)
      isAway = true
      continue
    }
    if (isAway) say('it is back')
    isAway = false
    yield found
  }
}

const look = (reader: BehaviorReader, filter: BehaviorFilter): Promise<KeptBehavior[] | HaltError> =>
  reader.more(filter).catch((error: unknown) => {
    if (error instanceof HaltError) return error
    throw error
  })

const say = (text: string): boolean => process.stderr.write(`axon: ${shownLine(text)}\n`)
