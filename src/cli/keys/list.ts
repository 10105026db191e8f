import { terminalJson } from '../../domain/shown-text.ts'
import { readApiKeys, type StoredApiKey } from '../../reads/identity/api-keys.ts'
import { textTable } from '../shared/text-table.ts'
import { usingDatabase } from '../shared/using-database.ts'
import type { KeysOptions } from './keys-options.ts'

/** `axon keys list`. Returns the exit code. */
export async function listKeys({ database: url, json }: KeysOptions): Promise<number> {
  return usingDatabase(url, async (database) => {
    const stored = await readApiKeys(database.query, database.dialect)
    const keys = stored.map((key) => ({
      id: key.id,
      name: key.name,
      role: key.role,
      state: stateOf(key, Date.now()),
      createdAt: instant(key.createdAt),
      expiresAt: instant(key.expiresAt),
      revokedAt: instant(key.revokedAt),
    }))
    const rows = keys.map(({ id, name, role, state, createdAt, expiresAt }) => [
      String(id),
      name,
      role,
      state,
      createdAt ?? '',
      expiresAt ?? 'never',
    ])
    const text =
      keys.length > 0 ? textTable(['id', 'name', 'role', 'state', 'made', 'expires'], rows) : 'no keys'
    process.stdout.write(`${json ? terminalJson({ keys }) : text}\n`)
    return 0
  })
}

const instant = (epochMs: number | null): string | null =>
  epochMs === null ? null : new Date(epochMs).toISOString()

function stateOf({ revokedAt, expiresAt }: StoredApiKey, nowMs: number): 'good' | 'revoked' | 'expired' {
  if (revokedAt !== null) return 'revoked'
  return expiresAt !== null && expiresAt <= nowMs ? 'expired' : 'good'
}
