import {
  ActivitiesChanged,
  ActivitiesQuery,
  ActivityChange,
  ActivityDraft,
  ActivityPage,
  ActivityView,
  PauseActivities,
  ResumeActivities,
} from '../../../admin-api/shop.ts'
import type { ActivityStatus } from '../../../domain/campaign-activity.ts'
import { isoOrNull } from '../../../domain/text/iso-or-null.ts'
import { changeShopRows } from '../../../operations/shop/save-shop-rows.ts'
import { readActiveActivityIds, readShopActivities } from '../../../reads/shop/shop-activities.ts'
import { type Answer, ok } from '../../routes/answer.ts'
import type { Route, RouteRequest } from '../../routes/route.ts'
import type { AdminServices } from '../admin-services.ts'
import { idOrNone } from '../given-id.ts'
import { authorOf } from '../operator-of.ts'
import { resourceRoutes } from '../resource-routes.ts'
import { missing, refusedAnswer } from '../saved-answer.ts'
import { shopResource } from './shop-resource.ts'

/** Campaign activities: what is offered, to how many, when; and the button that stops a sale. */
export function activityRoutes(services: AdminServices): readonly Route[] {
  const { reads } = services
  const activities = shopResource(services, {
    list: 'campaignActivities',
    thing: 'activity',
    things: 'activities',
    forms: {
      view: ActivityView,
      page: ActivityPage,
      query: ActivitiesQuery,
      draft: ActivityDraft,
      change: ActivityChange,
    },
    edited: [
      ...(['id', 'campaignId', 'productId', 'name', 'activityType', 'status', 'limitCount'] as const),
      ...(['startDate', 'endDate', 'price', 'maxQuantity'] as const),
    ],
    read: (choice, { status, campaignId }) =>
      readShopActivities(reads.query, reads.dialect, {
        ...choice,
        status: status as ActivityStatus | undefined,
        campaignId: idOrNone(campaignId),
      }),
    viewOf: ({ startDate, endDate, ...row }): ActivityView => ({
      ...row,
      startDate: isoOrNull(startDate),
      endDate: isoOrNull(endDate),
    }),
  })
  return [
    ...resourceRoutes(activities),
    {
      id: 'pauseActivities',
      method: 'POST',
      path: '/admin/v1/activities/pause',
      who: 'admin',
      summary: 'Pause some activities, or all that are ACTIVE: requests are refused from then on',
      body: { operator: PauseActivities },
      answers: {
        200: { description: 'Those that were ACTIVE, and are PAUSED now.', schema: ActivitiesChanged },
        404: { description: 'One of them does not exist: none was paused.' },
      },
      answer: (request) => change(services, request, 'ACTIVE', 'PAUSED'),
    },
    {
      id: 'resumeActivities',
      method: 'POST',
      path: '/admin/v1/activities/resume',
      who: 'admin',
      summary: 'Let paused activities go on',
      body: { operator: ResumeActivities },
      answers: {
        200: { description: 'Those that were PAUSED, and are ACTIVE now.', schema: ActivitiesChanged },
        404: { description: 'One of them does not exist: none goes on.' },
      },
      answer: (request) => change(services, request, 'PAUSED', 'ACTIVE'),
    },
  ]
}

async function change(
  { database }: AdminServices,
  request: RouteRequest,
  from: ActivityStatus,
  to: ActivityStatus,
): Promise<Answer> {
  const { ids } = request.body as PauseActivities
  const saved = await changeShopRows(
    database,
    'campaignActivities',
    {
      idsOf: async (query) => ids ?? (await readActiveActivityIds(query)),
      change: (row) => (row.status === from ? { ...row, status: to } : null),
    },
    authorOf(request),
  )
  if (saved.kind === 'refused') return refusedAnswer(saved.errors)
  if (saved.kind !== 'saved') return missing('activity')
  return ok({ activities: saved.rows.map(({ id }) => id) } satisfies ActivitiesChanged, 'saved')
}
