import type { BrowserTrigger } from '../../conditions/browser-triggers.ts'
import type { Happening } from '../../conditions/happening.ts'
import { isSampled } from '../../conditions/is-sampled.ts'
import { match } from '../../conditions/match.ts'
import type { AxonItem } from './api.ts'
import { type Rule, rules } from './definitions.ts'
import { internals } from './internals.ts'
import { type Detail, type Moment, momentOf } from './moment.ts'
import { elementFacts } from './page/element-facts.ts'
import { isNewFor } from './page/route.ts'
import { stringify } from './pristine.ts'
import { isRunning } from './running.ts'
import { announce } from './sending/listeners.ts'
import { lineOf } from './sending/queue.ts'
import { send } from './sending/send.ts'
import { uuid } from './uuid.ts'
import { visitor } from './visitor.ts'

/** So many moments wait for the first definitions. */
const MAX_WAITING = 100

let waiting: Moment[] = []

/** On which page an event happened last, by its id. */
const happenedOn: Record<number, string> = {}

export function happen(triggerType: BrowserTrigger, detail: Detail): void {
  if (isRunning) detect(momentOf(triggerType, detail))
}

/** Asks every definition about a moment, and queues an item for each that is about it. */
export function detect(moment: Moment): void {
  if (!rules) {
    if (!waiting[MAX_WAITING]) waiting.push(moment)
    return
  }
  const { triggerType, from, page, element, path, scroll, name, properties, occurredAt, who } = moment
  let seen: object | undefined
  const lines: string[] = []
  for (const rule of rules) {
    if (rule.triggerType !== triggerType || (from !== undefined && !isNewFor(rule, from, page.url))) continue
    seen ??= { page, element: element && elementFacts(element, path!), scroll, name, properties }
    const result = match(rule, { triggerType, ...seen } as Happening)
    internals.onAsked?.(rule, moment, result)
    if (!result.matched || !isDue(rule, moment)) continue
    const { id, revision } = rule
    const item = { messageId: uuid(), eventId: id, revision, occurredAt, ...seen } as AxonItem
    lines.push(lineOf(who, stringify(item)))
    announce(item)
  }
  if (lines[0]) send(lines)
}

/** The definitions have come: what has waited for them is asked about. */
export function detectWaiting(): void {
  const moments = waiting
  waiting = []
  for (const moment of moments) detect(moment)
}

export function forgetWaiting(): void {
  waiting = []
}

/** Whether what matches counts: as often as the definition says, and once for each press. */
function isDue({ id, fire, sampleRate }: Rule, { scroll, page, counted, visitor: by }: Moment): boolean {
  if (
    ((scroll || fire === 'ONCE_PER_PAGE') && happenedOn[id] === page.viewId) ||
    counted?.[id] ||
    !isSampled(id, by, sampleRate) ||
    (fire === 'ONCE_PER_SESSION' && visitor(`${id}`).includes(`${id}`))
  )
    return false
  happenedOn[id] = page.viewId
  if (counted) counted[id] = true
  return true
}
