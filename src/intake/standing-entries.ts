import { setTimeout as wait } from 'node:timers/promises'
import type { EntryOnRecord } from '../domain/sale/entry-on-record.ts'
import type { DecidedMessage } from '../pipeline/pipeline-event.ts'
import { entriesOnRecord } from '../reads/sale/entries-on-record.ts'
import { type EntryKey, entryKeyText } from '../reads/sale/entry-key.ts'
import type { Database } from '../stores/database.ts'
import type { WaitingRequest } from './waiting-request.ts'

/** A duplicate of an approval that an earlier batch, or an earlier part of this one, stored. */
export interface Duplicate {
  readonly request: WaitingRequest
  readonly decided: DecidedMessage
}

const RETRY_AFTER_MS = 100

/** Answers duplicates with the approval that stands: one look-up for all of a batch. */
export class StandingEntries {
  readonly #database: Database
  #waiting = 0

  constructor(database: Database) {
    this.#database = database
  }

  /** Requests that wait for a look-up. */
  get waiting(): number {
    return this.#waiting
  }

  answer(duplicates: readonly Duplicate[]): void {
    if (duplicates.length === 0) return
    this.#waiting += duplicates.length
    void this.#answerAll(duplicates).finally(() => {
      this.#waiting -= duplicates.length
    })
  }

  async #answerAll(duplicates: readonly Duplicate[]): Promise<void> {
    const keys = duplicates.flatMap(({ decided }) => keyOf(decided) ?? [])
    const found = await this.#lookUp(keys, Math.min(...duplicates.map(({ request }) => request.deadline)))
    const byKey = new Map(found.map((entry) => [entryKeyText(entry), entry]))
    for (const { request, decided } of duplicates) {
      const key = keyOf(decided)
      const entry = key && byKey.get(entryKeyText(key))
      const { outcome, request: message } = decided
      if (entry) request.answer({ state: 'decided', outcome, entry, position: message.position })
      else request.answer({ state: 'unknown' })
    }
  }

  /** Nothing if the database does not answer in time: asking again tells. */
  async #lookUp(keys: readonly EntryKey[], deadline: number): Promise<readonly EntryOnRecord[]> {
    for (;;) {
      const left = deadline - performance.now()
      if (left <= 0) return []
      const late = new AbortController()
      try {
        const asked = entriesOnRecord(this.#database, keys)
        asked.catch(() => {}) // it may fail after it was given up
        return await Promise.race([asked, wait(left, [], { signal: late.signal })])
      } catch {
        await wait(Math.min(RETRY_AFTER_MS, Math.max(0, deadline - performance.now())))
      } finally {
        late.abort()
      }
    }
  }
}

function keyOf({ request: { message } }: DecidedMessage): EntryKey | null {
  return 'kind' in message && message.kind === 'command' ? message : null
}
