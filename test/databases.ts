import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { createTestDatabase } from '../services/test-database.ts'

export interface EmptyDatabase {
  readonly url: string
  drop(): Promise<void>
}

/** Both databases, each as a way to get an empty one: `describe.each(databases)('on $name', …)`. */
export const databases: readonly { readonly name: string; create(): Promise<EmptyDatabase> }[] = [
  {
    name: 'SQLite',
    create: async () => {
      const folder = await mkdtemp(join(tmpdir(), 'axon-test-'))
      return {
        url: `sqlite:${join(folder, 'axon.db')}?synchronous=off`,
        drop: () => rm(folder, { recursive: true, force: true }),
      }
    },
  },
  { name: 'Postgres', create: () => createTestDatabase(inject('postgresAdminUrl')) },
]
