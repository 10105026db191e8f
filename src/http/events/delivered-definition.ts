import { hash } from 'node:crypto'
import type { Condition } from '../../conditions/condition.ts'
import { conditionHolds } from '../../conditions/condition-holds.ts'
import { idRule } from '../../messages/field-rules.ts'
import type { ActiveBrowserDefinition } from '../../reads/events/active-browser-definitions.ts'

/** Of base64url: 132 bits. */
const DIGEST_LENGTH = 22

/** What a browser gets of a trigger payload: never the audience. */
const SENT_FIELDS = ['routing', 'when', 'fire', 'sampleRate'] as const

/** A definition, made ready once for all who ask (CONTRACT §13). Instants are epoch ms; null is open. */
export interface DeliveredDefinition {
  readonly id: number
  readonly startsAt: number | null
  readonly endsAt: number | null
  /** Delivered only while this activity is open; null: whatever activities do. An activity that can't exist has the id 0. */
  readonly activityId: number | null
  /** Null: everybody. */
  readonly audience: Condition | null
  /** Audiences with the same text hold the same users. */
  readonly audienceText: string
  /** Whether the audience asks when the user last did something. */
  readonly needsSummary: boolean
  /** As it is sent. */
  readonly bytes: Buffer
  /** Of what is sent, long enough that no other has it. */
  readonly digest: string
}

export function deliveredDefinition({
  id,
  name,
  revision,
  triggerType,
  triggerPayload,
  startsAt,
  endsAt,
}: ActiveBrowserDefinition): DeliveredDefinition {
  const { audience = null, activityId = null } = triggerPayload as {
    readonly audience?: Condition | null
    readonly activityId?: unknown
  }
  const sent = SENT_FIELDS.map((field) => [field, triggerPayload[field] ?? undefined])
  const json = JSON.stringify({ id, name, revision, triggerType, ...Object.fromEntries(sent) })
  const fields = audience === null ? new Set<string>() : fieldsOf(audience)
  const audienceText = JSON.stringify(audience)
  return {
    id,
    startsAt,
    endsAt,
    activityId: activityId === null ? null : (idRule.read(activityId) ?? 0),
    audience,
    // A rollout takes other users for each event.
    audienceText: fields.has('rollout') ? `${audienceText} ${id}` : audienceText,
    needsSummary: fields.has('user.lastPurchaseAt') || fields.has('user.lastLoginAt'),
    bytes: Buffer.from(json),
    digest: hash('sha256', json, 'base64url').slice(0, DIGEST_LENGTH),
  }
}

function fieldsOf(condition: Condition): ReadonlySet<string> {
  const fields = new Set<string>()
  conditionHolds(condition, ({ field }) => {
    fields.add(field)
    return true
  })
  return fields
}
