import { sql } from 'drizzle-orm'
import type { Database } from '../../stores/database.ts'

/** An empty shop dead-letters every message: said before it happens, not refused. */
export async function warnIfNotSeeded(database: Database): Promise<void> {
  const [found] = await database.query<{ activities: number; purchases: number }>(sql`
    SELECT (SELECT count(*) FROM campaign_activities) AS activities,
           (SELECT count(*) FROM events WHERE trigger_type = 'PURCHASE' AND status = 'ACTIVE') AS purchases`)
  if (found?.activities === 0) {
    warn('no campaign activities: every command will be a dead letter; load some with `axon seed`')
  } else if (found?.purchases === 0) {
    warn('no ACTIVE event with trigger type PURCHASE: purchases will be dead letters (NO_ACTIVE_EVENT)')
  }
}

const warn = (text: string): boolean => process.stderr.write(`axon: warning: ${text}\n`)
