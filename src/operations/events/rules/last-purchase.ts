import { sql } from 'drizzle-orm/sql'
import { PURCHASE_TRIGGER } from '../../../pipeline/trigger-strategies/purchase.ts'
import type { Query } from '../../../stores/database.ts'
import { COUNT } from '../../../stores/rows/row-kind.ts'
import { rowShape } from '../../../stores/rows/row-shape.ts'
import { EventRefusedError } from '../event-refused-error.ts'
import type { StoredEventRow } from '../event-row.ts'

const LEFT = rowShape('what is left for purchases', { events: COUNT, activities: COUNT })

/** Keeps the last ACTIVE event of purchases while a campaign activity is ACTIVE: without one nobody could be approved. */
export async function refuseLastPurchase(
  query: Query,
  saved: readonly StoredEventRow[],
  before: ReadonlyMap<number, StoredEventRow>,
): Promise<void> {
  const given = saved.find((event) => isOfPurchases(before.get(event.id)) && !isOfPurchases(event))
  if (!given) return
  const [left] = await query(
    sql`
      SELECT (SELECT count(*) FROM events
              WHERE trigger_type = ${PURCHASE_TRIGGER} AND status = 'ACTIVE' AND sink = 'DATABASE') AS events,
             (SELECT count(*) FROM campaign_activities WHERE status = 'ACTIVE') AS activities`,
    LEFT,
  )
  if (left!.events > 0 || left!.activities === 0) return
  const field = given.triggerType === PURCHASE_TRIGGER ? 'status' : 'triggerType'
  const message = `can't be ${given[field]}: this is the last ACTIVE event of ${PURCHASE_TRIGGER}, and a campaign activity is ACTIVE`
  throw new EventRefusedError(given.id, { field, message })
}

const isOfPurchases = (event: StoredEventRow | undefined): boolean =>
  event?.status === 'ACTIVE' && event.triggerType === PURCHASE_TRIGGER && event.sink === 'DATABASE'
