import type { TSchema } from 'typebox'
import { PROBLEMS } from '../problems/problems.ts'
import type { Caller, Route, Who } from '../routes/route.ts'
import { ProblemView } from '../routes/schemas.ts'

const SECURITY: Readonly<Record<Who, readonly object[]>> = {
  anyone: [],
  anyone_or_user: [{}, { user: [] }],
  user: [{ user: [] }],
  business: [{ business: [] }],
  user_or_business: [{ user: [] }, { business: [] }],
  viewer: [{ session: [] }, { operator: [] }],
  admin: [{ session: [] }, { operator: [] }],
}

const SCHEMES: Readonly<Record<string, object>> = {
  user: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: "A user's token." },
  business: { type: 'http', scheme: 'bearer', description: "An API key of the role business: 'axk_…'." },
  operator: {
    type: 'http',
    scheme: 'bearer',
    description: "An API key of the role admin or viewer: 'axk_…'.",
  },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'axon_admin',
    description:
      'The cookie of POST /admin/v1/session; what changes something needs the header X-CSRF-Token as well.',
  },
}

/** What every route may answer as well. */
const OF_ALL = {
  400: 'Not as the schema says; the fields are named.',
  406: 'The answer has no form that is accepted.',
  415: 'The route does not take a body of this type, or it is encoded.',
  500: 'The service has a fault.',
}
const OF_CALLERS = {
  401: 'No token or key, or one that does not count.',
  403: 'Whoever asks may not do this.',
  429: 'The address asks too often with what does not count: ask again after Retry-After.',
  503: 'Not at the moment: ask again after Retry-After.',
}
const OF_OPERATORS = { 421: 'It was asked by another name than its own.' }
const OF_CHANGES = { 507: 'The disk of the database is full; `detail` says what was changed.' }
const OF_BODIES = { 413: 'The body is too large.' }

/** The routes as an OpenAPI 3.1 document, from the same schemas that check requests. */
export function openApiDocument(routes: readonly Route[], version: string): object {
  const paths: Record<string, Record<string, object>> = {}
  const schemes = new Set(routes.flatMap(({ who }) => SECURITY[who].flatMap((one) => Object.keys(one))))
  for (const route of routes) {
    paths[route.path] ??= {}
    paths[route.path]![route.method.toLowerCase()] = operation(route)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Axon',
      version,
      description:
        'First-come-first-served campaigns over HTTP. The answer to a request is its decision, after the commit. Errors are problem details ' +
        `(RFC 9457) whose \`code\` is one of ${Object.keys(PROBLEMS).join(', ')}.`,
    },
    paths,
    components: {
      schemas: { Problem: ProblemView },
      securitySchemes: Object.fromEntries(Object.entries(SCHEMES).filter(([name]) => schemes.has(name))),
    },
  }
}

function operation(route: Route): object {
  const { id, summary, who, body, params, query, headers, takesText } = route
  return {
    operationId: id,
    summary,
    security: SECURITY[who],
    parameters: [
      ...parameters('path', params),
      ...parameters('query', query),
      ...parameters('header', headers),
    ],
    ...(body && { requestBody: { content: bodyContent(body, takesText) } }),
    responses: responses(route),
  }
}

function parameters(place: 'path' | 'query' | 'header', schema: TSchema | undefined): object[] {
  const { properties = {}, required = [] } = (schema ?? {}) as {
    properties?: Record<string, TSchema>
    required?: string[]
  }
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: property,
  }))
}

function bodyContent(body: NonNullable<Route['body']>, takesText: Route['takesText']): object {
  const content = { schema: bodySchema(body) }
  return { 'application/json': content, ...(takesText && { 'text/plain': content }) }
}

function bodySchema(body: Readonly<Partial<Record<Caller['kind'], TSchema>>>): object {
  const schemas = Object.values(body)
  return schemas.length === 1 ? schemas[0]! : { anyOf: schemas }
}

function responses({ answers, who, body, produces = 'application/json' }: Route): object {
  const common = {
    ...OF_ALL,
    ...(who !== 'anyone' && OF_CALLERS),
    ...(isOfOperators(who) && OF_OPERATORS),
    ...(who === 'admin' && OF_CHANGES),
    ...(body && OF_BODIES),
  }
  const problems = Object.entries(common).map(([status, description]) => [status, { description }])
  const all = { ...Object.fromEntries(problems), ...answers } as Route['answers']
  return Object.fromEntries(
    Object.entries(all).map(([status, { description, schema }]) => [
      status,
      { description, ...contentOf(Number(status), produces, schema) },
    ]),
  )
}

const isOfOperators = (who: Who): boolean => who === 'viewer' || who === 'admin'

function contentOf(status: number, produces: string, schema: TSchema | undefined): object {
  if (status >= 400) return { content: { 'application/problem+json': { schema: problemWith(schema) } } }
  if (status === 304 || status === 204) return {}
  return { content: { [produces]: { schema: schema ?? { type: 'string' } } } }
}

const PROBLEM = { $ref: '#/components/schemas/Problem' }

/** A problem, with what it says beside the fields of all. */
const problemWith = (more: TSchema | undefined): object => (more ? { allOf: [PROBLEM, more] } : PROBLEM)
