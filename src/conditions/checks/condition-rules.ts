import type { Operator, Test } from '../condition.ts'
import type { Findings } from './findings.ts'

/** What may stand in a condition: of a browser's happening, or of an audience. */
export interface ConditionRules {
  /** The operators that a field takes, or why there is no such field. */
  readonly operatorsOf: (field: string) => readonly Operator[] | string
  /** Looks closer at a test whose field, operator and value fit together; `at` names it. */
  readonly look: (test: Test, at: string, findings: Findings) => void
}
