import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addSite } from '../../src/operations/sites/add-site.ts'
import { databases } from '../databases.ts'
import { SHOP } from '../shop.ts'
import { keyOf } from './admin/operator.ts'
import { arbitraryOfSchema, type Schema } from './arbitrary-of-schema.ts'
import { type PromisedOperation, promises } from './promises.ts'
import { putEvents } from './put-event.ts'
import { seenAnswer } from './seen-answer.ts'
import { type ShopService, tokenOf, withService } from './shop-service.ts'

interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required: boolean
  readonly schema: Schema
}

interface Operation {
  readonly security: readonly object[]
  readonly parameters: readonly Parameter[]
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } }
  readonly responses: PromisedOperation['operation']['responses']
}

/** A request, and which operation it is of. */
interface Fuzzed {
  readonly method: string
  readonly path: string
  readonly operation: Operation
  readonly values: Readonly<Record<string, unknown>>
  readonly body: unknown
  readonly user: number
  readonly caller: 'user' | 'business' | 'nobody' | 'stranger'
  readonly headers: Readonly<Record<string, string>>
}

/** Enough for every operation and every kind of mistake. */
const REQUESTS = 500
/** A stream is left once its head is there. */
const HEAD_WITHIN_MS = 10_000

const junk = fc.oneof(
  fc.anything({ maxDepth: 3, withNullPrototype: false }).map((value) => value ?? null),
  fc.constantFrom('', '0', '-1', '1e9', '9007199254740992', '%00', '../../etc', '\u0000', '💥', '__proto__'),
)

/** Mostly what the document allows; now and then something else. */
const mostly = (good: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 12, arbitrary: good }, { weight: 1, arbitrary: junk })

/** What no schema can say: to wait for what will not come finds nothing, and there is one site. */
const known = (siteKey: string): Readonly<Record<string, string>> => ({ wait: '0', site: siteKey })

function arbitraryRequest(
  method: string,
  path: string,
  operation: Operation,
  given: Readonly<Record<string, string>>,
): fc.Arbitrary<Fuzzed> {
  const values = operation.parameters.map(({ name, schema }) => [
    name,
    mostly(given[name] === undefined ? arbitraryOfSchema(schema) : fc.constant(given[name])),
  ])
  const required = operation.parameters.filter((parameter) => parameter.required).map(({ name }) => name)
  const schema = operation.requestBody?.content['application/json'].schema
  const wants = operation.security.flatMap((one) => Object.keys(one)) as Fuzzed['caller'][]
  const callers = fc.constantFrom<Fuzzed['caller']>(...(wants.length > 0 ? wants : ['nobody' as const]))
  return fc.record({
    method: fc.constant(method),
    path: fc.constant(path),
    operation: fc.constant(operation),
    user: fc.integer({ min: 1, max: 50 }),
    values: fc.record(Object.fromEntries(values), { requiredKeys: required as never[] }),
    body: schema ? mostly(arbitraryOfSchema(schema)) : fc.constant(undefined),
    caller: fc.oneof(
      { weight: 12, arbitrary: callers },
      { weight: 1, arbitrary: fc.constantFrom<Fuzzed['caller']>('user', 'business', 'nobody', 'stranger') },
    ),
    headers: fc.oneof(
      { weight: 12, arbitrary: fc.constant({}) },
      {
        weight: 1,
        arbitrary: fc.constantFrom<Record<string, string>>(
          { 'content-type': 'text/plain' },
          { 'content-encoding': 'gzip' },
          { accept: 'application/xml' },
          { 'if-none-match': '*' },
          { prefer: 'wait=five' },
        ),
      },
    ),
  })
}

const [{ create }] = databases as [(typeof databases)[0]]

it('whatever is asked, no answer is a fault, and each is one that the document promises', () =>
  withService(create, SHOP, async (service) => {
    const { body: document } = await service.ask('GET', '/openapi.json')
    const { key } = await keyOf(service, 'business')
    const site = await addSite(
      service.database,
      { name: 'shop', origins: [] },
      { by: 'test', atMs: Date.now() },
    )
    const audience = { field: 'user.lastLoginAt', op: 'exists' }
    await putEvents(service.database, [{ id: 11 }, { id: 12, triggerPayload: { audience } }])
    const operations = Object.entries(document.paths as Record<string, Record<string, Operation>>).flatMap(
      ([path, methods]) =>
        Object.entries(methods).map(([method, operation]) =>
          arbitraryRequest(method, path, operation, known(site!.key)),
        ),
    )
    const answers = new Map<number, number>()
    const isPromised = promises(document)
    await fc.assert(
      fc.asyncProperty(fc.oneof(...operations), async (request) => {
        const { status, contentType, body } = await send(service, request, key)
        answers.set(status, (answers.get(status) ?? 0) + 1)
        expect(status, JSON.stringify(body)).toBeLessThan(500)
        isPromised(request, status, contentType, body)
      }),
      { numRuns: REQUESTS },
    )
    const accepted = [...answers].reduce(
      (sum, [status, times]) => sum + (status < 400 || status === 409 ? times : 0),
      0,
    )
    expect(accepted / REQUESTS, JSON.stringify([...answers])).toBeGreaterThanOrEqual(0.3)
  }))

async function send({ url }: ShopService, request: Fuzzed, key: string) {
  const { method, path, operation, values, body, caller } = request
  const query = new URLSearchParams()
  let filled = path
  for (const { name, in: place } of operation.parameters) {
    if (!(name in values)) continue
    const text = textOf(values[name]).toWellFormed()
    if (place === 'path') filled = filled.replace(`{${name}}`, encodeURIComponent(text))
    else query.set(name, text)
  }
  const tokens = {
    user: await tokenOf(request.user),
    business: key,
    nobody: '',
    stranger: 'garbage',
  }
  const response = await fetch(`${url}${filled}${query.size > 0 ? `?${query}` : ''}`, {
    method: method.toUpperCase(),
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(tokens[caller] !== '' && { authorization: `Bearer ${tokens[caller]}` }),
      ...request.headers,
    },
    ...(body !== undefined && { body: textOf(body) }),
    signal: AbortSignal.timeout(HEAD_WITHIN_MS),
  })
  return seenAnswer(response)
}

function textOf(value: unknown): string {
  try {
    return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  } catch {
    return '[object]' // a bigint or a cycle
  }
}
