import type { Test } from '../condition.ts'

/** A test that must pass, or must not. */
export interface Literal {
  readonly test: Test
  readonly isNegated: boolean
  readonly at: string
}
