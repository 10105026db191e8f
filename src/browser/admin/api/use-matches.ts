import { useQuery } from '@tanstack/react-query'
import { queryText, request } from './request.ts'
import type { Matches } from './types.ts'

const DAYS = 7
/** Events that are asked for at once. */
const MOST = 100

/** How often these events happened on each of the last days, by event. */
export function useMatches(ids: readonly number[]): ReadonlyMap<number, Matches> {
  const asked = ids.slice(0, MOST).join(',')
  const { data } = useQuery({
    queryKey: ['matches', asked],
    queryFn: async ({ signal }) => {
      const path = `events/matches${queryText({ ids: asked, days: DAYS })}`
      return (await request<{ readonly items: readonly Matches[] }>(path, { signal })).value.items
    },
    enabled: asked !== '',
    staleTime: 60_000,
  })
  return new Map(data?.map((matches) => [matches.id, matches]))
}
