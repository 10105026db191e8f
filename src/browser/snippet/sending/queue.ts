import { store, stored } from '../storage.ts'
import { isRefused, user } from '../user.ts'

export const MAX_BATCH_ITEMS = 20
/** A browser lets 64 KB of all that a page sends outlive it; other scripts want some of it. */
const MAX_BATCH_BYTES = 48_000
/** Who is offline for long keeps the newest. */
const MAX_ITEMS = 200
const MAX_CHARACTERS = 64_000

const KEY = 'axon-queue-'

/** What this tab is sending. Another one may send the same: by its id it counts once. */
const underway = new Set<string>()

/**
 * An item as it waits is a line: whose it is (anonymous id, session, user), and its JSON.
 */
export const lineOf = (who: string, json: string): string => `${who}\t${json}`
export const partsOf = (line: string): string[] => line.split('\t')

/** Puts items behind those that wait; answers with how many there are. */
export const enqueue = (added: readonly string[]): number => write([...read(), ...added])

/** The oldest items of one visitor that may be sent now, as many as fit into a request. They stay stored until they are put down. */
export function take(): string[] {
  const batch: string[] = []
  let whose: string | undefined
  let bytes = 0
  const kept = read().filter((line) => {
    const [who, json] = partsOf(line)
    const owner = who!.split(' ')[2]
    const isFree = !underway.has(line) && (!owner || (owner === user && !isRefused))
    if (isFree && (!whose || whose === who)) {
      bytes += new TextEncoder().encode(json).length
      if (!whose || (!batch[MAX_BATCH_ITEMS - 1] && bytes < MAX_BATCH_BYTES)) {
        batch.push(line)
        underway.add(line)
      }
      whose = who
    }
    // Else somebody else has logged in since: nobody has the token that it needs.
    return !owner || !user || owner === user
  })
  write(kept)
  return batch
}

/** The items are done with, or (`isAgain`) wait again. */
export function putDown(batch: readonly string[], isAgain: boolean): void {
  for (const line of batch) underway.delete(line)
  if (!isAgain) write(read().filter((line) => !batch.includes(line)))
}

export const dropQueue = (): void => store(KEY, '')

const read = (): string[] =>
  stored(KEY)
    .split('\n')
    .filter((line) => line)

function write(queue: readonly string[]): number {
  const text = queue.join('\n')
  if (queue.length > MAX_ITEMS || text.length > MAX_CHARACTERS) return write(queue.slice(1))
  store(KEY, text)
  return queue.length
}
