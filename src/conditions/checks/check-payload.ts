import { checkAudience } from '../audience/check-audience.ts'
import { FIRES, ROUTINGS } from '../browser-definition.ts'
import type { BrowserTrigger } from '../browser-triggers.ts'
import { browserOperators } from './browser-fields.ts'
import { checkCondition } from './check-condition.ts'
import { findContradictions } from './find-contradictions.ts'
import type { Findings } from './findings.ts'
import { isRecord } from './is-record.ts'
import { type LookSettings, lookAtTest } from './look-at-test.ts'

const KEYS = ['routing', 'when', 'fire', 'sampleRate', 'audience', 'activityId']

/** Whether the settings of a browser's event can work (CONTRACT §12). */
export function checkPayload(
  payload: unknown,
  triggerType: BrowserTrigger,
  settings: LookSettings,
  findings: Findings,
): void {
  if (!isRecord(payload)) {
    findings.refuse('triggerPayload', 'must be an object')
    return
  }
  const refuse = (key: string, message: string): void => findings.refuse(`triggerPayload.${key}`, message)
  for (const key of Object.keys(payload).filter((key) => !KEYS.includes(key))) {
    refuse(key, `is unknown; there are: ${KEYS.join(', ')}`)
  }
  const { routing = 'path', when, fire = 'EVERY_TIME', sampleRate = 1, audience, activityId } = payload
  if (!isOneOf(ROUTINGS, routing)) refuse('routing', `must be one of: ${ROUTINGS.join(', ')}`)
  if (!isOneOf(FIRES, fire)) refuse('fire', `must be one of: ${FIRES.join(', ')}`)
  if (typeof sampleRate !== 'number' || !(sampleRate >= 0 && sampleRate <= 1)) {
    refuse('sampleRate', 'must be a number from 0 (nobody) to 1 (everybody)')
  } else if (sampleRate === 0) {
    findings.warn('triggerPayload.sampleRate', 'is 0: it is recorded of nobody')
  }
  if (activityId !== undefined && !(Number.isSafeInteger(activityId) && (activityId as number) > 0)) {
    refuse('activityId', 'must be the id of an activity: a whole number from 1')
  }
  let selects = false
  if (when !== undefined) {
    const isHash = routing === 'hash'
    const condition = checkCondition(
      when,
      'triggerPayload.when',
      {
        operatorsOf: (field) => browserOperators(field, triggerType),
        look(test, at) {
          selects ||= test.op === 'selector'
          lookAtTest(test, at, { ...settings, isHash }, findings)
        },
      },
      findings,
    )
    if (condition) findContradictions(condition, 'triggerPayload.when', isHash ? 'hash' : 'path', findings)
  }
  if (triggerType === 'ELEMENT_VISIBLE' && !selects)
    findings.warn('triggerPayload.when', 'never happens: pages watch the elements that a "selector" names')
  if (audience !== undefined) checkAudience(audience, 'triggerPayload.audience', findings)
}

const isOneOf = (known: readonly unknown[], value: unknown): boolean => known.includes(value)
