import { useTranslation } from 'react-i18next'
import { EVENT_STATUSES } from '../../../../../domain/event-definition.ts'
import { useChoices } from '../../../api/lists.ts'
import { FilterChoice } from '../../shared/filter-choice.tsx'
import { FilterSelect } from '../../shared/filter-select.tsx'
import { KNOWN_TRIGGERS } from '../triggers.ts'

export function EventFilters() {
  const { t } = useTranslation()
  const hasSites = useChoices('sites').items.length > 0
  const hasCampaigns = useChoices('campaigns').items.length > 0
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
      {hasSites && <FilterChoice name="siteId" label={t('events.site')} resource="sites" />}
      {hasCampaigns && <FilterChoice name="campaignId" label={t('events.campaign')} resource="campaigns" />}
    </>
  )
}
