import type { BrowserTrigger } from '../../conditions/browser-triggers.ts'
import type { Happening } from '../../conditions/happening.ts'
import { isSampled } from '../../conditions/is-sampled.ts'
import type { AxonItem } from './api.ts'
import { rules } from './definitions.ts'
import { internals } from './internals.ts'
import { elementFacts } from './page/element-facts.ts'
import { currentPage, isNewFor } from './page/route.ts'
import { now, stringify } from './pristine.ts'
import { isRunning } from './running.ts'
import { send } from './sending/send.ts'
import { user } from './user.ts'
import { uuid } from './uuid.ts'
import { visitor } from './visitor.ts'

/** What belongs to one trigger type or another. */
interface Detail {
  /** Of a page view: the URL before; empty if there was none. */
  readonly from?: string
  /** What was pressed, sent or seen, and where its event came by (`elementFacts`). */
  readonly element?: Element
  readonly roots?: readonly Element[]
  /** The events that have happened by this press already. */
  readonly counted?: Record<number, boolean>
  readonly scroll?: { readonly percent: number }
  readonly name?: string
  readonly properties?: Readonly<Record<string, unknown>> | undefined
}

/** What happens, with all that is true at this moment only: the page, the clock, and who is logged in. */
export const momentOf = (triggerType: BrowserTrigger, detail: Detail) => ({
  ...detail,
  triggerType,
  page: currentPage(),
  occurredAt: now(),
  user,
})

export interface Moment extends ReturnType<typeof momentOf> {
  /** The visitor: looked up when the moment is considered, as a page that starts has no time for storage. */
  by?: readonly string[]
}

/** So many moments wait for the first definitions. */
const MAX_WAITING = 100

export const waiting: Moment[] = []

/** On which page an event happened last, by its id. */
const happenedOn: Record<number, string> = {}

export const happen = (triggerType: BrowserTrigger, detail: Detail): void => {
  if (isRunning) consider(momentOf(triggerType, detail))
}

/** Asks the definitions about a moment, and first about those that have waited for them. */
export const consider = (moment: Moment): void => {
  moment.by = visitor()
  if (!waiting[MAX_WAITING]) waiting.push(moment)
  considerWaiting()
}

export const considerWaiting = (): void => {
  if (rules) for (const moment of waiting.splice(0)) detect(moment)
}

/** Queues an item for each definition that is about the moment. */
const detect = (moment: Moment): void => {
  const { triggerType, page, occurredAt, by, user, from, element, roots, counted = {}, ...seen } = moment
  let happening: Happening | undefined
  for (const rule of rules!) {
    const { id, revision, fire } = rule
    if (rule.triggerType !== triggerType || (from !== undefined && !isNewFor(rule, from, page.url))) continue
    happening ??= {
      triggerType,
      page,
      element: element && elementFacts(element, roots!),
      ...seen,
    } as Happening
    if (
      internals.match(rule, happening).matched &&
      !((seen.scroll || fire === 'ONCE_PER_PAGE') && happenedOn[id] === page.viewId) &&
      !counted[id] &&
      isSampled(id, user || by![0]!, rule.sampleRate) &&
      !(fire === 'ONCE_PER_SESSION' && visitor(id).includes(`${id}`))
    ) {
      happenedOn[id] = page.viewId
      counted[id] = true
      const item = {
        messageId: uuid(),
        eventId: id,
        revision,
        occurredAt: new Date(occurredAt).toISOString(),
        ...happening,
      } as unknown as AxonItem
      for (const listener of internals.on) listener(item)
      send(`${user}\t"anonymousId":"${by![0]}","sessionId":"${by![1]}"\t${stringify(item)}`)
    }
  }
}
