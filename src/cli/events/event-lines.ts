import type { Condition } from '../../conditions/condition.ts'
import { isoInstant } from '../../domain/iso-instant.ts'
import { terminalJson } from '../../domain/shown-text.ts'
import type { EventRecord } from '../../reads/events/event-record.ts'
import { conditionText } from './condition-text.ts'

const OWN = ['id', 'name', 'description', 'status', 'trigger', 'sink', 'site', 'starts', 'ends', 'revision']

/** What an event says, for people: names and their values, in the order in which they are shown. */
export function eventLines({ triggerPayload, ...event }: EventRecord): ReadonlyMap<string, string> {
  const { startsAt, endsAt } = event
  const { when, audience, ...others } = triggerPayload as { when?: Condition; audience?: Condition }
  return new Map([
    ['name', event.name],
    ['description', event.description ?? 'none'],
    ['status', event.status],
    ['trigger', event.triggerType],
    ['when', when ? conditionText(when) : 'always'],
    ...(audience ? [['audience', conditionText(audience)] as const] : []),
    ...Object.entries(others).map(([name, value]) => [nameOf(name), terminalJson(value)] as const),
    ['sink', event.sink],
    ['site', event.siteId === null ? 'all' : String(event.siteId)],
    ['starts', startsAt === null ? 'open' : isoInstant(startsAt)],
    ['ends', endsAt === null ? 'open' : isoInstant(endsAt)],
  ])
}

/** Events of the business keep settings under any name. */
const nameOf = (setting: string): string => (OWN.includes(setting) ? `triggerPayload.${setting}` : setting)

/** What one says otherwise than the one before it: `name: 상품 → 머그컵`. */
export function changedLines(before: EventRecord, after: EventRecord): string[] {
  const [was, is] = [eventLines(before), eventLines(after)]
  const names = [...new Set([...is.keys(), ...was.keys()])]
  return names
    .filter((name) => was.get(name) !== is.get(name))
    .map((name) => `${name}: ${was.get(name) ?? 'none'} → ${is.get(name) ?? 'none'}`)
}
