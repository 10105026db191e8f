import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type } from 'typebox'
import { idRule } from '../../messages/field-rules.ts'
import { packageRoot } from '../../package-root.ts'
import { invalidField } from '../problems/invalid-field.ts'
import { problem } from '../problems/problem.ts'
import { type Answer, ok } from '../routes/answer.ts'
import type { Route, RouteRequest } from '../routes/route.ts'
import { Id } from '../routes/schemas.ts'

/** The page asks nobody but this service. */
const PAGE_HEADERS = {
  'content-security-policy':
    "default-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}

/** All of them are one document, which shows itself by its path. */
const PAGES = ['/demo', '/demo/story', '/demo/question']
const SCRIPTS = ['demo.js', 'page.js', 'texts.js', 'routes.js', 'sale.js', 'behaviors.js']

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

/** The shop page of `--dev`, and the tokens of its customers: `tokenOf` stands in for a shop's login. */
export function demoRoutes(tokenOf: (userId: number) => string): readonly Route[] {
  return [
    ...PAGES.map((path) => asset(path, 'demo.html', 'text/html')),
    ...SCRIPTS.map((file) => asset(`/demo/${file}`, file, 'text/javascript')),
    asset('/demo/demo.css', 'demo.css', 'text/css'),
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

function asset(path: string, file: string, contentType: string): Route {
  const text = readFileSync(join(packageRoot, 'demo', file), 'utf8')
  return {
    id: `get${path}`,
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
  if (userId === null) return invalidField('userId', `must be ${idRule.mustBe}`)
  return ok({ token: tokenOf(userId) })
}
