import { formatCount } from '../../domain/format-count.ts'
import { terminalJson } from '../../domain/shown-text.ts'
import { discardDeadLetters as discard } from '../../operations/dead-letters/discard-dead-letters.ts'
import { countDeadLetters } from '../../reads/dead-letters/dead-letters.ts'
import { CommandError } from '../shared/command-error.ts'
import { CountProgress } from '../shared/progress/count-progress.ts'
import { usingDatabase } from '../shared/using-database.ts'
import type { DeadLetterOptions } from './dead-letters-options.ts'
import { refuseUnknownIds } from './refuse-unknown-ids.ts'

/** `axon dead-letters discard`. Returns the exit code. */
export async function discardDeadLetters(
  ids: readonly number[],
  options: DeadLetterOptions,
): Promise<number> {
  const { reason, source, all = false } = options
  if (ids.length === 0 && reason === undefined && source === undefined && !all) {
    throw new CommandError('name the ids to discard, or a filter (--reason, --source), or --all', 2)
  }
  return usingDatabase(options.database, async (database) => {
    const notPending = await refuseUnknownIds(database, ids)
    const filter = { reason, source, ids: ids.length > 0 ? ids : undefined }
    const pending = await countDeadLetters(database, { ...filter, status: 'PENDING' })
    const progress = new CountProgress('dead letters', pending)
    const discarded = await discard(database, filter, (count) => progress.add(count)).finally(() =>
      progress.end(),
    )
    const rest = notPending > 0 ? `, ${notPending} left as they are: not PENDING` : ''
    const text = `${formatCount(discarded)} discarded${rest}`
    process.stdout.write(`${options.json ? terminalJson({ discarded, notPending }) : text}\n`)
    return 0
  })
}
