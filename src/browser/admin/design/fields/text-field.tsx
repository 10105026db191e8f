import type { ReactNode } from 'react'
import { TextField as AriaTextField, Input, Label, TextArea } from 'react-aria-components'
import { FieldNotes } from './field-notes.tsx'
import './field.css'

interface Props {
  readonly label: string
  /** The label is for screen readers only: what is around the field says it. */
  readonly isLabelHidden?: boolean
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hint?: ReactNode
  /** What is wrong with it; absent if nothing is. */
  readonly error?: string
  /** What looks wrong, and is no error. */
  readonly warning?: string
  readonly placeholder?: string
  readonly type?: 'text' | 'password' | 'url'
  readonly isMultiline?: boolean
  readonly isCode?: boolean
  readonly rows?: number
  readonly isDisabled?: boolean
  readonly isRequired?: boolean
  readonly autoFocus?: boolean
  readonly autoComplete?: string
  readonly maxLength?: number
  readonly onBlur?: () => void
}

export function TextField({
  label,
  isLabelHidden,
  hint,
  error,
  warning,
  placeholder,
  isMultiline,
  isCode,
  rows,
  ...props
}: Props) {
  const look = isCode ? 'input code' : 'input'
  return (
    <AriaTextField {...props} className="field" isInvalid={error !== undefined} validationBehavior="aria">
      <Label className={isLabelHidden ? 'visually-hidden' : 'field-label'}>{label}</Label>
      {isMultiline ? (
        <TextArea className={look} placeholder={placeholder} rows={rows} spellCheck={!isCode} />
      ) : (
        <Input className={look} placeholder={placeholder} spellCheck={isCode ? false : undefined} />
      )}
      <FieldNotes hint={hint} warning={warning} error={error} />
    </AriaTextField>
  )
}
