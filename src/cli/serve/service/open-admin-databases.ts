import type { TakeTurn } from '../../../pipeline/commit/turns.ts'
import type { Database } from '../../../stores/database.ts'
import { parseDatabaseUrl } from '../../../stores/database-url.ts'
import { inTurns } from '../../../stores/in-turns.ts'
import { openDatabase } from '../../../stores/open-database.ts'
import { openReader } from '../../../stores/open-reader.ts'
import type { AdminOptions } from './entry-service-options.ts'

/** What the admin pages ask: `database` for what is written, `reads` for what is only read. */
export interface AdminDatabases {
  readonly database: Database
  readonly reads: Database
  /** Of the connections that are admin's own. */
  close(): Promise<void>
}

/**
 * On Postgres all have the same connections. On SQLite, whose driver is synchronous, admin has its own: what it writes takes a turn of the
 * group commit, and what it reads never sees a transaction that is not committed, in a thread where that is wanted. Nothing but the service's own connection sees a
 * database in memory: there reads take turns, too.
 */
export async function openAdminDatabases(
  database: Database,
  { databaseUrl: url, readsApart = false }: Pick<AdminOptions, 'databaseUrl' | 'readsApart'>,
  takeTurn: TakeTurn,
): Promise<AdminDatabases> {
  const parsed = typeof url === 'string' ? await parseDatabaseUrl(url) : url
  if (parsed.kind === 'postgres') return { database, reads: database, close: async () => {} }
  if (parsed.isInMemory) {
    const shared = inTurns(database, takeTurn)
    return { database: shared, reads: shared, close: async () => {} }
  }
  const written = await openDatabase(parsed, { isPrompt: true })
  const reads = await (readsApart ? openReader(parsed) : openDatabase(parsed, { isPrompt: true }))
  const close = async (): Promise<void> => {
    await written.close()
    await reads.close()
  }
  return { database: inTurns(written, takeTurn), reads, close }
}
