import { type Static, Type } from 'typebox'
import { Id, Instant, idText, nullable, oneOf, pageOf, pageQuery } from './forms.ts'

const entryStatus = oneOf(['APPROVED', 'REJECTED'])
const filters = {
  userId: Type.Optional(idText('Those of this user.')),
  activityId: Type.Optional(idText('Those of this activity.')),
  status: Type.Optional(entryStatus),
}
export const EntriesQuery = Type.Object({ ...filters, limit: pageQuery.limit, cursor: pageQuery.cursor })
export const EntriesExportQuery = Type.Object(filters)

/** An entry in a list. */
export const EntryView = Type.Object({
  activityId: Id,
  activityName: Type.String(),
  userId: Id,
  productId: Id,
  quantity: Type.Integer(),
  price: Type.Number(),
  status: entryStatus,
  rejectReason: nullable(Type.String()),
  sequence: nullable(Id),
  requestedAt: Instant,
  processedAt: Instant,
})
export type EntryView = Static<typeof EntryView>
export const EntryPage = pageOf(EntryView)
export type EntryPage = Static<typeof EntryPage>

export const EntryParams = Type.Object({
  activityId: idText('Of the activity.'),
  userId: idText('Whose it is.'),
})

const Position = Type.Object({ source: Type.String(), partition: Type.Integer(), offset: Type.Integer() })

/** Why a user was approved or rejected, as far as it is stored (docs/adr/0006). */
export const EntryExplanation = Type.Object({
  activity: Type.Object({
    id: Id,
    name: Type.String(),
    activityType: Type.String(),
    status: Type.String(),
    productId: nullable(Id),
    limitCount: nullable(Type.Integer()),
    approvedCount: Type.Integer(),
    startDate: nullable(Instant),
    endDate: nullable(Instant),
  }),
  product: Type.Object({ id: Id, name: Type.String(), stock: Type.Integer() }),
  userId: Id,
  outcome: oneOf(['approved', 'rejected']),
  sequence: nullable(Id),
  rejectReason: nullable(Type.String()),
  why: Type.String({ description: 'The outcome as a sentence.' }),
  quantity: Type.Integer(),
  price: Type.Number(),
  requestedAt: Instant,
  processedAt: Instant,
  position: Position,
  deadLetterId: nullable(Id),
  seen: Type.Object({ stock: Type.Integer(), approved: Type.Integer() }),
  occurrence: nullable(
    Type.Object({
      id: Id,
      occurredAt: Instant,
      eventId: Id,
      eventName: nullable(Type.String()),
      triggerType: nullable(Type.String()),
      context: Type.Record(Type.String(), Type.Unknown()),
    }),
  ),
  laterRequests: Type.Array(
    Type.Object({
      requestedAt: Instant,
      outcome: oneOf(['approved', 'rejected', 'duplicate']),
      rejectReason: nullable(Type.String()),
      position: Position,
      decided: Type.Boolean(),
    }),
  ),
  receipt: Type.String({ description: 'Proves the decision to whoever has the public key.' }),
})
export type EntryExplanation = Static<typeof EntryExplanation>
