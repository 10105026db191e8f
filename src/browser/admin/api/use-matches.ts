import { useQuery } from '@tanstack/react-query'
import type { MatchesView } from '../../../admin-api/previews.ts'
import { request } from './request.ts'

/** How often an event happened on each of the last seven days. */
export const useMatches = (id: number) =>
  useQuery({
    queryKey: ['matches', id],
    queryFn: async ({ signal }) =>
      (await request<MatchesView>(`events/${id}/matches?days=7`, { signal })).value,
    staleTime: 60_000,
  })
