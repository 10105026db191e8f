import { Type } from 'typebox'
import { packageVersion } from '../../package-version.ts'
import { ok } from '../routes/answer.ts'
import type { Route } from '../routes/route.ts'
import { docsPage } from './docs-page.ts'
import { openApiDocument } from './openapi-document.ts'

/** Only what stands in the page itself. */
const PAGE_HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}

/** The routes, and the two that describe all of them, under `base`. */
export function describedRoutes(routes: readonly Route[], base = ''): readonly Route[] {
  const version = packageVersion()
  const all: Route[] = [...routes]
  let document = ''
  let page = ''
  all.push(
    {
      id: 'getOpenApi',
      method: 'GET',
      path: `${base}/openapi.json`,
      who: 'anyone',
      summary: 'The routes as an OpenAPI document',
      answers: { 200: { description: 'OpenAPI 3.1.', schema: Type.Object({}) } },
      answer: () => ok(document),
    },
    {
      id: 'getDocs',
      method: 'GET',
      path: `${base}/docs`,
      who: 'anyone',
      summary: 'The routes for people',
      produces: 'text/html',
      answers: { 200: { description: 'A page.' } },
      answer: () => ({ ...ok(page, 'ok', PAGE_HEADERS), contentType: 'text/html' }),
    },
  )
  document = JSON.stringify(openApiDocument(all, version))
  page = docsPage(all, version)
  return all
}
