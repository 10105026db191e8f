import { sql } from 'drizzle-orm/sql'
import { type KeyRole, readApiKeys } from '../../reads/identity/api-keys.ts'
import type { Database } from '../../stores/database.ts'
import { type Author, recordChanges } from '../changes/record-changes.ts'

export interface RevokedApiKey {
  readonly id: number
  readonly name: string
  readonly role: KeyRole
  /** Epoch ms. */
  readonly revokedAt: number
}

/** Takes a key back; again changes nothing. Null if there is no key of that id. */
export async function revokeApiKey(
  database: Database,
  id: number,
  author: Author,
): Promise<RevokedApiKey | null> {
  const { dialect } = database
  return database.transaction(async (query) => {
    const key = (await readApiKeys(query, dialect)).find((stored) => stored.id === id)
    if (!key) return null
    const revokedAt = key.revokedAt ?? author.atMs
    if (key.revokedAt === null) {
      await query(sql`UPDATE api_keys SET revoked_at = ${dialect.instant(revokedAt)} WHERE id = ${id}`)
      const before = { name: key.name, role: key.role, expiresAt: key.expiresAt }
      await recordChanges(query, dialect, author, [
        { action: 'revoke', subject: 'api_key', subjectId: id, before, after: { ...before, revokedAt } },
      ])
    }
    return { id, name: key.name, role: key.role, revokedAt }
  })
}
