import { type Static, type TSchema, Type } from 'typebox'
import { Id } from '../routes/schemas.ts'

const MAX_URL = 2_048
const MAX_ITEMS = 100

const UUID = '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$'

const text = (maxLength: number, description?: string) =>
  Type.String({ maxLength, ...(description && { description }) })
const Instant = Type.Union([Type.Integer(), text(64)], {
  description: 'Epoch milliseconds, or ISO-8601 with a zone.',
})
/** `null` means that it is absent (CONTRACT §1). */
const optional = <Schema extends TSchema>(schema: Schema) => Type.Optional(Type.Union([schema, Type.Null()]))
const BrowserId = optional(Type.String({ minLength: 1, maxLength: 128 }))

const Element = Type.Object({
  tag: optional(text(128)),
  id: optional(text(1_024)),
  text: optional(text(1_024)),
  href: optional(text(MAX_URL)),
  attributes: optional(Type.Object({}, { additionalProperties: text(2_048) })),
  selectors: optional(
    Type.Array(text(1_024), { description: 'Those of the definitions that match the element.' }),
  ),
})

/** One behaviour as a browser sends it (CONTRACT §14). What it has besides is ignored. */
export const OccurrenceItem = Type.Object({
  messageId: Type.String({ pattern: UUID, description: 'A UUID: what is sent again has the same.' }),
  eventId: Id,
  revision: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  occurredAt: Instant,
  page: Type.Object({
    url: Type.String({ minLength: 1, maxLength: MAX_URL }),
    title: optional(text(1_024)),
    referrer: optional(text(MAX_URL)),
    viewId: optional(text(128)),
  }),
  element: optional(Element),
  scroll: optional(Type.Object({ percent: Type.Number({ minimum: 0, maximum: 100 }) })),
  name: optional(text(256)),
  properties: optional(Type.Object({})),
})

export type OccurrenceItem = Static<typeof OccurrenceItem>

/** Items of any form pass: one that is not as it should be must not sink the others. */
export const OccurrencesBody = Type.Object({
  sentAt: Instant,
  anonymousId: BrowserId,
  sessionId: BrowserId,
  token: optional(
    text(8 * 1_024, "A user's token, where no header can be sent. Without any the user is anonymous."),
  ),
  items: Type.Array(Type.Union([Type.Unknown(), OccurrenceItem]), { minItems: 1, maxItems: MAX_ITEMS }),
})

export interface OccurrencesBody extends Omit<Static<typeof OccurrencesBody>, 'items'> {
  readonly items: readonly unknown[]
}

export const OccurrencesAnswer = Type.Object({
  accepted: Type.Integer({ description: 'How many items are accepted.' }),
  items: Type.Array(
    Type.Object({
      messageId: Type.Union([Type.String(), Type.Null()]),
      outcome: Type.Union(['accepted', 'duplicate', 'refused'].map((outcome) => Type.Literal(outcome))),
      reason: Type.Optional(
        Type.String({
          description: 'NOT_MATCHED, UNKNOWN_EVENT, INACTIVE_EVENT, BUSINESS_TRIGGER or INVALID.',
        }),
      ),
      detail: Type.Optional(Type.String({ description: 'What is wrong with an item that is INVALID.' })),
    }),
  ),
})
