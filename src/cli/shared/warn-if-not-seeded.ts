import { readSeeding } from '../../reads/seeding.ts'
import type { Database } from '../../stores/database.ts'

/** What becomes of messages, or of requests, in a shop where something is missing. */
export interface MissingInShop {
  readonly noActivities: string
  readonly noPurchaseEvent: string
}

const OF_MESSAGES: MissingInShop = {
  noActivities: 'every command will be a dead letter',
  noPurchaseEvent: 'purchases will be dead letters (NO_ACTIVE_EVENT)',
}

/** An empty shop takes nothing: said before it happens, not refused. */
export async function warnIfNotSeeded(
  database: Database,
  { noActivities, noPurchaseEvent }: MissingInShop = OF_MESSAGES,
): Promise<void> {
  const { activities, purchaseEvents } = await readSeeding(database)
  if (activities === 0) warn(`no campaign activities: ${noActivities}; load some with \`axon seed\``)
  else if (purchaseEvents === 0) warn(`no ACTIVE event with trigger type PURCHASE: ${noPurchaseEvent}`)
}

const warn = (text: string): boolean => process.stderr.write(`axon: warning: ${text}\n`)
