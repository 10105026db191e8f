import { type Static, Type } from 'typebox'
import { Count, Id, Instant, nullable } from './forms.ts'

const Counts = Type.Record(Type.String(), Count)
const Place = nullable(
  Type.Object({ source: Type.String(), partition: Type.Integer(), offset: Type.Integer() }),
)

/** A sale as it runs: what the dashboard of the terminal shows, by the same reducer. Lists are bounded. */
export const LiveView = Type.Object({
  now: Instant,
  /** Why nothing can be seen at the moment. */
  waiting: nullable(Type.String()),
  /** Share of a large database that is counted so far; null: all of it. */
  counted: nullable(Type.Number()),
  outcomes: Type.Object({
    approved: Count,
    rejected: Count,
    duplicate: Count,
    recorded: Count,
    deadLetter: Count,
  }),
  rejectedByReason: Counts,
  deadLetterByReason: Counts,
  /** Messages a second, a sample each; the newest last. */
  throughput: Type.Array(Type.Number()),
  products: Type.Array(
    Type.Object({
      id: Id,
      name: Type.String(),
      stock: Count,
      initialStock: Count,
      soldPerSecond: Type.Number(),
    }),
  ),
  activities: Type.Array(
    Type.Object({
      id: Id,
      name: Type.String(),
      productId: nullable(Id),
      status: Type.String(),
      opening: Type.String({
        description: 'What a request would find: open, full, sold out, not yet, over, …',
      }),
      approvedCount: Count,
      limitCount: nullable(Count),
      startDate: nullable(Instant),
      endDate: nullable(Instant),
    }),
  ),
  occurrences: Type.Array(
    Type.Object({
      key: Type.Integer(),
      occurredAt: Instant,
      eventId: Id,
      eventName: nullable(Type.String()),
      triggerType: nullable(Type.String()),
      userId: nullable(Id),
      pageUrl: nullable(Type.String()),
      activityId: nullable(Id),
    }),
  ),
  refusals: Type.Array(
    Type.Object({
      key: Type.Integer(),
      at: Instant,
      userId: Id,
      activityId: Id,
      activityName: nullable(Type.String()),
      reason: Type.String(),
    }),
  ),
  deadLetters: Type.Array(
    Type.Object({
      key: Type.Integer(),
      at: Instant,
      reason: Type.String(),
      error: Type.String(),
      status: Type.String(),
      place: Place,
    }),
  ),
})
export type LiveView = Static<typeof LiveView>
