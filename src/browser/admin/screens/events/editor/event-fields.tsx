import { useTranslation } from 'react-i18next'
import { BROWSER_TRIGGERS, isBrowserTrigger } from '../../../../../conditions/browser-triggers.ts'
import { useChoices } from '../../../api/lists.ts'
import { InstantField } from '../../../design/instant-field.tsx'
import { SelectField } from '../../../design/select-field.tsx'
import { TextField } from '../../../design/text-field.tsx'
import { errorAt } from '../../shared/error-at.ts'
import type { EventForm } from '../event-form.ts'
import { BUSINESS_TRIGGERS, isKnownTrigger, type KnownTrigger } from '../triggers.ts'
import type { FormProps } from './form-props.ts'

/** Name, what happens, where, and from when until when. */
export function EventFields({ form, change, errors }: FormProps) {
  const { t } = useTranslation()
  const sites = useChoices('sites', form.siteId)
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
        <SelectField
          label={t('events.site')}
          value={String(form.siteId ?? 'all')}
          onChange={(id) => change({ siteId: id === 'all' ? null : Number(id) })}
          error={errorAt(errors, 'siteId')}
          choices={[
            { id: 'all', name: t('events.allSites') },
            ...sites.map(({ id, name }) => ({ id: String(id), name })),
          ]}
        />
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
