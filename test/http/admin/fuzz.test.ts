import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { databases } from '../../databases.ts'
import { SHOP } from '../../shop.ts'
import { arbitraryOfSchema, type Schema } from '../arbitrary-of-schema.ts'
import { type PromisedOperation, promises } from '../promises.ts'
import { seenAnswer } from '../seen-answer.ts'
import { type ShopService, withService } from '../shop-service.ts'
import { ADMIN, keyOf, Operator } from './operator.ts'

interface Operation extends PromisedOperation {
  readonly operation: PromisedOperation['operation'] & {
    readonly parameters: readonly {
      readonly name: string
      readonly in: string
      readonly required: boolean
      readonly schema: Schema
    }[]
    readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: Schema } } }
  }
}

interface Fuzzed extends Operation {
  readonly values: Readonly<Record<string, unknown>>
  readonly body: unknown
  readonly ifMatch: string | undefined
}

const REQUESTS = 250
const SESSION = '/admin/v1/session'
/** Ten shut everybody out for a while, which has a test of its own. */
const MOST_WRONG_KEYS = 8

const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom('', '0', '-1', '9007199254740993', '99999999999999999', '%00', '\u0000', '💥', '__proto__'),
)
const mostly = (good: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 12, arbitrary: good }, { weight: 1, arbitrary: junk })

/** Conditions as people write them, and as nobody should. */
const payloads = fc.record(
  {
    when: fc.oneof(
      fc.record({
        field: fc.constantFrom('url.path', 'element', 'x'),
        op: fc.constantFrom('equals', 'selector'),
        value: junk,
      }),
      fc.jsonValue(),
    ),
    audience: fc.jsonValue(),
    activityId: fc.oneof(fc.constant(1), junk),
    sampleRate: fc.oneof(fc.constant(0.5), junk),
  },
  { requiredKeys: [] },
)

function arbitraryRequest(one: Operation): fc.Arbitrary<Fuzzed> {
  const parameters = one.operation.parameters.filter((parameter) => parameter.in !== 'header')
  const values = parameters.map(({ name, schema }) => [name, mostly(arbitraryOfSchema(schema))])
  const required = parameters.filter((parameter) => parameter.required).map(({ name }) => name)
  const schema = one.operation.requestBody?.content['application/json'].schema
  const body = schema
    ? fc
        .tuple(arbitraryOfSchema(schema), payloads, fc.boolean())
        .map(([value, triggerPayload, isEvents]) =>
          isEvents && Object.hasOwn(value as object, 'triggerPayload')
            ? { ...(value as object), triggerType: 'CLICK', triggerPayload }
            : value,
        )
    : fc.constant(undefined)
  return fc.record({
    method: fc.constant(one.method),
    path: fc.constant(one.path),
    operation: fc.constant(one.operation),
    values: fc.record(Object.fromEntries(values), { requiredKeys: required as never[] }),
    body: schema ? mostly(body) : body,
    ifMatch: fc.constantFrom('*', '*', '"1"', 'nonsense', undefined),
  })
}

async function send(
  service: ShopService,
  key: string,
  { method, path, operation, values, body, ifMatch }: Fuzzed,
) {
  const query = new URLSearchParams()
  let filled = path
  for (const { name, in: place } of operation.parameters) {
    if (!(name in values)) continue
    const value = values[name]
    const text = (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toWellFormed()
    if (place === 'path') filled = filled.replace(`{${name}}`, encodeURIComponent(text))
    else query.set(name, text)
  }
  const response = await fetch(`${service.admin!.url}${filled}?${query}`, {
    method: method.toUpperCase(),
    headers: {
      authorization: `Bearer ${key}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(ifMatch !== undefined && { 'if-match': ifMatch }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return seenAnswer(response)
}

describe.each(databases)('on $name', ({ create }) => {
  it('whatever an operator asks, no answer is a fault, and each is one that the document promises', () =>
    withService(
      create,
      SHOP,
      async (service) => {
        let { key } = await keyOf(service, 'admin')
        const { body: document } = await Operator.withKey(service, key).ask('GET', '/admin/v1/openapi.json')
        const operations = Object.entries(document.paths as Record<string, object>).flatMap(
          ([path, methods]) =>
            Object.entries(methods).map(([method, operation]) =>
              arbitraryRequest({ method, path, operation }),
            ),
        )
        const isPromised = promises(document)
        let accepted = 0
        let wrongKeys = 0
        await fc.assert(
          fc.asyncProperty(fc.oneof(...operations), async (request) => {
            const isSigningIn = request.path === SESSION
            fc.pre(!isSigningIn || wrongKeys < MOST_WRONG_KEYS)
            const { status, contentType, body } = await send(service, key, request)
            if (status === 401 && isSigningIn) wrongKeys += 1
            // It has revoked its own key.
            else if (status === 401) key = (await keyOf(service, 'admin')).key
            const faults = service.lines.filter(({ event }) => event === 'fault')
            expect(status, JSON.stringify([request.path, body, faults])).toBeLessThan(500)
            isPromised(request, status, contentType, body)
            accepted += status < 400 ? 1 : 0
          }),
          { numRuns: REQUESTS },
        )
        expect(accepted / REQUESTS).toBeGreaterThan(0.2)
      },
      ADMIN,
    ))
})
