import { z } from 'zod'
import { ACTIVITY_STATUSES } from '../../domain/campaign-activity.ts'
import { idRule, instantRule, nonEmptyTextRule, priceRule, quantityRule } from '../../messages/field-rules.ts'
import { eventFields } from '../events/event-fields.ts'
import { countRule, inOrder, oneOfRule, optional, required } from './seed-fields.ts'

/** What the rows of each list look like (CONTRACT §4). */
export const SEED_ROWS = {
  products: z.object({
    id: required(idRule),
    productName: required(nonEmptyTextRule),
    stock: required(countRule),
    price: required(priceRule),
  }),
  campaigns: z
    .object({
      id: required(idRule),
      name: required(nonEmptyTextRule),
      startAt: optional(instantRule),
      endAt: optional(instantRule),
    })
    .refine(inOrder('startAt', 'endAt'), { path: ['endAt'], error: 'must not be before startAt' }),
  campaignActivities: z
    .object({
      id: required(idRule),
      campaignId: required(idRule),
      productId: optional(idRule),
      name: required(nonEmptyTextRule),
      activityType: required(nonEmptyTextRule),
      status: required(oneOfRule(ACTIVITY_STATUSES)),
      limitCount: optional(countRule),
      startDate: optional(instantRule),
      endDate: optional(instantRule),
      price: optional(priceRule),
      maxQuantity: optional(quantityRule),
    })
    .refine(inOrder('startDate', 'endDate'), { path: ['endDate'], error: 'must not be before startDate' }),
  events: eventFields,
} as const

/** A seed file, checked: instants in epoch ms, null where a nullable field was left out. */
export const seedSchema = z.object(
  {
    products: listOf(SEED_ROWS.products),
    campaigns: listOf(SEED_ROWS.campaigns),
    campaignActivities: listOf(SEED_ROWS.campaignActivities),
    events: listOf(SEED_ROWS.events),
  },
  { error: 'must be an object with the lists products, campaigns, campaignActivities, events' },
)

export type Seed = z.output<typeof seedSchema>
export type SeedList = keyof Seed

function listOf<Row extends z.ZodObject>(row: Row) {
  const rows = z.array(z.looseObject({}, { error: 'must be an object' }).pipe(row), {
    error: 'must be a list',
  })
  return rows.nullish().transform((list, context) => {
    const indexOf = new Map<unknown, number>()
    for (const [index, { id }] of (list ?? []).entries()) {
      const first = indexOf.get(id)
      if (first !== undefined) {
        const message = `is ${id}, and so is that of [${first}]: an id may occur once`
        context.addIssue({ code: 'custom', path: [index, 'id'], message })
      }
      indexOf.set(id, index)
    }
    return list ?? []
  })
}
