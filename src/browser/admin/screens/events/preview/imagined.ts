import type { BrowserTrigger } from '../../../../../conditions/browser-triggers.ts'
import { isRecord } from '../../../../../conditions/checks/is-record.ts'
import type { Condition, Test } from '../../../../../conditions/condition.ts'
import { conditionHolds } from '../../../../../conditions/condition-holds.ts'
import type { Happening } from '../../../../../conditions/happening.ts'
import { elementOf } from './element-of.ts'
import { seenElement } from './seen-element.ts'

/** What somebody imagines that a visitor does, as they write it. */
export interface Imagined {
  readonly url: string
  readonly title: string
  readonly referrer: string
  readonly element: string
  readonly text: string
  readonly scroll: number | null
  readonly name: string
  readonly properties: unknown
}

export const NOTHING_IMAGINED: Imagined = {
  url: '',
  title: '',
  referrer: '',
  element: '',
  text: '',
  scroll: 50,
  name: '',
  properties: undefined,
}

/** The happening that a page would make of it. */
export function happeningOf(
  trigger: BrowserTrigger,
  imagined: Imagined,
  when: Condition | undefined,
): Happening {
  const { url, title, referrer, element, text, scroll, name, properties } = imagined
  const found = elementOf(element)
  return {
    triggerType: trigger,
    page: { url: url.trim(), ...(title && { title }), ...(referrer && { referrer }) },
    ...(found && { element: seenElement(found, text, selectorsOf(when)) }),
    ...(scroll !== null && { scroll: { percent: scroll } }),
    ...(name && { name }),
    ...(isRecord(properties) && { properties }),
  }
}

/** The tests of a condition, in their order. */
export function testsOf(when: Condition | undefined): readonly Test[] {
  const tests: Test[] = []
  if (when !== undefined) {
    conditionHolds(when, (test) => {
      tests.push(test)
      return true
    })
  }
  return tests
}

const selectorsOf = (when: Condition | undefined): readonly string[] =>
  testsOf(when).flatMap(({ op, value }) => (op === 'selector' && typeof value === 'string' ? [value] : []))
