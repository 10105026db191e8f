import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { createTestDatabase } from '../services/test-database.ts'

export interface EmptyDatabase {
  readonly url: string
  drop(): Promise<void>
}

export interface TestedDatabase {
  readonly name: string
  /** Without rows; whether it has its tables already is left to it. */
  create(): Promise<EmptyDatabase>
  createWithoutTables(): Promise<EmptyDatabase>
}

/** Both databases, each as a way to get an empty one: `describe.each(databases)('on $name', …)`. */
export const databases: readonly TestedDatabase[] = [
  { name: 'SQLite', create: sqliteFile, createWithoutTables: sqliteFile },
  {
    name: 'Postgres',
    create: () => createTestDatabase(inject('postgresAdminUrl'), inject('postgresTemplate')),
    createWithoutTables: () => createTestDatabase(inject('postgresAdminUrl')),
  },
]

async function sqliteFile(): Promise<EmptyDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'axon-test-'))
  return {
    url: `sqlite:${join(folder, 'axon.db')}?synchronous=off`,
    drop: () => rm(folder, { recursive: true, force: true }),
  }
}
