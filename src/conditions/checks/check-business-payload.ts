import type { Findings } from './findings.ts'
import { isRecord } from './is-record.ts'

/** What only a browser can see to. */
const FOR_BROWSERS = ['when', 'fire', 'sampleRate', 'routing']

/** Settings of an event of the business are free, but for those that only a browser could follow. */
export function checkBusinessPayload(payload: unknown, findings: Findings): void {
  if (!isRecord(payload)) {
    findings.refuse('triggerPayload', 'must be an object')
    return
  }
  for (const key of FOR_BROWSERS.filter((key) => Object.hasOwn(payload, key))) {
    findings.refuse(`triggerPayload.${key}`, 'is for what browsers send; nobody would look at it here')
  }
}
