import { useTranslation } from 'react-i18next'
import type { CampaignView } from '../../../../admin-api/shop.ts'
import { useList } from '../../api/lists.ts'
import { hrefOf } from '../../app/route.ts'
import { useFilter } from '../../app/use-filter.ts'
import { ClampedText } from '../../design/clamped-text.tsx'
import type { Column } from '../../design/data-table.tsx'
import { ListScreen } from '../shared/list-screen.tsx'
import { Period } from '../shared/period.tsx'

export function CampaignList() {
  const { t } = useTranslation()
  const [filter] = useFilter()
  const columns: readonly Column<CampaignView>[] = [
    {
      key: 'name',
      title: t('common.name'),
      width: '2fr',
      isPlain: true,
      cell: ({ id, name }) => <ClampedText look="main-link" text={name} href={hrefOf(`campaigns/${id}`)} />,
    },
    {
      key: 'period',
      title: t('campaigns.period'),
      width: '2fr',
      isPlain: true,
      cell: ({ startAt, endAt }) => <Period from={startAt} until={endAt} />,
    },
  ]
  return (
    <ListScreen
      title={t('campaigns.title')}
      list={useList('campaigns', filter)}
      columns={columns}
      keyOf={({ id }) => id}
      searchHint={t('campaigns.searchHint')}
      newHref={hrefOf('campaigns/new')}
      newLabel={t('campaigns.new')}
      empty={{ title: t('campaigns.empty'), hint: t('campaigns.emptyHint') }}
    />
  )
}
