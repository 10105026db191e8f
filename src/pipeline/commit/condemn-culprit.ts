import type { Store } from '../store.ts'
import type { Batch } from './batch.ts'
import { FencedError } from './fenced-error.ts'
import { firstRefused } from './first-refused.ts'

/** How often a data error may vanish when it is looked for (two processes inserting one key, say) before it is thrown. */
export const MAX_VANISHED_REFUSALS = 3

/**
 * Finds the first message of the batch that the database refuses, by trying without lasting effect, and makes it a dead letter;
 * false if none is refused any more. `attempt` does what it is given, again after outages if it likes.
 * @throws what is no data error, and the refusal of a message that is condemned already.
 */
export async function condemnCulprit(
  batch: Batch,
  store: Store,
  attempt: (rehearse: () => Promise<void>) => Promise<void>,
): Promise<boolean> {
  const refused = await firstRefused(batch.messages.length, async (length) => {
    try {
      await attempt(() => batch.rehearse(store, length))
      return null
    } catch (error) {
      if (error instanceof FencedError || store.failureOf(error) !== 'data') throw error
      return error as Error
    }
  })
  const culprit = refused && batch.messages[refused.index]
  if (!culprit) return false
  if (batch.condemned.has(culprit)) throw refused.error
  batch.condemned.set(culprit, refused.error)
  return true
}
