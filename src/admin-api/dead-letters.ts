import { type Static, Type } from 'typebox'
import { Count, Id, Instant, nullable, oneOf, pageOf, pageQuery } from './forms.ts'

const statuses = ['PENDING', 'RETRIED', 'DISCARDED'] as const

export const DeadLettersQuery = Type.Object({
  status: Type.Optional(oneOf(statuses)),
  reason: Type.Optional(Type.String({ maxLength: 100 })),
  source: Type.Optional(Type.String({ maxLength: 4_000 })),
  limit: pageQuery.limit,
  cursor: pageQuery.cursor,
})

const fields = {
  id: Id,
  source: Type.String(),
  partition: Count,
  offset: Count,
  reason: Type.String(),
  error: Type.String(),
  status: oneOf(statuses),
  createdAt: Instant,
}
/** A dead letter in a list. */
export const DeadLetterView = Type.Object({ ...fields, payloadBytes: nullable(Count) })
export type DeadLetterView = Static<typeof DeadLetterView>
export const DeadLetterPage = pageOf(DeadLetterView)
export type DeadLetterPage = Static<typeof DeadLetterPage>

const bytes = (name: string) => ({
  [name]: Type.Optional(nullable(Type.String({ description: 'Where it is UTF-8; null: there was none.' }))),
  [`${name}Base64`]: Type.Optional(Type.String({ description: 'Where it is not.' })),
})
/** A dead letter with its bytes. */
export const WholeDeadLetterView = Type.Object({
  ...fields,
  recordTime: nullable(Instant),
  messageKind: nullable(oneOf(['command', 'occurrence'])),
  ...bytes('messageKey'),
  ...bytes('payload'),
})
export interface WholeDeadLetterView extends Omit<DeadLetterView, 'payloadBytes'> {
  readonly recordTime: string | null
  readonly messageKind: 'command' | 'occurrence' | null
  readonly messageKey?: string | null
  readonly messageKeyBase64?: string
  readonly payload?: string | null
  readonly payloadBase64?: string
}

/** What no database holds can't be that of a dead letter. */
const storable = (maxLength: number) =>
  Type.String({ maxLength, pattern: '^[^\\u0000]*$', 'x-must-be': 'a text without U+0000' })

/** Which dead letters: by their ids, or all that are PENDING, narrowed down. */
export const WantedDeadLetters = Type.Union([
  Type.Object({ ids: Type.Array(Id, { minItems: 1, maxItems: 1_000 }) }, { additionalProperties: false }),
  Type.Object(
    {
      all: Type.Literal(true),
      reason: Type.Optional(storable(100)),
      source: Type.Optional(storable(4_000)),
    },
    { additionalProperties: false },
  ),
])
export type WantedDeadLetters = Static<typeof WantedDeadLetters>

export const RetriedView = Type.Object({
  retried: Count,
  failedAgain: Type.Integer({ minimum: 0, description: 'They stay PENDING.' }),
  cannotBeRetried: Type.Integer({ minimum: 0, description: 'Of these only the beginning was kept.' }),
  takenByOthers: Count,
})
export type RetriedView = Static<typeof RetriedView>
export const DiscardedView = Type.Object({ discarded: Count })
export type DiscardedView = Static<typeof DiscardedView>
