import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type } from 'typebox'
import { idRule } from '../../messages/field-rules.ts'
import { packageRoot } from '../../package-root.ts'
import { problem } from '../problems/problem.ts'
import { type Answer, ok } from '../routes/answer.ts'
import type { Route, RouteRequest } from '../routes/route.ts'
import { Id } from '../routes/schemas.ts'

/** The page asks nobody but this service. */
const PAGE_HEADERS = {
  'content-security-policy':
    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

/** The shop page of `--dev`, and the tokens of its customers: `tokenOf` stands in for a shop's login. */
export function demoRoutes(tokenOf: (userId: number) => string): readonly Route[] {
  return [
    asset('getDemo', '/demo', 'demo.html', 'text/html'),
    asset('getDemoScript', '/demo/demo.js', 'demo.js', 'text/javascript'),
    asset('getDemoStyle', '/demo/demo.css', 'demo.css', 'text/css'),
    {
      id: 'postDemoToken',
      method: 'POST',
      path: '/demo/token',
      who: 'anyone',
      isSameOrigin: true,
      summary: 'A token of whomever one likes',
      body: { anyone: Type.Object({ userId: Id }, { additionalProperties: false }) },
      answers: { 200: { description: 'The token.', schema: Type.Object({ token: Type.String() }) } },
      answer: (request) => token(request, tokenOf),
    },
  ]
}

function asset(id: string, path: string, file: string, contentType: string): Route {
  const text = readFileSync(join(packageRoot, 'demo', file), 'utf8')
  return {
    id,
    method: 'GET',
    path,
    who: 'anyone',
    isSameOrigin: true,
    summary: `The shop page: ${file}`,
    produces: contentType,
    answers: { 200: { description: 'The file.' } },
    answer: () => ({ ...ok(text, 'ok', PAGE_HEADERS), contentType }),
  }
}

/** A page elsewhere can't get one by a name that it made point here. */
function token({ headers, body }: RouteRequest, tokenOf: (userId: number) => string): Answer {
  if (!LOOPBACK.test(headers.host ?? '')) return problem('FORBIDDEN', { detail: 'ask by the name localhost' })
  const userId = idRule.read((body as { userId: unknown }).userId)
  if (userId === null)
    return problem('INVALID_REQUEST', {
      detail: `userId must be ${idRule.mustBe}`,
      errors: [{ field: 'userId', message: `must be ${idRule.mustBe}` }],
    })
  return ok({ token: tokenOf(userId) })
}
