import { type TObject, type TProperties, type TSchema, Type } from 'typebox'

/** What several forms of the admin API are made of (CONTRACT §16). */

export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** As it is answered. */
export const Instant = Type.String({ format: 'date-time' })

/** As it may be asked with: ISO-8601 with a zone, or epoch milliseconds. */
export const GivenInstant = Type.Union([Type.String({ maxLength: 40 }), Type.Integer(), Type.Null()])

export const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })

export const Count = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })

export const Name = Type.String({ minLength: 1, maxLength: 1_000 })

export const oneOf = <Values extends string[]>(values: readonly [...Values]) =>
  Type.Enum(values, { 'x-must-be': `one of ${values.join(', ')}` })

/**
 * What somebody writes: `fields` and nothing else, so that none is misspelt. What `view` shows besides may be sent back as it was seen; it is
 * not read.
 */
export function written<Fields extends TProperties>(fields: Fields, view: TObject) {
  const shown = Object.keys(view.properties).filter((name) => !Object.hasOwn(fields, name))
  const notRead = Type.Optional(Type.Unknown({ readOnly: true, description: 'Not read.' }))
  const all: Fields = { ...Object.fromEntries(shown.map((name) => [name, notRead])), ...fields }
  return Type.Object(all, { additionalProperties: false })
}

/** The fields of something new: an id is given to it, and some may be left out. */
export function fieldsOfNew<Fields extends TProperties>(
  fields: Fields,
  mayBeLeftOut: readonly (keyof Fields)[],
): TProperties {
  const entries = Object.entries(fields).map(([name, schema]) => [
    name,
    mayBeLeftOut.includes(name) ? Type.Optional(schema) : schema,
  ])
  return { id: Type.Optional(Id), ...Object.fromEntries(entries) }
}

/** An id in a path or a query. */
export const idText = (description: string) =>
  Type.String({ pattern: '^[0-9]{1,16}$', description, 'x-must-be': 'an id' })

export const IdParams = Type.Object({ id: idText('Which one.') })

/** How a list is asked for. */
export const pageQuery = {
  q: Type.Optional(Type.String({ maxLength: 200, description: 'Words that the name holds, or the id.' })),
  limit: Type.Optional(
    Type.String({
      pattern: '^([1-9][0-9]?|1[0-9][0-9]|200)$',
      description: '1 … 200, default 50.',
      'x-must-be': 'a number from 1 to 200',
    }),
  ),
  cursor: Type.Optional(
    Type.String({
      pattern: '^[0-9]{1,16}$',
      description: '`nextCursor` of the page before.',
      'x-must-be': 'the nextCursor of a page',
    }),
  ),
}

/** One page of a list. */
export const pageOf = <T extends TSchema>(item: T) =>
  Type.Object({
    items: Type.Array(item),
    nextCursor: nullable(Type.String({ description: 'Asks for the next page; null: this is the last.' })),
  })

/** A field, and what is wrong with it; `message` completes a sentence that begins with its name. */
export const Problem = Type.Object({ field: Type.String(), message: Type.String() })
