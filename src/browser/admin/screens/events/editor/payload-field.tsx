import { useTranslation } from 'react-i18next'
import { errorAt } from '../../shared/error-at.ts'
import { JsonField } from '../../shared/json-field.tsx'
import type { FormProps } from './form-props.ts'

/** Settings of an event of the business, which only the shop's own code reads. */
export function PayloadField({ form, change, errors }: FormProps) {
  const { t } = useTranslation()
  return (
    <JsonField
      label={t('events.payload')}
      hint={t('events.payloadHint')}
      value={form.triggerPayload}
      onChange={(json) => change({ triggerPayload: (json ?? {}) as Readonly<Record<string, unknown>> })}
      error={errorAt(errors, 'triggerPayload')}
    />
  )
}
