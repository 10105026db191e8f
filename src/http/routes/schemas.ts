import { type TSchema, Type } from 'typebox'
import { idRule } from '../../messages/field-rules.ts'

/** Says in words what a value must be, where its schema would only show a pattern. */
const ID_IN_WORDS = { 'x-must-be': idRule.mustBe }

/** An id (CONTRACT §1), as a JSON number or a string of its digits. */
export const Id = Type.Union(
  [Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }), Type.String({ pattern: '^[0-9]{1,16}$' })],
  ID_IN_WORDS,
)

export const ActivityParams = Type.Object({
  id: Type.String({
    pattern: '^[0-9]{1,16}$',
    description: 'The id of the campaign activity.',
    ...ID_IN_WORDS,
  }),
})

/** Whose page asks; other parameters mean nothing, as pages may be newer. */
export const SiteQuery = Type.Object({
  site: Type.String({
    pattern: '^[A-Za-z0-9_-]{1,64}$',
    description: 'The public key of the site.',
    'x-must-be': 'the public key of a site',
  }),
})

const Instant = Type.String({ format: 'date-time' })
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

const entryFields = {
  activityId: Type.Integer(),
  userId: Type.Integer(),
  productId: Type.Integer(),
  quantity: Type.Integer(),
  price: Type.Number(),
  sequence: nullable(Type.Integer({ description: '1, 2, 3 … in the order of approval; null if rejected.' })),
  reason: nullable(Type.String({ description: 'Why it was rejected.' })),
  requestedAt: Instant,
  decidedAt: Instant,
  receipt: Type.String({
    description: 'Proves the answer to whoever has the public key (GET /v1/receipt-keys).',
  }),
}

export const EntryView = Type.Object({
  outcome: Type.Union([Type.Literal('approved'), Type.Literal('duplicate'), Type.Literal('rejected')]),
  ...entryFields,
})

export const PendingView = Type.Object({
  outcome: Type.Literal('pending'),
  activityId: Type.Integer(),
  userId: Type.Integer(),
  receipt: Type.String(),
  statusUrl: Type.String({ description: 'Where to ask for the decision.' }),
  pollAfterMs: Type.Integer({ description: 'When it is worth asking.' }),
})

/** What a problem says beside its own fields: nothing was recorded, as the activity is not open. */
export const NotOpenView = Type.Object({
  recorded: Type.Literal(false),
  state: Type.Union(['upcoming', 'paused', 'ended'].map((state) => Type.Literal(state))),
  reason: Type.Union(['ACTIVITY_NOT_ACTIVE', 'OUTSIDE_PERIOD'].map((reason) => Type.Literal(reason))),
  opensAt: Type.Optional(Instant),
})

/** What a problem says beside its own fields: whether the request may have been decided. Callers whom the service could not check get neither. */
export const NotAnsweredView = Type.Object({
  state: Type.Optional(Type.Union([Type.Literal('not_taken'), Type.Literal('unknown')])),
})

export const ActivityView = Type.Object({
  id: Type.Integer(),
  name: Type.String(),
  state: Type.Union(['upcoming', 'open', 'sold_out', 'paused', 'ended'].map((state) => Type.Literal(state))),
  opensAt: nullable(Instant),
  endsAt: nullable(Instant),
  limit: nullable(Type.Integer()),
  approved: Type.Integer(),
  remaining: nullable(Type.Integer()),
  serverTime: Instant,
  pollAfterMs: Type.Integer({ description: 'When it is worth asking again.' }),
})

export const ProblemView = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  code: Type.String(),
  errors: Type.Optional(Type.Array(Type.Object({ field: Type.String(), message: Type.String() }))),
})
