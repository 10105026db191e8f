import { NumberField as AriaNumberField, FieldError, Input, Label, Text } from 'react-aria-components'
import './field.css'

interface Props {
  readonly label: string
  /** Null: empty. */
  readonly value: number | null
  readonly onChange: (value: number | null) => void
  readonly hint?: string
  readonly error?: string
  readonly minValue?: number
  readonly maxValue?: number
  /** Digits after the point. */
  readonly digits?: number
  readonly isDisabled?: boolean
  readonly isRequired?: boolean
  readonly autoFocus?: boolean
}

/** A number in the writing of the user's language; full-width digits count too. */
export function NumberField({ label, value, onChange, hint, error, digits = 0, ...props }: Props) {
  return (
    <AriaNumberField
      {...props}
      className="field"
      value={value ?? Number.NaN}
      onChange={(next) => onChange(Number.isNaN(next) ? null : next)}
      formatOptions={{ maximumFractionDigits: digits }}
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <Label className="field-label">{label}</Label>
      <Input className="input number" />
      {hint && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </AriaNumberField>
  )
}
