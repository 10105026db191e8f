import { HaltError } from '../domain/halt-error.ts'

/**
 * Whether the database refused to write as its disk is full (SQLite's SQLITE_FULL, Postgres' disk_full). It said so itself: the transaction is
 * undone, and trying again is of no use until somebody makes room.
 */
export function isDiskFull(error: unknown): boolean {
  const cause = error instanceof HaltError ? error.cause : error
  const { code } = (cause ?? {}) as { readonly code?: unknown }
  return code === '53100' || String(code).startsWith('SQLITE_FULL')
}
