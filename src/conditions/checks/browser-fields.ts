import type { BrowserTrigger } from '../browser-triggers.ts'
import type { Operator } from '../condition.ts'
import { OF_ANYTHING, OF_NUMBERS, OF_TEXT } from './operators.ts'

const OF_ELEMENTS: readonly BrowserTrigger[] = ['CLICK', 'FORM_SUBMIT', 'ELEMENT_VISIBLE']

interface FieldRule {
  readonly operators: readonly Operator[]
  /** Absent: of all. */
  readonly of?: readonly BrowserTrigger[]
}

/** CONTRACT §12, *Fields*; those that end with a dot go on with a name. */
const FIELDS: Readonly<Record<string, FieldRule>> = {
  url: { operators: OF_TEXT },
  'url.host': { operators: OF_TEXT },
  'url.path': { operators: OF_TEXT },
  'url.hash': { operators: OF_TEXT },
  'url.query.': { operators: OF_ANYTHING },
  referrer: { operators: OF_TEXT },
  title: { operators: OF_TEXT },
  element: { operators: ['selector'], of: OF_ELEMENTS },
  'element.text': { operators: OF_ANYTHING, of: OF_ELEMENTS },
  'element.href': { operators: OF_TEXT, of: OF_ELEMENTS },
  'element.attribute.': { operators: OF_ANYTHING, of: OF_ELEMENTS },
  'scroll.percent': { operators: OF_NUMBERS, of: ['SCROLL_DEPTH'] },
  name: { operators: OF_TEXT, of: ['CUSTOM'] },
  'property.': { operators: OF_ANYTHING, of: ['CUSTOM'] },
}

const shown = (rule: string): string => (rule.endsWith('.') ? `${rule}NAME` : rule)

/** The operators that a field of this trigger type takes, or why there is no such field. */
export function browserOperators(field: string, triggerType: BrowserTrigger): readonly Operator[] | string {
  const key = Object.keys(FIELDS).find((key) =>
    key.endsWith('.') ? field.startsWith(key) && field.length > key.length : field === key,
  )
  const rule = key === undefined ? undefined : FIELDS[key]
  if (rule === undefined || (rule.of !== undefined && !rule.of.includes(triggerType))) {
    const own = Object.keys(FIELDS).filter((key) => FIELDS[key]?.of?.includes(triggerType) ?? true)
    return `is no field of ${triggerType}; those are: ${own.map(shown).join(', ')}`
  }
  // A page's own code may write there what people type.
  if (field.toLowerCase() === 'element.attribute.value')
    return 'is never looked at: it may be what somebody types'
  return rule.operators
}
