import { LiveView } from '../../admin-api/live.ts'
import { problem } from '../problems/problem.ts'
import { retryAfter } from '../routes/retry-after.ts'
import type { Route } from '../routes/route.ts'
import type { AdminServices } from './admin-services.ts'
import { operatorOf } from './operator-of.ts'

/** A running sale as Server-Sent Events. */
export const liveRoute = ({ live, operators, cookie }: AdminServices): Route => ({
  id: 'streamLive',
  method: 'GET',
  path: '/admin/v1/live',
  who: 'viewer',
  summary: 'The sale as it runs: Server-Sent Events, at most two a second, each with the whole state',
  produces: 'text/event-stream',
  answers: {
    200: { description: 'Events whose data is the state as JSON.', schema: LiveView },
    503: { description: 'Too many listen.' },
  },
  async take({ caller, headers }, reply) {
    if (live.isFull) return problem('TOO_MANY_STREAMS', { detail: 'too many listen', headers: retryAfter() })
    const { keyId } = operatorOf(caller)
    const token = headers.authorization === undefined ? cookie.tokenIn(headers.cookie) : null
    reply.hijack()
    reply.raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    })
    live.add(reply.raw, () => (token === null ? operators.isGoodKey(keyId) : operators.isSignedIn(token)))
    return null
  },
})
