import type { EntryOnRecord } from '../../domain/sale/entry-on-record.ts'
import { type EntryKey, entriesOnRecord } from '../../reads/sale/entries-on-record.ts'
import { SharedLookUp } from '../../reads/sale/shared-look-up.ts'
import type { Database } from '../../stores/database.ts'

const TIMEOUT_MS = 2_000

const textOf = ({ campaignActivityId, userId }: EntryKey): string => `${campaignActivityId} ${userId}`

/** Entries of users, looked up together for all who ask at about the same time. */
export class EntriesOnRecord extends SharedLookUp<EntryKey, EntryOnRecord> {
  constructor(database: Pick<Database, 'query' | 'dialect'>) {
    super({
      textOf,
      timeoutMs: TIMEOUT_MS,
      find: async (keys) => {
        const entries = await entriesOnRecord(database, keys)
        return new Map(entries.map((entry) => [textOf(entry), entry]))
      },
    })
  }
}
