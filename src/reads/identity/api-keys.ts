import { sql } from 'drizzle-orm/sql'
import type { Query } from '../../stores/database.ts'
import type { Dialect } from '../../stores/dialect.ts'
import { BYTES, ID, INSTANT, nullable, oneOf, TEXT } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'
import { type ListChoice, limitedTo, listConditions } from '../list-choice.ts'

/** What a key may do: `business` sends for users, `admin` changes everything, `viewer` sees everything (CONTRACT §11). */
export type KeyRole = (typeof KEY_ROLES)[number]
export const KEY_ROLES = ['business', 'admin', 'viewer'] as const

/** A key as it is stored: never the key itself. Instants are epoch ms. */
export interface StoredApiKey {
  readonly id: number
  readonly name: string
  readonly role: KeyRole
  /** SHA-256 of the key. */
  readonly hash: Buffer
  readonly createdAt: number
  /** Null: never. */
  readonly expiresAt: number | null
  /** Null: it was not. */
  readonly revokedAt: number | null
}

const API_KEY = rowShape<StoredApiKey>('API key', {
  id: ID,
  name: TEXT,
  role: oneOf(KEY_ROLES),
  hash: BYTES,
  createdAt: INSTANT,
  expiresAt: nullable(INSTANT),
  revokedAt: nullable(INSTANT),
})

/** Keys, the revoked ones included, by id; default: all. */
export async function readApiKeys(
  query: Query,
  { epochMs }: Dialect,
  choice: ListChoice = {},
): Promise<StoredApiKey[]> {
  return query(
    sql`
    SELECT id, name, lower(role) AS role, key_hash AS hash, ${epochMs(sql`created_at`)} AS "createdAt",
           ${epochMs(sql`expires_at`)} AS "expiresAt", ${epochMs(sql`revoked_at`)} AS "revokedAt"
    FROM api_keys WHERE ${sql.join(listConditions(choice, sql`name`), sql` AND `)}
    ORDER BY id ${limitedTo(choice.limit)}`,
    API_KEY,
  )
}
