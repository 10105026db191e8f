import { queryOptions, useQuery } from '@tanstack/react-query'
import { CODE, queryClient } from '../api/query-client.ts'
import { Loading } from '../design/loading.tsx'
import type { Screen } from './screens.tsx'

/** Kept like an answer of the service: React's `lazy` would show what stands in a screen's place for 300 ms at least. */
const codeOf = ({ path, load }: Screen) =>
  queryOptions({
    queryKey: [CODE, path],
    queryFn: load,
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  })

/** Loads its code before it is shown. What fails is asked for again then. */
export const askForCode = (screen: Screen): Promise<void> => queryClient.prefetchQuery(codeOf(screen))

/** A screen, as soon as its code is there. @throws what kept it from being loaded */
export function ShownScreen({ screen }: { readonly screen: Screen }) {
  const { data: Shown, error, isFetching } = useQuery(codeOf(screen))
  if (error && !isFetching) throw error
  return Shown ? <Shown /> : <Loading />
}
