import type { BrowserTrigger } from '../../../../../conditions/browser-triggers.ts'
import type { FieldProblem } from '../../../api/api-error.ts'

/** What every row of the builder has to know. */
export interface BuilderContext {
  readonly trigger: BrowserTrigger
  readonly errors: readonly FieldProblem[]
  readonly warnings: readonly FieldProblem[]
}
