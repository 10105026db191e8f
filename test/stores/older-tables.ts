import { join } from 'node:path'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { packageRoot } from '../../src/package-root.ts'
import type { Dialect } from '../../src/stores/dialect.ts'

/** The statements that make the tables as they were when there were only the first `count` migrations. */
export function olderTables(dialect: Dialect['name'], count: number): string[] {
  const older = readMigrationFiles({ migrationsFolder: join(packageRoot, 'migrations', dialect) }).slice(
    0,
    count,
  )
  return [
    `CREATE TABLE axon_migrations (hash text NOT NULL, created_at ${dialect === 'sqlite' ? 'integer' : 'bigint'} NOT NULL)`,
    ...older.flatMap(({ sql, hash, folderMillis }) => [
      ...sql,
      `INSERT INTO axon_migrations VALUES ('${hash}', ${folderMillis})`,
    ]),
  ]
}
