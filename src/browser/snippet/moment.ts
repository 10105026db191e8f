import type { BrowserTrigger } from '../../conditions/browser-triggers.ts'
import { currentPage } from './page/route.ts'
import { now } from './pristine.ts'
import { user } from './user.ts'
import { visitor } from './visitor.ts'

/** What belongs to one trigger type or another. */
export interface Detail {
  /** Of a page view: the URL before; empty if there was none. */
  readonly from?: string
  /** What was pressed, sent or seen, and its composed path. */
  readonly element?: Element
  readonly path?: readonly Element[]
  /** The events that have happened by this press already. */
  readonly counted?: Record<number, boolean>
  readonly scroll?: { readonly percent: number }
  readonly name?: string
  readonly properties?: Readonly<Record<string, unknown>> | undefined
}

/** What happens, with all that is true at this moment only: the page, the clock, and who is there. */
export function momentOf(triggerType: BrowserTrigger, detail: Detail) {
  const [anonymousId, sessionId] = visitor()
  return {
    triggerType,
    ...detail,
    page: currentPage(),
    occurredAt: new Date(now()).toISOString(),
    /** Whom samples are drawn by. */
    visitor: user || anonymousId!,
    who: `${anonymousId} ${sessionId} ${user}`,
  }
}

export type Moment = ReturnType<typeof momentOf>
