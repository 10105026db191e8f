import type { Operator } from '../condition.ts'

/** Compare two sizes. */
export const COMPARISONS = ['lessThan', 'atMost', 'greaterThan', 'atLeast'] as const satisfies Operator[]
/** Compare a piece of text. */
export const PARTS = ['contains', 'startsWith', 'endsWith', 'glob'] as const satisfies Operator[]

/** What a field takes that is text and no number. */
export const OF_TEXT: readonly Operator[] = ['equals', 'in', ...PARTS, 'exists']
/** What a field takes that is a number. */
export const OF_NUMBERS: readonly Operator[] = ['equals', 'in', ...COMPARISONS, 'exists']
/** What a field takes that may be either. */
export const OF_ANYTHING: readonly Operator[] = ['equals', 'in', ...PARTS, ...COMPARISONS, 'exists']
