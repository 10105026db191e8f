import { type SQL, sql } from 'drizzle-orm/sql'

/** A name that is longer is cut by the database to so many characters, the last of them `…`: names may have any length. */
export function nameColumn(column: SQL, most: number | undefined): SQL {
  if (most === undefined) return column
  return sql`CASE WHEN octet_length(${column}) > ${most} AND length(${column}) > ${most} THEN substr(${column}, 1, ${most - 1}) || '…' ELSE ${column} END`
}
