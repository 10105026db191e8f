import { oneLineError, terminalJson } from '../../domain/shown-text.ts'
import { revokeApiKey } from '../../operations/keys/revoke-api-key.ts'
import { CommandError } from '../shared/command-error.ts'
import { authorOfCommand } from '../shared/identity/author-of-command.ts'
import { usingDatabase } from '../shared/using-database.ts'
import type { KeysOptions } from './keys-options.ts'

/** `axon keys revoke`. Returns the exit code. */
export async function revokeKey(id: number, { database: url, json }: KeysOptions): Promise<number> {
  return usingDatabase(url, async (database) => {
    const revoked = await revokeApiKey(database, id, authorOfCommand())
    if (!revoked) throw new CommandError(`there is no key ${id}: \`axon keys list\` shows all`, 2)
    const revokedAt = new Date(revoked.revokedAt).toISOString()
    const text = `key ${id} (${oneLineError(revoked.name)}, ${revoked.role}) is revoked since ${revokedAt}`
    process.stdout.write(`${json ? terminalJson({ ...revoked, revokedAt }) : text}\n`)
    return 0
  })
}
