import type { Condition, Test } from '../../conditions/condition.ts'
import { isoInstant } from '../../domain/iso-instant.ts'
import { shownLine, terminalJson } from '../../domain/shown-text.ts'
import { conditionText } from './condition-text.ts'

interface TestedField {
  readonly test: Test
  /** Null: the field isn't there. */
  readonly value: unknown
  readonly passed: boolean
}

export interface EventExplanation {
  readonly event: {
    readonly id: number
    readonly name: string
    readonly triggerType: string
    readonly revision: number
  }
  /** Null: it has none. */
  readonly when: Condition | null
  /** Whether what was imagined is this event. */
  readonly matched: boolean
  readonly why: readonly TestedField[]
  /** Why browsers don't look for it at the moment; null: they do. */
  readonly notDelivered: string | null
  /** Null: nobody asked. */
  readonly user: {
    readonly id: number
    readonly isInAudience: boolean
    readonly why: readonly TestedField[]
    readonly isSampled: boolean
  } | null
}

/** For people: what came out first, then each test with what it saw. */
export function explanationText({ event, when, matched, why, notDelivered, user }: EventExplanation): string {
  const what = `Event ${event.id} (${event.name}, ${event.triggerType}, revision ${event.revision})`
  const result = matched ? 'happens here' : 'does not happen here'
  const tests =
    why.length > 0 ? why.map(testLine) : [`  every ${event.triggerType} is one: it has no condition`]
  const condition = when === null || isListOfTests(when) ? [] : [`It happens if ${conditionText(when)}.`]
  const looked =
    notDelivered === null
      ? 'Browsers look for it.'
      : `Browsers don't look for it at the moment: ${notDelivered}.`
  return [`${what} ${result}.`, ...condition, ...tests, ...(user ? userLines(user) : []), looked]
    .map(shownLine)
    .join('\n')
}

/** Tests that must all pass say so themselves; of others, and of what must not be, it has to be said how they belong together. */
const isListOfTests = (when: Condition): boolean =>
  'all' in Object(when) ? [(when as { all: unknown }).all].flat().every(isTest) : isTest(when)

const isTest = (one: unknown): boolean => 'field' in Object(one)

function userLines({ id, isInAudience, why, isSampled }: NonNullable<EventExplanation['user']>): string[] {
  const what =
    why.length === 0 && isInAudience
      ? 'is meant, as everybody is: it has no audience'
      : `is ${isInAudience ? '' : 'not '}in its audience`
  const sampled = isSampled
    ? []
    : [`  ✗ user ${id} is not of the share of visitors (sampleRate) of whom it is recorded`]
  return [`User ${id} ${what}.`, ...why.map(testLine), ...sampled]
}

function testLine({ test, value, passed }: TestedField): string {
  return `  ${passed ? '✓' : '✗'} ${conditionText(test)}: ${seenText(test, value)}`
}

function seenText({ field, op }: Test, value: unknown): string {
  if (op === 'selector' && value !== null) return 'for the element that was named'
  if (value === null || value === undefined) return field.startsWith('user.last') ? 'never' : 'is not there'
  if (field.startsWith('user.last') && typeof value === 'number') return isoInstant(value)
  if (field === 'rollout' && typeof value === 'number') return `${value.toFixed(2)} %`
  return terminalJson(value)
}
