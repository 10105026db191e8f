import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMayChange } from '../../api/session.ts'
import { go } from '../../app/route.ts'
import { useFilter } from '../../app/use-filter.ts'
import { useShortcuts } from '../../app/use-shortcuts.ts'
import { Button } from '../../design/button.tsx'
import { ButtonLink } from '../../design/button-link.tsx'
import { type Column, DataTable } from '../../design/data-table.tsx'
import { EmptyState } from '../../design/empty-state.tsx'
import { SearchField } from '../../design/fields/search-field.tsx'
import { Loading } from '../../design/loading.tsx'
import { ProblemNotice } from '../../design/problem-notice.tsx'
import './list-screen.css'

/** What {@link useList} gives. */
interface List<T> {
  readonly items: readonly T[]
  readonly isPending: boolean
  readonly error: unknown
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  readonly fetchNextPage: () => unknown
  readonly refetch: () => unknown
}

interface Props<T> {
  readonly title: string
  readonly list: List<T>
  readonly columns: readonly Column<T>[]
  readonly keyOf: (row: T) => string | number
  /** What the search looks through. */
  readonly searchHint?: string
  readonly hasSearch?: boolean
  readonly filters?: ReactNode
  /** Where a new one is made; `n` leads there. */
  readonly newHref?: string
  readonly newLabel?: string
  readonly actions?: ReactNode
  /** Shown while there are none at all: what to do first. */
  readonly empty: { readonly title: string; readonly hint: string }
}

/** A list with its search and filters, which all stand in the address. */
export function ListScreen<T>(props: Props<T>) {
  const {
    title,
    list,
    columns,
    keyOf,
    searchHint,
    hasSearch = true,
    filters,
    newHref,
    newLabel,
    actions,
    empty,
  } = props
  const { t } = useTranslation()
  const mayCreate = useMayChange() && newHref !== undefined
  const [filter, setFilter] = useFilter()
  const isFiltered = Object.keys(filter).length > 0
  useShortcuts(mayCreate ? { n: () => go(newHref) } : {})
  const create = mayCreate && (
    <ButtonLink kind="primary" href={newHref}>
      {newLabel}
    </ButtonLink>
  )
  const clear = (): void => setFilter(Object.fromEntries(Object.keys(filter).map((key) => [key, null])))
  return (
    <>
      <div className="page-head">
        <h1>{title}</h1>
        <div className="row">
          {actions}
          {create}
        </div>
      </div>
      <div className="toolbar">
        {hasSearch && (
          <SearchField
            label={t('common.search')}
            placeholder={searchHint}
            value={filter.q ?? ''}
            onSearch={(q) => setFilter({ q })}
          />
        )}
        {filters}
      </div>
      {list.error !== null && list.error !== undefined && (
        <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />
      )}
      {list.isPending && !list.error && <Loading />}
      {!list.isPending && list.items.length === 0 && isFiltered && (
        <EmptyState
          title={t('common.nothingFound')}
          action={<Button onPress={clear}>{t('common.clearSearch')}</Button>}
        >
          {t('common.nothingFoundHint')}
        </EmptyState>
      )}
      {!list.isPending && !list.error && list.items.length === 0 && !isFiltered && (
        <EmptyState title={empty.title} action={create}>
          {empty.hint}
        </EmptyState>
      )}
      {list.items.length > 0 && (
        <DataTable
          label={title}
          columns={columns}
          rows={list.items}
          keyOf={keyOf}
          hasMore={list.hasNextPage}
          onEnd={() => !list.isFetchingNextPage && list.fetchNextPage()}
        />
      )}
    </>
  )
}
