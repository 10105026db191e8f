import { useQuery } from '@tanstack/react-query'
import type { RevisionPage } from '../../../admin-api/events.ts'
import { queryText, request } from './request.ts'

const MOST = 200

/** The revisions of an event, the newest first. */
export const useRevisions = (id: number) =>
  useQuery({
    queryKey: ['events', 'revisions', id],
    queryFn: async ({ signal }) => {
      const path = `events/${id}/revisions${queryText({ limit: MOST })}`
      return (await request<RevisionPage>(path, { signal })).value.items
    },
  })
