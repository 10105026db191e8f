import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { type Editable, useOne } from './one.ts'
import { queryText, request } from './request.ts'
import type { Resources } from './resources.ts'

const PAGE = 100
/** As many as a choice of activities, sites or campaigns offers. */
const MOST_CHOICES = 200

export type Filter = Readonly<Record<string, string | number | null | undefined>>

interface Page<T> {
  readonly items: readonly T[]
  readonly nextCursor: string | null
}

/** A list that grows as somebody scrolls; what is searched for is found by the server. */
export function useList<K extends keyof Resources>(resource: K, filter: Filter = {}) {
  const query = useInfiniteQuery({
    queryKey: [resource, 'list', filter],
    queryFn: async ({ pageParam, signal }) => {
      const path = `${resource}${queryText({ ...filter, limit: PAGE, cursor: pageParam })}`
      return (await request<Page<Resources[K]>>(path, { signal })).value
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  })
  return { ...query, items: query.data?.pages.flatMap(({ items }) => items) ?? [] }
}

interface Choices<T> {
  /** With the one that is chosen, wherever it stands. */
  readonly items: readonly T[]
  /** There are more than those. */
  readonly hasMore: boolean
}

/** The first of a kind that are called so, to choose from. */
export function useChoices<K extends Editable>(
  resource: K,
  { chosenId = null, text = '' }: { readonly chosenId?: number | null; readonly text?: string } = {},
): Choices<Resources[K]> {
  const { data } = useQuery({
    queryKey: [resource, 'choices', text],
    queryFn: async ({ signal }) => {
      const path = `${resource}${queryText({ q: text, limit: MOST_CHOICES })}`
      return (await request<Page<Resources[K]>>(path, { signal })).value
    },
    placeholderData: keepPreviousData,
  })
  const items = data?.items ?? []
  const isMissing = data !== undefined && chosenId !== null && !items.some(({ id }) => id === chosenId)
  const chosen = useOne(resource, isMissing ? chosenId : null).data?.value
  return {
    items: isMissing && chosen ? [...items, chosen] : items,
    hasMore: data?.nextCursor != null,
  }
}
