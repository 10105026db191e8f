import { terminalJson } from '../../domain/shown-text.ts'
import { createApiKey } from '../../operations/keys/create-api-key.ts'
import { CommandError } from '../shared/command-error.ts'
import { authorOfCommand } from '../shared/identity/author-of-command.ts'
import { usingDatabase } from '../shared/using-database.ts'
import type { CreateKeyOptions } from './keys-options.ts'

/** `axon keys create`. Returns the exit code. */
export async function createKey({
  database: url,
  name,
  role,
  expires,
  json,
}: CreateKeyOptions): Promise<number> {
  return usingDatabase(url, async (database) => {
    const author = authorOfCommand()
    const expiresAt = expires === undefined ? null : author.atMs + expires
    const created = await createApiKey(database, { name, role, expiresAt }, author)
    if (!created) {
      throw new CommandError(
        `there is a key named ${name} already, and the log of changes could not tell the two: take another name, or revoke that one with \`axon keys revoke\``,
        2,
      )
    }
    const { id, key } = created
    process.stdout.write(`${json ? terminalJson({ id, name, role, key }) : key}\n`)
    const until = expiresAt === null ? '' : `, until ${new Date(expiresAt).toISOString()}`
    process.stderr.write(`key ${id} (${role}${until}) is made: keep it, it is not shown again\n`)
    return 0
  })
}
