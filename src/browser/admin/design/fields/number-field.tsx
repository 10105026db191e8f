import { NumberFormatter, NumberParser } from '@internationalized/number'
import { useMemo, useState } from 'react'
import { useLocale } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { TextField } from './text-field.tsx'

interface Props {
  readonly label: string
  /** Null: empty. */
  readonly value: number | null
  readonly onChange: (value: number | null) => void
  readonly hint?: string
  readonly error?: string
  /** Digits after the point. */
  readonly digits?: number
  readonly isDisabled?: boolean
  readonly isRequired?: boolean
  readonly autoFocus?: boolean
}

/** A number in the writing of the user's language, known with every key; full-width digits count too. */
export function NumberField({ value, onChange, digits = 0, error, ...props }: Props) {
  const { t } = useTranslation()
  const { locale } = useLocale()
  const [typed, setTyped] = useState<string>()
  const { read, write } = useMemo(() => writingOf(locale, digits), [locale, digits])
  const isBad = typed !== undefined && Number.isNaN(read(typed))
  // What is typed stays as it is while it is this number, or none.
  const isMine = typed !== undefined && (isBad || read(typed) === value)
  return (
    <TextField
      {...props}
      value={isMine ? typed : write(value)}
      onChange={(text) => {
        setTyped(text)
        const number = read(text)
        if (!Number.isNaN(number)) onChange(number)
      }}
      onBlur={() => !isBad && setTyped(undefined)}
      error={isMine && isBad ? t('common.noNumber') : error}
    />
  )
}

function writingOf(locale: string, digits: number) {
  const options: Intl.NumberFormatOptions = { maximumFractionDigits: digits }
  const parser = new NumberParser(locale, options)
  const formatter = new NumberFormatter(locale, options)
  return {
    /** Null: empty; NaN: it is none. */
    read: (text: string): number | null => {
      const plain = text.normalize('NFKC').trim()
      return plain === '' ? null : parser.parse(plain)
    },
    write: (value: number | null): string => (value === null ? '' : formatter.format(value)),
  }
}
