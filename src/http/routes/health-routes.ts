import { Type } from 'typebox'
import { problem } from '../problems/problem.ts'
import { ok } from './answer.ts'
import type { Route } from './route.ts'
import type { Services } from './services.ts'

const Status = Type.Object({ status: Type.Literal('ok') })

/** Whether the process is alive. */
export const getLivez = (): Route => ({
  id: 'getLivez',
  method: 'GET',
  path: '/livez',
  who: 'anyone',
  summary: 'Alive',
  answers: { 200: { description: 'The process answers.', schema: Status } },
  answer: () => ok({ status: 'ok' }),
})

/** Whether requests can be taken. */
export const getReadyz = (services: Services): Route => ({
  id: 'getReadyz',
  method: 'GET',
  path: '/readyz',
  who: 'anyone',
  summary: 'Can accept: the database answers, and the service is not stopping',
  answers: {
    200: { description: 'Requests are taken.', schema: Status },
    503: { description: 'They are not, at the moment.' },
  },
  async answer() {
    if ((await services.notReady()) === null) return ok({ status: 'ok' })
    // Why names the database: that is for the port of the metrics, not for anyone.
    return problem('UNAVAILABLE', { detail: 'no requests are taken at the moment' })
  },
})
