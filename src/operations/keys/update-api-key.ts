import { sql } from 'drizzle-orm/sql'
import { readApiKeys, type StoredApiKey } from '../../reads/identity/api-keys.ts'
import type { Database } from '../../stores/database.ts'
import { type Author, recordChanges } from '../changes/record-changes.ts'
import { oneAtATime } from '../one-at-a-time.ts'
import { isNameTaken } from './is-name-taken.ts'

/** What of a key can be changed: whose it is, and until when it counts. */
export type KeyChange = Pick<StoredApiKey, 'name' | 'expiresAt'>

export type KeyUpdated =
  | { readonly kind: 'saved'; readonly key: StoredApiKey }
  | { readonly kind: 'conflict'; readonly stored: StoredApiKey }
  | { readonly kind: 'missing' }
  /** A key that is not revoked has that name. */
  | { readonly kind: 'name_taken' }

/** Changes a key, if it is still as `isCurrent` wants it. */
export function updateApiKey(
  database: Database,
  id: number,
  { change, isCurrent }: { change: KeyChange; isCurrent: (stored: StoredApiKey) => boolean },
  author: Author,
): Promise<KeyUpdated> {
  const { dialect } = database
  return database.transaction(async (query) => {
    await oneAtATime(query, dialect, 'api_keys')
    const [stored] = await readApiKeys(query, dialect, { id })
    if (!stored) return { kind: 'missing' }
    if (!isCurrent(stored)) return { kind: 'conflict', stored }
    const key = { ...stored, ...change }
    const isRenamed = key.name !== stored.name
    if (isRenamed && (await isNameTaken(query, dialect, { name: key.name, id })))
      return { kind: 'name_taken' }
    if (isRenamed || key.expiresAt !== stored.expiresAt) {
      await query(sql`
        UPDATE api_keys SET name = ${key.name}, expires_at = ${dialect.instant(key.expiresAt)} WHERE id = ${id}`)
      const shown = ({ name, role, expiresAt }: StoredApiKey) => ({ name, role, expiresAt })
      await recordChanges(query, dialect, author, [
        { action: 'update', subject: 'api_key', subjectId: id, before: shown(stored), after: shown(key) },
      ])
    }
    return { kind: 'saved', key }
  })
}
