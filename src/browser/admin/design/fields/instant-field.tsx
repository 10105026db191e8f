import { useId } from 'react'
import './field.css'

interface Props {
  readonly label: string
  /** ISO-8601; null: open. */
  readonly value: string | null
  readonly onChange: (value: string | null) => void
  readonly hint?: string
  readonly error?: string
  readonly isDisabled?: boolean
}

/** A date and time in the user's own zone, with the browser's own calendar. */
export function InstantField({ label, value, onChange, hint, error, isDisabled }: Props) {
  const id = useId()
  return (
    <div className="field" data-invalid={error === undefined ? undefined : true}>
      <label htmlFor={id} className="field-label">
        {label}
      </label>
      <input
        id={id}
        className="input number"
        type="datetime-local"
        step={1}
        value={localText(value)}
        disabled={isDisabled}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-more`}
        onChange={({ target }) => onChange(instantOf(target.value))}
      />
      <span id={`${id}-more`} className={error === undefined ? 'field-hint' : 'field-error'}>
        {error ?? hint}
      </span>
    </div>
  )
}

/** As `datetime-local` wants it: the wall clock of here. */
function localText(instant: string | null): string {
  const date = instant === null ? null : new Date(instant)
  if (date === null || Number.isNaN(date.getTime())) return ''
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 19)
}

function instantOf(local: string): string | null {
  const date = new Date(local)
  return local === '' || Number.isNaN(date.getTime()) ? null : date.toISOString()
}
