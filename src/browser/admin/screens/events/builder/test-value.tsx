import { useTranslation } from 'react-i18next'
import type { Operator, Test } from '../../../../../conditions/condition.ts'
import { TextField } from '../../../design/fields/text-field.tsx'
import type { FieldKey } from './fields.ts'

interface Props {
  readonly test: Test
  readonly fieldKey: FieldKey | undefined
  readonly error: string | undefined
  readonly warning: string | undefined
  readonly onChange: (value: NonNullable<Test['value']>) => void
}

const COMPARISONS: readonly Operator[] = ['lessThan', 'atMost', 'greaterThan', 'atLeast']
const NUMBER = /^-?\d+(\.\d+)?$/

/** With what a test compares: one value, or a list with one per line. */
export function TestValue({ test, fieldKey, error, warning, onChange }: Props) {
  const { t } = useTranslation()
  const { op, value } = test
  if (op === 'exists') return null
  const placeholder = fieldKey && t(`builder.hints.${fieldKey.replaceAll('.', '_')}` as 'builder.hints.url')
  if (op === 'in') {
    const values = [value ?? ''].flat().map(String)
    return (
      <TextField
        label={t('builder.value')}
        isLabelHidden
        isMultiline
        rows={3}
        placeholder={placeholder}
        hint={t('builder.values')}
        error={error}
        warning={warning}
        value={values.join('\n')}
        onChange={(text) => onChange(text.split('\n'))}
        onBlur={() => values.includes('') && onChange(values.filter(Boolean))}
      />
    )
  }
  const isNumeric = COMPARISONS.includes(op) || fieldKey === 'scroll.percent'
  return (
    <TextField
      label={t('builder.value')}
      isLabelHidden
      placeholder={placeholder}
      hint={op === 'glob' ? t('builder.globHint') : op === 'selector' ? t('builder.selectorHint') : undefined}
      error={error}
      warning={warning}
      value={String(value ?? '')}
      onChange={(text) =>
        onChange(
          isNumeric && NUMBER.test(text.trim()) && String(Number(text)) === text.trim() ? Number(text) : text,
        )
      }
    />
  )
}
