import { OUT_OF_BOUNDS } from '../../messages/exact-decimal.ts'
import { exactJson, mayHoldExactNumbers, parseExactly } from '../../messages/exact-json.ts'
import type { EventDraft } from './event-draft.ts'

/** Completes a sentence that begins with what holds the number. */
export const MUST_NOT_HOLD = `must not hold a number ${OUT_OF_BOUNDS}`

/** The event in a JSON object, whose parsed value is `fields`: its numbers keep their value. Null if one is {@link OUT_OF_BOUNDS}. */
export function draftOfJson(json: string, fields: Readonly<Record<string, unknown>>): EventDraft | null {
  if (fields.triggerPayload == null || !mayHoldExactNumbers(json)) return { fields }
  const exact = exactJson((parseExactly(json) as Record<string, unknown>).triggerPayload)
  return exact.isInBounds ? { fields, payloadText: exact.json } : null
}
