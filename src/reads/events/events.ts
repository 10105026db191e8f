import { type SQL, sql } from 'drizzle-orm/sql'
import { EVENT_SINKS, EVENT_STATUSES, type EventStatus } from '../../domain/event-definition.ts'
import type { Query } from '../../stores/database.ts'
import type { Dialect } from '../../stores/dialect.ts'
import { ID, INSTANT, JSON_TEXT, nullable, oneOf, TEXT } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'
import { type ListChoice, limitedTo, listConditions } from '../list-choice.ts'
import type { EventRecord, TriggerPayload } from './event-record.ts'

/** An event as it stands, with the number of its newest revision. */
export interface StoredEvent extends EventRecord {
  readonly revision: number
}

const EVENT = rowShape<Omit<StoredEvent, 'triggerPayload'> & { readonly triggerPayload: string }>(
  'event as it stands',
  {
    id: ID,
    name: TEXT,
    description: nullable(TEXT),
    status: oneOf(EVENT_STATUSES),
    triggerType: TEXT,
    triggerPayload: JSON_TEXT,
    sink: oneOf(EVENT_SINKS),
    siteId: nullable(ID),
    startsAt: nullable(INSTANT),
    endsAt: nullable(INSTANT),
    revision: ID,
  },
)

export interface EventChoice extends ListChoice {
  readonly status?: EventStatus | undefined
  readonly triggerType?: string | undefined
  /** Those of this site alone; those of all sites have none. */
  readonly siteId?: number | undefined
  /** Those of activities of this campaign. */
  readonly campaignId?: number | undefined
}

/** Events, by id. */
export async function readEvents(
  query: Query,
  { epochMs, name: database }: Dialect,
  choice: EventChoice = {},
): Promise<StoredEvent[]> {
  const rows = await query(
    sql`
      SELECT id, name, description, status, trigger_type AS "triggerType", CAST(trigger_payload AS text) AS "triggerPayload",
             sink, site_id AS "siteId", ${epochMs(sql`starts_at`)} AS "startsAt", ${epochMs(sql`ends_at`)} AS "endsAt", revision
      FROM events WHERE ${sql.join(conditionsOf(choice, database), sql` AND `)}
      ORDER BY id ${limitedTo(choice.limit)}`,
    EVENT,
  )
  return rows.map((row) => ({ ...row, triggerPayload: JSON.parse(row.triggerPayload) as TriggerPayload }))
}

function conditionsOf(
  { status, triggerType, siteId, campaignId, ...choice }: EventChoice,
  database: Dialect['name'],
): SQL[] {
  const conditions = listConditions(choice, sql`name`)
  if (status !== undefined) conditions.push(sql`status = ${status}`)
  if (triggerType !== undefined) conditions.push(sql`trigger_type = ${triggerType}`)
  if (siteId !== undefined) conditions.push(sql`site_id = ${siteId}`)
  if (campaignId !== undefined) {
    conditions.push(sql`${ACTIVITY_ID[database]} IN (
      SELECT CAST(id AS text) FROM campaign_activities WHERE campaign_id = ${campaignId})`)
  }
  return conditions
}

/** As text: it may be a string of digits. */
const ACTIVITY_ID = {
  sqlite: sql`CAST(json_extract(trigger_payload, '$.activityId') AS text)`,
  postgres: sql`(trigger_payload ->> 'activityId')`,
}
