import { readSeeding } from '../../reads/seeding.ts'
import type { Database } from '../../stores/database.ts'

/** An empty shop dead-letters every message: said before it happens, not refused. */
export async function warnIfNotSeeded(database: Database): Promise<void> {
  const { activities, purchaseEvents } = await readSeeding(database)
  if (activities === 0) {
    warn('no campaign activities: every command will be a dead letter; load some with `axon seed`')
  } else if (purchaseEvents === 0) {
    warn('no ACTIVE event with trigger type PURCHASE: purchases will be dead letters (NO_ACTIVE_EVENT)')
  }
}

const warn = (text: string): boolean => process.stderr.write(`axon: warning: ${text}\n`)
