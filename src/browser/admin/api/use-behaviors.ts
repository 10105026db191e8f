import { useQuery } from '@tanstack/react-query'
import type { BehaviorsView } from '../../../admin-api/previews.ts'
import type { BrowserTrigger } from '../../../conditions/browser-triggers.ts'
import { queryText, request } from './request.ts'

const MOST = 200

/** What visitors did in the last hour, as far as it was recorded where it can be read; the newest first. */
export const useBehaviors = (triggerType: BrowserTrigger) =>
  useQuery({
    queryKey: ['behaviors', triggerType],
    queryFn: async ({ signal }) =>
      (await request<BehaviorsView>(`behaviors${queryText({ limit: MOST, triggerType })}`, { signal })).value,
    staleTime: 30_000,
  })
