import type { Element } from 'domhandler'
import type { BrowserTrigger } from '../../../conditions/browser-triggers.ts'
import type { Condition } from '../../../conditions/condition.ts'
import type { Happening } from '../../../conditions/happening.ts'
import { seenElement } from './seen-element.ts'

/** What somebody imagines on a page, to see whether it would be an event. */
export interface Imagined {
  readonly url: string
  readonly title?: string | undefined
  readonly referrer?: string | undefined
  readonly element?: Element | undefined
  /** Of the element. */
  readonly text?: string | undefined
  /** 0 … 100. */
  readonly scroll?: number | undefined
  readonly name?: string | undefined
  readonly properties?: Readonly<Record<string, unknown>> | undefined
}

/** The happening that a page would tell the server of, for the tests of one condition (CONTRACT §12). */
export function happeningOf(
  triggerType: BrowserTrigger,
  imagined: Imagined,
  when: Condition | undefined,
): Happening {
  const { url, title, referrer, element, text, scroll, name, properties } = imagined
  return {
    triggerType,
    page: { url, ...(title === undefined ? {} : { title }), ...(referrer === undefined ? {} : { referrer }) },
    ...(element ? { element: seenElement(element, text, when ?? { all: [] })! } : {}),
    ...(scroll === undefined ? {} : { scroll: { percent: scroll } }),
    ...(name === undefined ? {} : { name }),
    ...(properties === undefined ? {} : { properties }),
  }
}
