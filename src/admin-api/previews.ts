import { type Static, Type } from 'typebox'
import { eventDraftFields, SavedEventView } from './events.ts'
import { Id, Instant, nullable, Problem, pageQuery, written } from './forms.ts'

export const MatchesQuery = Type.Object({
  days: Type.Optional(
    Type.String({
      pattern: '^([1-9]|[12][0-9]|30)$',
      description: '1 … 30, default 7.',
      'x-must-be': 'a number from 1 to 30',
    }),
  ),
})
/** How often an event happened, by day in UTC, the oldest first; days without are there with 0. */
export const MatchesView = Type.Object({
  source: nullable(
    Type.String({ description: '`database`, or the kind of the sink; null: nobody can tell.' }),
  ),
  why: nullable(Type.String({ description: 'Why it may be more, or can not be told.' })),
  days: Type.Array(Type.Object({ day: Type.String(), matches: Type.Integer({ minimum: 0 }) })),
})
export type MatchesView = Static<typeof MatchesView>

const ShownTest = Type.Object({
  test: Type.Unknown(),
  value: Type.Unknown({ description: 'What it saw; null: the field was not there.' }),
  passed: Type.Boolean(),
})

/** A definition to try, and on what. */
export const PreviewRequest = Type.Object(
  {
    definition: written(
      {
        id: Type.Optional(Id),
        triggerType: eventDraftFields.triggerType,
        triggerPayload: Type.Optional(eventDraftFields.triggerPayload),
        sink: Type.Optional(eventDraftFields.sink),
      },
      SavedEventView,
    ),
    happening: Type.Optional(
      Type.Object(
        {
          url: Type.String({ maxLength: 4_096 }),
          title: Type.Optional(Type.String({ maxLength: 1_000 })),
          referrer: Type.Optional(Type.String({ maxLength: 4_096 })),
          click: Type.Optional(
            Type.String({ maxLength: 1_000, description: 'The element, as a simple CSS selector.' }),
          ),
          text: Type.Optional(Type.String({ maxLength: 1_000, description: 'Of the element.' })),
          scroll: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
          name: Type.Optional(Type.String({ maxLength: 1_000 })),
          properties: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
        },
        { additionalProperties: false },
      ),
    ),
    recorded: Type.Optional(
      Type.Unknown({ description: 'A `happening` of GET /admin/v1/behaviors, in the place of `happening`.' }),
    ),
    recent: Type.Optional(
      Type.Boolean({ description: 'How many behaviours of the last hour would have matched.' }),
    ),
    userId: Type.Optional(Id),
    attributes: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  },
  { additionalProperties: false },
)
export type PreviewRequest = Static<typeof PreviewRequest>

export const PreviewView = Type.Object({
  errors: Type.Array(Problem, { description: 'Why it could not be saved.' }),
  warnings: Type.Array(Problem),
  happening: nullable(Type.Object({ matched: Type.Boolean(), why: Type.Array(ShownTest) })),
  recent: nullable(
    Type.Object({
      source: nullable(Type.String()),
      why: nullable(Type.String({ description: 'Why there may be more, or none can be read.' })),
      since: Instant,
      looked: Type.Integer({ minimum: 0, description: 'Those of the same trigger.' }),
      matched: Type.Integer({ minimum: 0 }),
      examples: Type.Array(
        Type.Object({
          occurredAt: Instant,
          url: Type.String(),
          title: nullable(Type.String()),
          userId: nullable(Type.String()),
        }),
      ),
    }),
  ),
  audience: nullable(
    Type.Object({
      holds: Type.Boolean(),
      isSampled: Type.Boolean({ description: 'Whether `sampleRate` has the user in.' }),
      why: Type.Array(ShownTest),
    }),
  ),
})
export type PreviewView = Static<typeof PreviewView>

export const BehaviorsQuery = Type.Object({
  limit: pageQuery.limit,
  triggerType: Type.Optional(Type.String({ maxLength: 200 })),
})
/** Behaviours of the last hour, the newest first. */
export const BehaviorsView = Type.Object({
  source: nullable(Type.String()),
  why: nullable(Type.String()),
  items: Type.Array(
    Type.Object({
      occurredAt: Instant,
      eventId: Id,
      event: Type.String(),
      userId: nullable(Type.String()),
      happening: Type.Unknown({ description: 'For `recorded` of a preview.' }),
    }),
  ),
})
export type BehaviorsView = Static<typeof BehaviorsView>
