import { useQuery } from '@tanstack/react-query'
import { queryText, request } from './request.ts'
import type { Behavior } from './types.ts'

const MOST = 500

interface Behaviors {
  readonly source: string | null
  readonly why: string | null
  readonly items: readonly Behavior[]
}

/** What visitors did in the last hour, as far as it was recorded where it can be read. */
export const useBehaviors = () =>
  useQuery({
    queryKey: ['behaviors'],
    queryFn: async ({ signal }) =>
      (await request<Behaviors>(`behaviors${queryText({ limit: MOST })}`, { signal })).value,
    staleTime: 30_000,
  })
