import { terminalJson } from '../../domain/shown-text.ts'
import { isoOrNull } from '../../domain/text/iso-or-null.ts'
import { readApiKeys } from '../../reads/identity/api-keys.ts'
import { keyState } from '../../reads/identity/key-state.ts'
import { outputWidth } from '../shared/tables/output-width.ts'
import type { TableColumn } from '../shared/tables/table-column.ts'
import { textTable } from '../shared/tables/text-table.ts'
import { readingDatabase } from '../shared/using-database.ts'
import type { KeysOptions } from './keys-options.ts'

interface ListedKey {
  readonly id: number
  readonly name: string
  readonly role: string
  readonly state: string
  readonly createdAt: string | null
  readonly expiresAt: string | null
}

const COLUMNS: readonly TableColumn<ListedKey>[] = [
  { title: 'id', cell: ({ id }) => String(id) },
  { title: 'name', cell: ({ name }) => name, cut: { at: 'end', least: 12 } },
  { title: 'role', cell: ({ role }) => role },
  { title: 'state', cell: ({ state }) => state },
  { title: 'made', cell: ({ createdAt }) => createdAt ?? '', leaveOut: { turn: 1 } },
  { title: 'expires', cell: ({ expiresAt }) => expiresAt ?? 'never' },
]

/** `axon keys list`. Returns the exit code. */
export async function listKeys({ database: url, json }: KeysOptions): Promise<number> {
  return readingDatabase(url, async (database) => {
    const stored = await readApiKeys(database.query, database.dialect)
    const keys = stored.map((key) => ({
      id: key.id,
      name: key.name,
      role: key.role,
      state: keyState(key, Date.now()),
      createdAt: isoOrNull(key.createdAt),
      expiresAt: isoOrNull(key.expiresAt),
      revokedAt: isoOrNull(key.revokedAt),
    }))
    const text = keys.length > 0 ? textTable(COLUMNS, keys, outputWidth()).text : 'no keys'
    process.stdout.write(`${json ? terminalJson({ keys }) : text}\n`)
    return 0
  })
}
