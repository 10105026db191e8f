import { useTranslation } from 'react-i18next'
import type { ActivityView } from '../../../../admin-api/shop.ts'
import { ACTIVITY_STATUSES } from '../../../../domain/campaign-activity.ts'
import { useChoices, useList } from '../../api/lists.ts'
import { hrefOf } from '../../app/route.ts'
import { useFilter } from '../../app/use-filter.ts'
import { ClampedText } from '../../design/clamped-text.tsx'
import type { Column } from '../../design/data-table.tsx'
import { useFormats } from '../../texts/use-formats.ts'
import { ActivityStatus } from '../shared/activity-status.tsx'
import { FilterChoice } from '../shared/filter-choice.tsx'
import { FilterSelect } from '../shared/filter-select.tsx'
import { ListScreen } from '../shared/list-screen.tsx'
import { Period } from '../shared/period.tsx'
import { useOutcomeName } from '../shared/use-outcome-name.ts'

export function ActivityList() {
  const { t } = useTranslation()
  const { number } = useFormats()
  const nameOf = useOutcomeName()
  const [filter] = useFilter()
  const campaigns = useChoices('campaigns').items
  const campaignNames = new Map(campaigns.map(({ id, name }) => [id, name]))
  const columns: readonly Column<ActivityView>[] = [
    {
      key: 'name',
      title: t('common.name'),
      width: '2fr',
      isPlain: true,
      cell: ({ id, name }) => <ClampedText look="main-link" text={name} href={hrefOf(`activities/${id}`)} />,
    },
    {
      key: 'campaign',
      title: t('activities.campaign'),
      width: '1.25fr',
      cell: ({ campaignId }) => (
        <ClampedText look="small" text={(campaignId !== null && campaignNames.get(campaignId)) || '–'} />
      ),
    },
    {
      key: 'period',
      title: t('activities.period'),
      width: '1.5fr',
      cell: ({ startDate, endDate }) => <Period from={startDate} until={endDate} />,
    },
    {
      key: 'approved',
      title: t('activities.approved'),
      width: '7rem',
      isNumber: true,
      cell: ({ approvedCount, limitCount }) =>
        limitCount === null ? number(approvedCount) : `${number(approvedCount)} / ${number(limitCount)}`,
    },
    {
      key: 'status',
      title: t('common.status'),
      width: '6.5rem',
      isPlain: true,
      cell: ({ status }) => <ActivityStatus status={status} />,
    },
  ]
  return (
    <ListScreen
      title={t('activities.title')}
      list={useList('activities', filter)}
      columns={columns}
      keyOf={({ id }) => id}
      searchHint={t('activities.searchHint')}
      filters={
        <>
          <FilterSelect
            name="status"
            label={t('common.status')}
            choices={ACTIVITY_STATUSES.map((id) => ({ id, name: nameOf(id) }))}
          />
          <FilterChoice name="campaignId" label={t('activities.campaign')} resource="campaigns" />
        </>
      }
      newHref={hrefOf('activities/new')}
      newLabel={t('activities.new')}
      empty={{ title: t('activities.empty'), hint: t('activities.emptyHint') }}
    />
  )
}
