import type { BrowserTrigger } from '../../../../../conditions/browser-triggers.ts'
import { browserOperators } from '../../../../../conditions/checks/browser-fields.ts'
import type { Operator } from '../../../../../conditions/condition.ts'

/** What a test can look at; those that end with a dot go on with a name (`url.query.campaign`). */
export const FIELDS = [
  'url.path',
  'url',
  'url.host',
  'url.query.',
  'url.hash',
  'referrer',
  'title',
  'element',
  'element.text',
  'element.href',
  'element.attribute.',
  'scroll.percent',
  'name',
  'property.',
] as const
export type FieldKey = (typeof FIELDS)[number]

/** Those that happenings of this kind have. */
export const fieldsOf = (trigger: BrowserTrigger): readonly FieldKey[] =>
  FIELDS.filter((key) => typeof browserOperators(exampleOf(key), trigger) !== 'string')

/** How such a field may be compared. */
export function operatorsOf(key: FieldKey, trigger: BrowserTrigger): readonly Operator[] {
  const operators = browserOperators(exampleOf(key), trigger)
  return typeof operators === 'string' ? [] : operators
}

const exampleOf = (key: FieldKey): string => (key.endsWith('.') ? `${key}x` : key)

/** A field as it stands in a test, taken apart; undefined: it is none of these. */
export function readField(field: unknown): { readonly key: FieldKey; readonly name: string } | undefined {
  if (typeof field !== 'string') return undefined
  const key = FIELDS.find((one) => (one.endsWith('.') ? field.startsWith(one) : field === one))
  return key && { key, name: field.slice(key.length) }
}

/** What is tried most often with a field. */
export const usualOperator = (key: FieldKey, trigger: BrowserTrigger): Operator => {
  const usual: Partial<Record<FieldKey, Operator>> = {
    'url.path': 'glob',
    url: 'startsWith',
    element: 'selector',
    'element.text': 'contains',
    'element.href': 'contains',
    referrer: 'contains',
    title: 'contains',
    'scroll.percent': 'atLeast',
  }
  return usual[key] ?? operatorsOf(key, trigger)[0] ?? 'equals'
}

/** The field that somebody most likely looks at first. */
export const firstField = (trigger: BrowserTrigger): FieldKey => {
  if (trigger === 'CUSTOM') return 'name'
  return trigger === 'SCROLL_DEPTH' ? 'scroll.percent' : 'url.path'
}
