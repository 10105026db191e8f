import { useTranslation } from 'react-i18next'
import { BROWSER_TRIGGERS, isBrowserTrigger } from '../../../../../conditions/browser-triggers.ts'
import { InstantField } from '../../../design/fields/instant-field.tsx'
import { SelectField } from '../../../design/fields/select-field.tsx'
import { TextField } from '../../../design/fields/text-field.tsx'
import { ChoiceField } from '../../shared/choice-field.tsx'
import { errorAt } from '../../shared/error-at.ts'
import type { EventForm } from '../event-form.ts'
import { BUSINESS_TRIGGERS, isKnownTrigger, type KnownTrigger } from '../triggers.ts'
import type { FormProps } from './form-props.ts'

/** Name, what happens, where, and from when until when. */
export function EventFields({ form, change, errors }: FormProps) {
  const { t } = useTranslation()
  const choice = (id: KnownTrigger) => ({
    id,
    name: t(`events.triggers.${id}`),
    hint: t(`events.triggerHints.${id}`),
  })
  const own = isKnownTrigger(form.triggerType) ? [] : [{ id: form.triggerType, name: form.triggerType }]

  const changeTrigger = (triggerType: string): void => {
    const isBrowsers = isBrowserTrigger(triggerType)
    const wasBrowsers = isBrowserTrigger(form.triggerType)
    const reset: Partial<EventForm> =
      isBrowsers === wasBrowsers ? {} : { triggerPayload: {}, sink: isBrowsers ? 'LOG' : 'DATABASE' }
    change({ triggerType, ...reset })
  }
  return (
    <>
      <div className="form-grid">
        <TextField
          label={t('events.name')}
          value={form.name}
          onChange={(name) => change({ name })}
          error={errorAt(errors, 'name')}
          isRequired
        />
        <SelectField
          label={t('events.trigger')}
          value={form.triggerType}
          onChange={changeTrigger}
          error={errorAt(errors, 'triggerType')}
          choices={[
            { name: t('events.fromBrowsers'), choices: BROWSER_TRIGGERS.map(choice) },
            { name: t('events.fromServers'), choices: [...BUSINESS_TRIGGERS.map(choice), ...own] },
          ]}
        />
      </div>
      <div className="form-grid">
        <InstantField
          label={t('events.startsAt')}
          value={form.startsAt}
          onChange={(startsAt) => change({ startsAt })}
          hint={t('events.datesHint')}
          error={errorAt(errors, 'startsAt')}
        />
        <InstantField
          label={t('events.endsAt')}
          value={form.endsAt}
          onChange={(endsAt) => change({ endsAt })}
          error={errorAt(errors, 'endsAt')}
        />
      </div>
      <div className="form-grid">
        <ChoiceField
          resource="sites"
          label={t('events.site')}
          value={form.siteId}
          onChange={(siteId) => change({ siteId })}
          none={t('events.allSites')}
          error={errorAt(errors, 'siteId')}
        />
      </div>
      <TextField
        label={t('events.description')}
        value={form.description ?? ''}
        onChange={(text) => change({ description: text === '' ? null : text })}
        error={errorAt(errors, 'description')}
        isMultiline
        rows={2}
      />
    </>
  )
}
