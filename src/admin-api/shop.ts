import { type Static, Type } from 'typebox'
import { ACTIVITY_STATUSES } from '../domain/campaign-activity.ts'
import {
  Count,
  fieldsOfNew,
  GivenInstant,
  Id,
  Instant,
  idText,
  Name,
  nullable,
  oneOf,
  pageOf,
  pageQuery,
  written,
} from './forms.ts'

const Price = Type.Number({ minimum: 0, maximum: 9_999_999_999.99 })

const productFields = {
  productName: Name,
  stock: Type.Integer({
    minimum: 0,
    maximum: Number.MAX_SAFE_INTEGER,
    description: 'Pieces that were put in stock in all, the sold ones included.',
  }),
  price: Price,
}
export const ProductView = Type.Object({
  id: Id,
  ...productFields,
  left: Count,
  sold: Count,
})
export type ProductView = Static<typeof ProductView>
/** A product as it is made: as in a seed file. */
export const ProductDraft = written(fieldsOfNew(productFields, []), ProductView)
export const ProductChange = written(productFields, ProductView)
export const Restock = Type.Object(
  {
    difference: Type.Integer({
      minimum: -1_000_000_000,
      maximum: 1_000_000_000,
      description: 'Pieces that come; below 0: that are taken back.',
    }),
  },
  { additionalProperties: false },
)
export type Restock = Static<typeof Restock>

const campaignFields = { name: Name, startAt: GivenInstant, endAt: GivenInstant }
export const CampaignView = Type.Object({
  id: Id,
  name: Type.String(),
  startAt: nullable(Instant),
  endAt: nullable(Instant),
})
export type CampaignView = Static<typeof CampaignView>
/** A campaign as it is made. */
export const CampaignDraft = written(fieldsOfNew(campaignFields, ['startAt', 'endAt']), CampaignView)
export const CampaignChange = written(campaignFields, CampaignView)

const activityFields = {
  campaignId: Id,
  productId: nullable(Id),
  name: Name,
  activityType: Name,
  status: oneOf(ACTIVITY_STATUSES),
  limitCount: nullable(Count),
  startDate: GivenInstant,
  endDate: GivenInstant,
  price: nullable(Price),
  maxQuantity: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
}
export const ActivityView = Type.Object({
  id: Id,
  ...activityFields,
  startDate: nullable(Instant),
  endDate: nullable(Instant),
  approvedCount: Count,
})
export type ActivityView = Static<typeof ActivityView>
/** A campaign activity as it is made: as in a seed file. */
export const ActivityDraft = written(
  fieldsOfNew(activityFields, ['productId', 'limitCount', 'startDate', 'endDate', 'price', 'maxQuantity']),
  ActivityView,
)
export const ActivityChange = written(activityFields, ActivityView)

const ids = (description: string) => Type.Array(Id, { minItems: 1, maxItems: 1_000, description })
export const PauseActivities = Type.Object(
  { ids: Type.Optional(ids('Default: all that are ACTIVE.')) },
  { additionalProperties: false },
)
export type PauseActivities = Static<typeof PauseActivities>
export const ResumeActivities = Type.Object(
  { ids: ids('Of those that are PAUSED.') },
  { additionalProperties: false },
)
export const ActivitiesChanged = Type.Object({
  activities: Type.Array(Id, { description: 'Those that became so.' }),
})
export type ActivitiesChanged = Static<typeof ActivitiesChanged>

export const ShopQuery = Type.Object(pageQuery)
export const ActivitiesQuery = Type.Object({
  ...pageQuery,
  status: Type.Optional(oneOf(ACTIVITY_STATUSES)),
  campaignId: Type.Optional(idText('Those of this campaign.')),
})
export const ProductPage = pageOf(ProductView)
export type ProductPage = Static<typeof ProductPage>
export const CampaignPage = pageOf(CampaignView)
export type CampaignPage = Static<typeof CampaignPage>
export const ActivityPage = pageOf(ActivityView)
export type ActivityPage = Static<typeof ActivityPage>
