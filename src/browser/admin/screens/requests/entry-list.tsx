import { useTranslation } from 'react-i18next'
import type { EntryView } from '../../../../admin-api/requests.ts'
import { ENTRY_STATUSES } from '../../../../domain/campaign-activity-entry.ts'
import { useList } from '../../api/lists.ts'
import { queryText } from '../../api/request.ts'
import { hrefOf } from '../../app/route.ts'
import { useFilter } from '../../app/use-filter.ts'
import { Badge } from '../../design/badge.tsx'
import { ButtonLink } from '../../design/button-link.tsx'
import { ClampedText } from '../../design/clamped-text.tsx'
import type { Column } from '../../design/data-table.tsx'
import { SearchField } from '../../design/fields/search-field.tsx'
import { useFormats } from '../../texts/use-formats.ts'
import { FilterChoice } from '../shared/filter-choice.tsx'
import { FilterSelect } from '../shared/filter-select.tsx'
import { ListScreen } from '../shared/list-screen.tsx'
import { useOutcomeName } from '../shared/use-outcome-name.ts'

/** Who asked for what, and what became of it. */
export function EntryList() {
  const { t } = useTranslation()
  const { number, instant } = useFormats()
  const nameOf = useOutcomeName()
  const [filter, setFilter] = useFilter()
  const columns: readonly Column<EntryView>[] = [
    {
      key: 'user',
      title: t('requests.user'),
      width: '9rem',
      isPlain: true,
      cell: ({ activityId, userId }) => (
        <a className="main-link number" href={hrefOf(`requests/${activityId}/${userId}`)}>
          {userId}
        </a>
      ),
    },
    {
      key: 'activity',
      title: t('requests.activity'),
      width: '2fr',
      cell: ({ activityName }) => <ClampedText text={activityName} />,
    },
    {
      key: 'outcome',
      title: t('common.status'),
      width: '1.25fr',
      isPlain: true,
      cell: ({ status, rejectReason }) => (
        <>
          <Badge tone={status === 'APPROVED' ? 'good' : 'bad'}>{nameOf(status)}</Badge>{' '}
          {rejectReason !== null && <span className="small soft">{nameOf(rejectReason)}</span>}
        </>
      ),
    },
    {
      key: 'sequence',
      title: t('requests.sequence'),
      width: '5rem',
      isNumber: true,
      cell: ({ sequence }) => (sequence === null ? '–' : number(sequence)),
    },
    {
      key: 'requestedAt',
      title: t('requests.requestedAt'),
      width: '12rem',
      cell: ({ requestedAt }) => <span className="small number">{instant(requestedAt)}</span>,
    },
  ]
  const { userId, activityId, status } = filter
  return (
    <ListScreen
      title={t('requests.title')}
      list={useList('entries', { ...filter, userId: /^[1-9]\d*$/.test(userId ?? '') ? userId : undefined })}
      columns={columns}
      keyOf={({ activityId, userId }) => `${activityId}/${userId}`}
      hasSearch={false}
      actions={
        <ButtonLink
          href={`v1/entries.csv${queryText({ userId, activityId, status })}`}
          download="axon-entries.csv"
        >
          {t('requests.csv')}
        </ButtonLink>
      }
      filters={
        <>
          <SearchField
            label={t('requests.user')}
            value={userId ?? ''}
            onSearch={(text) => setFilter({ userId: text.replace(/\D/g, '') })}
          />
          <FilterChoice name="activityId" label={t('requests.activity')} resource="activities" />
          <FilterSelect
            name="status"
            label={t('common.status')}
            choices={ENTRY_STATUSES.map((id) => ({ id, name: nameOf(id) }))}
          />
        </>
      }
      empty={{ title: t('requests.empty'), hint: t('requests.emptyHint') }}
    />
  )
}
