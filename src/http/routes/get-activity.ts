import { activityView } from '../activities/activity-view.ts'
import { isKnownTag } from '../caching/is-known-tag.ts'
import { databaseAway } from '../problems/database-away.ts'
import { ok, unchanged } from './answer.ts'
import { knownActivity, unknownActivity } from './known-activity.ts'
import type { Route } from './route.ts'
import { ActivityParams, ActivityView } from './schemas.ts'
import type { Services } from './services.ts'

/** An activity as anyone may see it: at most a second old. */
export const getActivity = (services: Services): Route => ({
  id: 'getActivity',
  method: 'GET',
  path: '/v1/activities/{id}',
  who: 'anyone',
  summary: 'How an activity stands',
  params: ActivityParams,
  answers: {
    200: { description: 'The activity.', schema: ActivityView },
    304: { description: 'It is as If-None-Match says.' },
    404: { description: 'There is no such activity.' },
    503: { description: 'The database does not answer: ask again.' },
  },
  async answer({ params, headers }) {
    try {
      const activity = await knownActivity(services, params.id)
      if ('refused' in activity) return activity.refused
      const view = activityView(activity, Date.now())
      if (!view) return unknownActivity(activity.id)
      const caching = { etag: view.etag, 'cache-control': 'public, max-age=1' }
      if (isKnownTag(headers['if-none-match'], view.etag)) return unchanged(caching)
      return ok(view.text, 'ok', caching)
    } catch {
      return databaseAway()
    }
  },
})
