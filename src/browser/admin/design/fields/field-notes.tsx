import type { ReactNode } from 'react'
import { FieldError, Text } from 'react-aria-components'
import './field.css'

interface Props {
  /** What to write into it. */
  readonly hint?: ReactNode
  /** What looks wrong, and is no error. */
  readonly warning?: string
  /** What is wrong with it; absent if nothing is. */
  readonly error?: string
}

/** What stands below a field, and is read out with it. */
export const FieldNotes = ({ hint, warning, error }: Props) => (
  <>
    {hint && (
      <Text slot="description" className="field-hint">
        {hint}
      </Text>
    )}
    {warning && error === undefined && <span className="field-warning">{warning}</span>}
    <FieldError className="field-error">{error}</FieldError>
  </>
)
