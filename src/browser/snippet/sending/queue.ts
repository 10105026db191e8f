import { site } from '../settings.ts'
import { store, stored } from '../storage.ts'
import { tokens, user } from '../user.ts'

export const MAX_BATCH_ITEMS = 20
/** A browser lets 64 KB of all that a page sends outlive it, and a character may be three bytes. */
const MAX_BATCH_CHARACTERS = 16_000
/** Who is offline for long keeps the newest. */
const MAX_ITEMS = 200
const MAX_CHARACTERS = 64_000

const KEY = `axon-${site}`

/**
 * Puts an item behind those that wait; answers with how many there are. A line has its user (empty: nobody), JSON of the visitor, and
 * its own JSON, with tabs between them.
 */
export const enqueue = (line: string): number => write([...read(), line])

/** The oldest items of one visitor that may be sent now, but these, as many as fit into a request. They stay stored until they are removed. */
export const nextBatch = (but: readonly string[]): string[] => {
  const batch: string[] = []
  let whose: string | undefined
  let characters = 0
  write(
    read().filter((line) => {
      const [owner, visitor] = line.split('\t')
      const who = owner! + visitor
      const isOwn = !owner || tokens[owner]
      if (isOwn && !but.includes(line) && (whose ?? who) === who && batch.length < MAX_BATCH_ITEMS) {
        whose = who
        characters += line.length
        if (!batch[0] || characters < MAX_BATCH_CHARACTERS) batch.push(line)
      }
      // Else somebody else has logged in since, elsewhere: nobody has the token that it needs.
      return isOwn || !user || owner === user
    }),
  )
  return batch
}

/** These are done with. */
export const remove = (batch: readonly string[]): unknown =>
  write(read().filter((line) => !batch.includes(line)))

export const dropQueue = (): void => store(KEY, '')

const read = (): string[] =>
  stored(KEY)
    .split('\n')
    .filter((line) => line)

const write = (queue: readonly string[]): number => {
  const text = queue.join('\n')
  if (queue.length > MAX_ITEMS || text.length > MAX_CHARACTERS) return write(queue.slice(1))
  store(KEY, text)
  return queue.length
}
