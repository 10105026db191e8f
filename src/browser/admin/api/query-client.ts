import { QueryCache, QueryClient } from '@tanstack/react-query'
import { problemOf } from './api-error.ts'

export const SESSION = ['session'] as const

/** Short outages are waited for; what the service refuses is not asked again. */
const isWorthAnother = (failures: number, error: unknown): boolean => {
  const { status } = problemOf(error)
  return (status === 0 || status >= 500) && failures < 2
}

export const queryClient: QueryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: isWorthAnother, staleTime: 5_000, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
  queryCache: new QueryCache({
    // The session ended: the page asks for the key again, and keeps what was being written.
    onError: (error, { queryKey }) => {
      if (problemOf(error).status === 401 && queryKey[0] !== SESSION[0]) forgetSession()
    },
  }),
})

export function forgetSession(): void {
  queryClient.setQueryData(SESSION, null)
}
