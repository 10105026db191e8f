import { SeedTable } from './seed-table.ts'

/** Where the lists of a seed file are stored. */
export const seedTables = {
  products: new SeedTable(
    'products',
    {
      id: { column: 'id' },
      productName: { column: 'product_name' },
      stock: { column: 'initial_stock' },
      price: { column: 'price' },
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
    id: { column: 'id' },
    name: { column: 'name' },
    startAt: { column: 'start_at', kind: 'instant' },
    endAt: { column: 'end_at', kind: 'instant' },
  }),
  campaignActivities: new SeedTable('campaign_activities', {
    id: { column: 'id' },
    campaignId: { column: 'campaign_id' },
    productId: { column: 'product_id' },
    name: { column: 'name' },
    activityType: { column: 'activity_type' },
    status: { column: 'status' },
    limitCount: { column: 'limit_count' },
    startDate: { column: 'start_date', kind: 'instant' },
    endDate: { column: 'end_date', kind: 'instant' },
    price: { column: 'price' },
  }),
  events: new SeedTable('events', {
    id: { column: 'id' },
    name: { column: 'name' },
    description: { column: 'description' },
    status: { column: 'status' },
    triggerType: { column: 'trigger_type' },
    triggerPayload: { column: 'trigger_payload', kind: 'json' },
  }),
}
