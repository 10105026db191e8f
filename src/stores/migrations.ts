import { join } from 'node:path'
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator'
import { HaltError } from '../domain/halt-error.ts'
import { packageRoot } from '../package-root.ts'
import type { Dialect } from './dialect.ts'

/** Where both databases keep which migrations ran; `created_at` is the migration's own time. */
export const MIGRATIONS_TABLE = 'axon_migrations'

/** No waiting makes this program understand tables that were made later than it. */
export class NewerTablesError extends HaltError {}

/** What a database that may only be read is told when its tables are missing or old. */
export function tablesMissing(where: string): HaltError {
  return new HaltError(`database ${where}: its tables are not there yet: \`axon seed\` makes them`)
}

/**
 * The migrations still to run on a database whose newest one was made at `newest` (epoch ms, null = none ran yet).
 * Throws {@link NewerTablesError} if the database, `where`, is newer than this program (CONTRACT §4).
 */
export function pendingMigrations(
  dialect: Dialect['name'],
  newest: number | null,
  where: string,
): MigrationMeta[] {
  const all = readMigrationFiles({ migrationsFolder: join(packageRoot, 'migrations', dialect) })
  const known = Math.max(...all.map((migration) => migration.folderMillis))
  if (newest !== null && newest > known) {
    throw new NewerTablesError(
      `database ${where}: its tables were made by a newer version of axon: install that version, or name another database`,
    )
  }
  return all.filter((migration) => newest === null || migration.folderMillis > newest)
}
