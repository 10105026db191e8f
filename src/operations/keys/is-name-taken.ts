import { readApiKeys } from '../../reads/identity/api-keys.ts'
import type { Query } from '../../stores/database.ts'
import type { Dialect } from '../../stores/dialect.ts'

/** Whether another key than `id` has that name and is not revoked: of two, the log of changes could not tell who it was. */
export async function isNameTaken(
  query: Query,
  dialect: Dialect,
  { name, id }: { readonly name: string; readonly id?: number },
): Promise<boolean> {
  const keys = await readApiKeys(query, dialect)
  return keys.some((key) => key.name === name && key.id !== id && key.revokedAt === null)
}
