import { sql } from 'drizzle-orm'
import type { Database, Query } from '../stores/database.ts'

/**
 * Runs queries that all see the database as it is at one moment, whatever other processes write meanwhile. Takes no lock
 * that a writer would wait for.
 */
export async function readSnapshot<T>(database: Database, work: (query: Query) => Promise<T>): Promise<T> {
  if (database.dialect.name === 'postgres') {
    return database.transaction(async (query) => {
      await query(sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`)
      return work(query)
    })
  }
  // The transaction of the store takes SQLite's write lock; a deferred one that only reads takes none.
  await database.query(sql`BEGIN DEFERRED`)
  try {
    return await work(database.query)
  } finally {
    await database.query(sql`ROLLBACK`)
  }
}
