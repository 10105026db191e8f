import { useTranslation } from 'react-i18next'
import { EVENT_STATUSES } from '../../../../../domain/event-definition.ts'
import { useChoices } from '../../../api/lists.ts'
import { FilterSelect } from '../../shared/filter-select.tsx'
import { KNOWN_TRIGGERS } from '../triggers.ts'

export function EventFilters() {
  const { t } = useTranslation()
  const sites = useChoices('sites')
  const campaigns = useChoices('campaigns')
  return (
    <>
      <FilterSelect
        name="status"
        label={t('common.status')}
        choices={EVENT_STATUSES.map((id) => ({ id, name: t(`events.statuses.${id}`) }))}
      />
      <FilterSelect
        name="triggerType"
        label={t('events.trigger')}
        choices={KNOWN_TRIGGERS.map((id) => ({ id, name: t(`events.triggers.${id}`) }))}
      />
      {sites.length > 0 && (
        <FilterSelect
          name="siteId"
          label={t('events.site')}
          choices={sites.map(({ id, name }) => ({ id: String(id), name }))}
        />
      )}
      {campaigns.length > 0 && (
        <FilterSelect
          name="campaignId"
          label={t('events.campaign')}
          choices={campaigns.map(({ id, name }) => ({ id: String(id), name }))}
        />
      )}
    </>
  )
}
