import { sql } from 'drizzle-orm/sql'
import type { Query } from '../../stores/database.ts'
import type { Dialect } from '../../stores/dialect.ts'
import { ID, INSTANT, nullable, TEXT } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'
import { type ListChoice, limitedTo, listConditions } from '../list-choice.ts'

/** A campaign as it is edited. Instants are epoch ms, null = open. */
export interface ShopCampaign {
  readonly id: number
  readonly name: string
  readonly startAt: number | null
  readonly endAt: number | null
}

const CAMPAIGN = rowShape<ShopCampaign>('campaign as it is edited', {
  id: ID,
  name: TEXT,
  startAt: nullable(INSTANT),
  endAt: nullable(INSTANT),
})

/** Campaigns, by id. */
export function readShopCampaigns(
  query: Query,
  { epochMs }: Dialect,
  choice: ListChoice,
): Promise<ShopCampaign[]> {
  return query(
    sql`
      SELECT id, name, ${epochMs(sql`start_at`)} AS "startAt", ${epochMs(sql`end_at`)} AS "endAt" FROM campaigns
      WHERE ${sql.join(listConditions(choice, sql`name`), sql` AND `)} ORDER BY id ${limitedTo(choice.limit)}`,
    CAMPAIGN,
  )
}
