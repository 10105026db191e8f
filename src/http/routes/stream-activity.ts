import { activityView } from '../activities/activity-view.ts'
import { databaseAway } from '../problems/database-away.ts'
import { problem } from '../problems/problem.ts'
import { knownActivity, unknownActivity } from './known-activity.ts'
import { retryAfter } from './retry-after.ts'
import type { Route } from './route.ts'
import { ActivityParams } from './schemas.ts'
import type { Services } from './services.ts'

/** The state of an activity as Server-Sent Events. */
export const streamActivity = (services: Services): Route => ({
  id: 'streamActivity',
  method: 'GET',
  path: '/v1/activities/{id}/stream',
  who: 'anyone',
  summary: 'How an activity stands, on every change: Server-Sent Events, at most two a second',
  params: ActivityParams,
  produces: 'text/event-stream',
  answers: {
    200: { description: 'Events whose data is the activity as JSON.' },
    404: { description: 'There is no such activity.' },
    503: { description: 'Too many streams are open, or the database does not answer: poll instead.' },
  },
  async take({ params }, reply) {
    if (services.streams.isFull)
      return problem('TOO_MANY_STREAMS', {
        detail: 'poll the activity instead of listening to it',
        headers: retryAfter(),
      })
    try {
      const activity = await knownActivity(services, params.id)
      if ('refused' in activity) return activity.refused
      const view = activityView(activity, Date.now())
      if (!view) return unknownActivity(activity.id)
      reply.hijack()
      reply.raw.writeHead(200, {
        ...(reply.getHeaders() as Record<string, string>),
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      })
      services.streams.add(activity.id, view, reply.raw)
      return null
    } catch {
      return databaseAway()
    }
  },
})
