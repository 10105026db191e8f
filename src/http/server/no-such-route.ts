import { problem } from '../problems/problem.ts'
import type { Answer } from '../routes/answer.ts'
import type { Route } from '../routes/route.ts'

/** The routes that a path has, by whatever method. */
export function routesOf(routes: readonly Route[], url: string): Route[] {
  const path = url.split('?', 1)[0] ?? ''
  return routes.filter((route) => patternOf(route.path).test(path))
}

/** The answer where a path has none but these routes, and the method is of none of them. */
export function noSuchRoute(routes: readonly Route[], method: string, listedAt = '/openapi.json'): Answer {
  if (routes.length === 0) return problem('NOT_FOUND', { detail: `GET ${listedAt} lists the routes` })
  const methods = routes.flatMap(({ method, answer }) =>
    method === 'GET' && answer ? ['GET', 'HEAD'] : [method],
  )
  const headers = { allow: [...new Set([...methods, 'OPTIONS'])].join(', ') }
  if (method === 'OPTIONS') return { status: 204, outcome: 'options', body: null, headers }
  return problem('METHOD_NOT_ALLOWED', { detail: `this route takes ${headers.allow}`, headers })
}

const patternOf = (path: string): RegExp =>
  new RegExp(
    `^${path
      .replace(/[.]/g, '\\.')
      .replace('*', '.*')
      .replace(/\{\w+\}/g, '[^/]+')}$`,
  )
