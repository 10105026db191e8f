import type { ActivityView } from '../../../../admin-api/shop.ts'

/** What can be written of an activity. */
export interface ActivityForm extends Omit<ActivityView, 'id' | 'approvedCount' | 'campaignId'> {
  /** Null: none is chosen yet. */
  readonly campaignId: number | null
}

export const NEW_ACTIVITY: ActivityForm = {
  campaignId: null,
  productId: null,
  name: '',
  activityType: 'FIRST_COME_FIRST_SERVE',
  status: 'DRAFT',
  limitCount: null,
  startDate: null,
  endDate: null,
  price: null,
  maxQuantity: 1,
}

export const activityFormOf = (activity: ActivityView): ActivityForm => ({
  campaignId: activity.campaignId,
  productId: activity.productId,
  name: activity.name,
  activityType: activity.activityType,
  status: activity.status,
  limitCount: activity.limitCount,
  startDate: activity.startDate,
  endDate: activity.endDate,
  price: activity.price,
  maxQuantity: activity.maxQuantity,
})
