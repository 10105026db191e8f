import { sql } from 'drizzle-orm/sql'
import type { KeyRole } from '../../reads/identity/api-keys.ts'
import type { Database } from '../../stores/database.ts'
import { ID } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'
import { type Author, recordChanges } from '../changes/record-changes.ts'
import { oneAtATime } from '../one-at-a-time.ts'
import { hashOfApiKey, newApiKey } from './api-key.ts'
import { isNameTaken } from './is-name-taken.ts'

export interface NewApiKey {
  readonly name: string
  readonly role: KeyRole
  /** Epoch ms; null: never. */
  readonly expiresAt: number | null
}

export interface CreatedApiKey extends NewApiKey {
  readonly id: number
  /** The key: this is the only moment at which anybody knows it. */
  readonly key: string
}

const MADE = rowShape('made API key', { id: ID })

/** Makes a key and stores its hash (CONTRACT §11). Null if a key that is not revoked has that name. */
export async function createApiKey(
  database: Database,
  { name, role, expiresAt }: NewApiKey,
  author: Author,
): Promise<CreatedApiKey | null> {
  const { dialect } = database
  const key = newApiKey()
  return database.transaction(async (query) => {
    await oneAtATime(query, dialect, 'api_keys')
    if (await isNameTaken(query, dialect, { name })) return null
    const [row] = await query(
      sql`
      INSERT INTO api_keys (name, role, key_hash, created_at, expires_at)
      VALUES (${name}, ${role.toUpperCase()}, ${hashOfApiKey(key)}, ${dialect.instant(author.atMs)}, ${dialect.instant(expiresAt)})
      RETURNING id`,
      MADE,
    )
    const { id } = row!
    const after = { name, role, expiresAt }
    await recordChanges(query, dialect, author, [
      { action: 'create', subject: 'api_key', subjectId: id, before: null, after },
    ])
    return { id, name, role, expiresAt, key }
  })
}
