import { useTranslation } from 'react-i18next'
import type { DeadLetterView } from '../../../../admin-api/dead-letters.ts'
import { DEAD_LETTER_REASONS, DEAD_LETTER_STATUSES } from '../../../../domain/outcome.ts'
import { useList } from '../../api/lists.ts'
import { hrefOf } from '../../app/route.ts'
import { useFilter } from '../../app/use-filter.ts'
import { ClampedText } from '../../design/clamped-text.tsx'
import type { Column } from '../../design/data-table.tsx'
import { useFormats } from '../../texts/use-formats.ts'
import { FilterSelect } from '../shared/filter-select.tsx'
import { ListScreen } from '../shared/list-screen.tsx'
import { useOutcomeName } from '../shared/use-outcome-name.ts'
import { DeadLetterStatus } from './dead-letter-status.tsx'
import { RetryAll } from './retry-all.tsx'

export function DeadLetterList() {
  const { t } = useTranslation()
  const { instant } = useFormats()
  const nameOf = useOutcomeName()
  const [filter] = useFilter()
  const columns: readonly Column<DeadLetterView>[] = [
    {
      key: 'reason',
      title: t('deadLetters.reason'),
      width: '1.25fr',
      isPlain: true,
      cell: ({ id, reason }) => (
        <a className="main-link" href={hrefOf(`dead-letters/${id}`)}>
          {id}. {nameOf(reason)}
        </a>
      ),
    },
    {
      key: 'error',
      title: t('deadLetters.error'),
      width: '2.5fr',
      isPlain: true,
      cell: ({ error }) => <ClampedText look="small" text={error} />,
    },
    {
      key: 'createdAt',
      title: t('deadLetters.createdAt'),
      width: '12rem',
      cell: ({ createdAt }) => <span className="small number">{instant(createdAt)}</span>,
    },
    {
      key: 'status',
      title: t('common.status'),
      width: '6.5rem',
      isPlain: true,
      cell: ({ status }) => <DeadLetterStatus status={status} />,
    },
  ]
  const list = useList('dead-letters', filter)
  return (
    <ListScreen
      title={t('deadLetters.title')}
      list={list}
      columns={columns}
      keyOf={({ id }) => id}
      hasSearch={false}
      actions={list.items.some(({ status }) => status === 'PENDING') && <RetryAll reason={filter.reason} />}
      filters={
        <>
          <FilterSelect
            name="status"
            label={t('common.status')}
            choices={DEAD_LETTER_STATUSES.map((id) => ({ id, name: t(`deadLetters.statuses.${id}`) }))}
          />
          <FilterSelect
            name="reason"
            label={t('deadLetters.reason')}
            choices={DEAD_LETTER_REASONS.map((id) => ({ id, name: nameOf(id) }))}
          />
        </>
      }
      empty={{ title: t('deadLetters.empty'), hint: t('deadLetters.emptyHint') }}
    />
  )
}
