/** How a test compares (CONTRACT §12, *Conditions*). `withinDays` and `olderThanDays` are an audience's alone. */
export type Operator =
  | 'equals'
  | 'in'
  | 'contains'
  | 'startsWith'
  | 'endsWith'
  | 'glob'
  | 'exists'
  | 'lessThan'
  | 'atMost'
  | 'greaterThan'
  | 'atLeast'
  | 'selector'
  | 'withinDays'
  | 'olderThanDays'

/** One comparison of one field: `{"field": "url.path", "op": "glob", "value": "/products/*"}`. */
export interface Test {
  readonly field: string
  readonly op: Operator
  readonly value?: string | number | boolean | readonly (string | number)[]
  /** Upper and lower case are the same. */
  readonly ignoreCase?: boolean
}

/** What must hold for an event to happen, or for a user to be in its audience (CONTRACT §12, *Conditions*). */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | Test
