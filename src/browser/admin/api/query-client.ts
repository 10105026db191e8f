import { QueryClient } from '@tanstack/react-query'
import { problemOf } from './api-error.ts'

export const SESSION = ['session'] as const
/** Begins the keys of the page's own code, which is anybody's. */
export const CODE = 'code'

/** Short outages are waited for; what the service refuses is not asked again. */
const isWorthAnother = (failures: number, error: unknown): boolean => {
  const { status } = problemOf(error)
  return (status === 0 || status >= 500) && failures < 2
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: isWorthAnother, staleTime: 5_000, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
})

export function forgetSession(): void {
  queryClient.setQueryData(SESSION, null)
}
