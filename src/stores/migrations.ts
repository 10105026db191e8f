import { join } from 'node:path'
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator'
import { HaltError } from '../domain/halt-error.ts'
import { packageRoot } from '../package-root.ts'
import type { Dialect } from './dialect.ts'

/** Where both databases keep which migrations ran; `created_at` is the migration's own time. */
export const MIGRATIONS_TABLE = 'axon_migrations'

/** What a database that may only be read is told when its tables are missing or old. */
export function tablesMissing(where: string): HaltError {
  return new HaltError('TABLES_MISSING', { database: where })
}

/**
 * The migrations still to run on a database whose newest one was made at `newest` (epoch ms, null = none ran yet).
 * @throws HaltError if the database, `where`, is newer than this program (CONTRACT §4).
 */
export function pendingMigrations(
  dialect: Dialect['name'],
  newest: number | null,
  where: string,
): MigrationMeta[] {
  const all = readMigrationFiles({ migrationsFolder: join(packageRoot, 'migrations', dialect) })
  const known = Math.max(...all.map((migration) => migration.folderMillis))
  if (newest !== null && newest > known) {
    throw new HaltError('TABLES_NEWER', { database: where })
  }
  return all.filter((migration) => newest === null || migration.folderMillis > newest)
}
