import fc from 'fast-check'
import { anyCharacter } from '../any-character.ts'

/** As much of JSON Schema as the service's document uses. */
export interface Schema {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
}

/** Few of many: a fuzz that sends hundreds of items each time finds no more. */
const MOST_ITEMS = 5

/** Values that a schema allows. Throws for a schema that says more than this reads. */
export function arbitraryOfSchema(schema: Schema): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.type === undefined && !schema.anyOf) return fc.jsonValue()
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(arbitraryOfSchema))
  switch (schema.type) {
    case 'null':
      return fc.constant(null)
    case 'boolean':
      return fc.boolean()
    case 'number':
      return numbers(schema)
    case 'integer':
      return integers(schema)
    case 'string':
      return strings(schema)
    case 'array':
      return fc.array(arbitraryOfSchema(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? MOST_ITEMS, MOST_ITEMS),
      })
    case 'object':
      return objects(schema)
    default:
      throw new Error(`a schema of type ${schema.type}: ${JSON.stringify(schema)}`)
  }
}

function numbers({ minimum: min, maximum: max }: Schema): fc.Arbitrary<number> {
  const bounds = { ...(min !== undefined && { min }), ...(max !== undefined && { max }) }
  return fc.double({ ...bounds, noNaN: true, noDefaultInfinity: true })
}

/** Small numbers are of more use than any: activities, users and quantities that there are. */
function integers({ minimum = -1_000, maximum = Number.MAX_SAFE_INTEGER }: Schema): fc.Arbitrary<number> {
  const any = fc.maxSafeInteger().filter((value) => value >= minimum && value <= maximum)
  return fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: Math.max(minimum, 1), max: Math.min(maximum, 3) }) },
    { weight: 1, arbitrary: any },
  )
}

function strings({ pattern, minLength = 0, maxLength = 200 }: Schema): fc.Arbitrary<string> {
  if (pattern === undefined) return fc.string({ minLength, maxLength, unit: anyCharacter })
  return fc.oneof(fc.constantFrom('1', '2'), fc.stringMatching(new RegExp(pattern)))
}

function objects({ properties = {}, required = [] }: Schema): fc.Arbitrary<object> {
  if (Object.keys(properties).length === 0) return fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 })
  const fields = Object.entries(properties).map(([name, schema]) => [name, arbitraryOfSchema(schema)])
  return fc.record(Object.fromEntries(fields), { requiredKeys: [...required] as never[] })
}
