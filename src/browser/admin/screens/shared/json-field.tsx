import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextField } from '../../design/fields/text-field.tsx'

interface Props {
  readonly label: string
  /** Undefined: nothing is written. */
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly hint?: string
  readonly error?: string
  readonly rows?: number
}

const textOf = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value, null, 2))

/** Any JSON. What can't be read stays as it is typed, and says why, until it can. */
export function JsonField({ label, value, onChange, hint, error, rows = 6 }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState<{ readonly text: string; readonly error: string | undefined }>()
  // While it says the same as the value, it keeps the spaces and lines that somebody gave it.
  const isMine = typed !== undefined && (typed.error !== undefined || saysSame(typed.text, value))

  const change = (text: string): void => {
    try {
      const read = text.trim() === '' ? undefined : (JSON.parse(text) as unknown)
      setTyped({ text, error: undefined })
      onChange(read)
    } catch (problem) {
      setTyped({ text, error: t('common.jsonBad', { message: (problem as Error).message }) })
    }
  }
  return (
    <TextField
      label={label}
      hint={hint}
      isMultiline
      isCode
      rows={rows}
      value={isMine ? typed.text : textOf(value)}
      error={(isMine ? typed.error : undefined) ?? error}
      onChange={change}
    />
  )
}

function saysSame(text: string, value: unknown): boolean {
  if (text.trim() === '') return value === undefined
  return JSON.stringify(JSON.parse(text)) === JSON.stringify(value)
}
