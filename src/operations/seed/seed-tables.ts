import { ACTIVITY_STATUSES } from '../../domain/campaign-activity.ts'
import { COUNT, DECIMAL, ID, INSTANT, nullable, oneOf, TEXT } from '../../stores/rows/row-kind.ts'
import { SeedTable } from './seed-table.ts'

/** Where the lists of a seed file are stored, but for events: they have revisions. */
export const seedTables = {
  products: new SeedTable(
    'products',
    {
      id: { column: 'id', kind: ID },
      productName: { column: 'product_name', kind: TEXT },
      stock: { column: 'initial_stock', kind: COUNT },
      price: { column: 'price', kind: DECIMAL },
    },
    // The difference is taken by the database: what purchases took in the meantime stays taken.
    [
      {
        column: 'stock',
        from: 'stock',
        update: 'products.stock + (excluded.initial_stock - products.initial_stock)',
      },
    ],
  ),
  campaigns: new SeedTable('campaigns', {
    id: { column: 'id', kind: ID },
    name: { column: 'name', kind: TEXT },
    startAt: { column: 'start_at', kind: nullable(INSTANT) },
    endAt: { column: 'end_at', kind: nullable(INSTANT) },
  }),
  campaignActivities: new SeedTable('campaign_activities', {
    id: { column: 'id', kind: ID },
    campaignId: { column: 'campaign_id', kind: ID },
    productId: { column: 'product_id', kind: nullable(ID) },
    name: { column: 'name', kind: TEXT },
    activityType: { column: 'activity_type', kind: TEXT },
    status: { column: 'status', kind: oneOf(ACTIVITY_STATUSES) },
    limitCount: { column: 'limit_count', kind: nullable(COUNT) },
    startDate: { column: 'start_date', kind: nullable(INSTANT) },
    endDate: { column: 'end_date', kind: nullable(INSTANT) },
    price: { column: 'price', kind: nullable(DECIMAL) },
    maxQuantity: { column: 'max_quantity', kind: COUNT },
  }),
}
