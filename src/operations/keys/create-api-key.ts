import { sql } from 'drizzle-orm'
import type { KeyRole } from '../../reads/identity/api-keys.ts'
import type { Database } from '../../stores/database.ts'
import { ID } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'
import { type Author, recordChanges } from '../changes/record-changes.ts'
import { hashOfApiKey, newApiKey } from './api-key.ts'

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

/** Makes a key and stores its hash (CONTRACT §11). */
export async function createApiKey(
  database: Database,
  { name, role, expiresAt }: NewApiKey,
  author: Author,
): Promise<CreatedApiKey> {
  const { dialect } = database
  const key = newApiKey()
  const id = await database.transaction(async (query) => {
    const [row] = await query(
      sql`
      INSERT INTO api_keys (name, role, key_hash, created_at, expires_at)
      VALUES (${name}, ${role.toUpperCase()}, ${hashOfApiKey(key)}, ${dialect.instant(author.atMs)}, ${dialect.instant(expiresAt)})
      RETURNING id`,
      MADE,
    )
    const after = { name, role, expiresAt }
    await recordChanges(query, dialect, author, [
      { action: 'create', subject: 'api_key', subjectId: row!.id, before: null, after },
    ])
    return row!.id
  })
  return { id, name, role, expiresAt, key }
}
