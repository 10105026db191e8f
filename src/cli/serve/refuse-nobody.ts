import type { UserTokens } from '../../http/identity/user-tokens.ts'
import { readApiKeys } from '../../reads/identity/api-keys.ts'
import type { Database } from '../../stores/database.ts'
import { CommandError } from '../shared/command-error.ts'

/** @throws CommandError if nobody could ever ask: neither users by their tokens nor servers by their keys (CONTRACT §11). */
export async function refuseNobody(database: Database, tokens: UserTokens | null): Promise<void> {
  if (tokens) return
  const keys = await readApiKeys(database.query, database.dialect)
  if (keys.some(({ role, revokedAt }) => role === 'business' && revokedAt === null)) return
  throw new CommandError(
    'nobody could ask: set AXON_JWT_SECRET, --jwt-secret-file, --jwks-file or --jwks-url for users, ' +
      'or make a key for servers with `axon keys create --name shop --role business`',
    2,
  )
}
