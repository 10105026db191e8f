import type { EntryOnRecord } from '../../domain/sale/entry-on-record.ts'
import { entriesOnRecord } from '../../reads/sale/entries-on-record.ts'
import { type EntryKey, entryKeyText } from '../../reads/sale/entry-key.ts'
import { SharedLookUp } from '../../reads/sale/shared-look-up.ts'
import type { Database } from '../../stores/database.ts'

/** Entries of users, looked up together for all who ask at about the same time. */
export class EntriesOnRecord extends SharedLookUp<EntryKey, EntryOnRecord> {
  constructor(database: Pick<Database, 'query' | 'dialect'>) {
    super({
      textOf: entryKeyText,
      find: async (keys) => {
        const entries = await entriesOnRecord(database, keys)
        return new Map(entries.map((entry) => [entryKeyText(entry), entry]))
      },
    })
  }
}
