import type { FieldProblem } from '../../../api/api-error.ts'
import type { EventForm } from '../event-form.ts'

/** What every part of the form works on. */
export interface FormProps {
  readonly form: EventForm
  readonly change: (patch: Partial<EventForm>) => void
  readonly errors: readonly FieldProblem[]
}
