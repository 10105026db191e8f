import { useTranslation } from 'react-i18next'
import type { ChangeView } from '../../../../admin-api/changes.ts'
import { useList } from '../../api/lists.ts'
import { useFilter } from '../../app/use-filter.ts'
import type { Column } from '../../design/data-table.tsx'
import { useFormats } from '../../texts/use-formats.ts'
import { FilterSelect } from '../shared/filter-select.tsx'
import { ListScreen } from '../shared/list-screen.tsx'
import { ChangeSummary } from './change-summary.tsx'

const SUBJECTS = ['event', 'campaign_activity', 'product', 'campaign', 'api_key', 'site', 'shop'] as const

/** Who changed what, when, from what to what. */
export default function Changes() {
  const { t } = useTranslation()
  const { instant } = useFormats()
  const [filter] = useFilter()
  const columns: readonly Column<ChangeView>[] = [
    {
      key: 'changedAt',
      title: t('changes.when'),
      width: '12rem',
      isPlain: true,
      cell: ({ changedAt }) => <span className="small soft number">{instant(changedAt)}</span>,
    },
    {
      key: 'change',
      title: t('changes.title'),
      width: '1fr',
      isPlain: true,
      cell: (change) => <ChangeSummary change={change} />,
    },
  ]
  return (
    <ListScreen
      title={t('changes.title')}
      list={useList('changes', filter)}
      columns={columns}
      keyOf={({ id }) => id}
      searchHint={t('changes.searchHint')}
      filters={
        <FilterSelect
          name="subject"
          label={t('changes.subject')}
          choices={SUBJECTS.map((id) => ({ id, name: t(`changes.subjects.${id}`) }))}
        />
      }
      empty={{ title: t('changes.empty'), hint: t('changes.emptyHint') }}
    />
  )
}
