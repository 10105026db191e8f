import { queryOptions, useQuery } from '@tanstack/react-query'
import type { SessionView } from '../../../admin-api/session.ts'
import { problemOf } from './api-error.ts'
import { CODE, forgetSession, queryClient, SESSION } from './query-client.ts'
import { rememberCsrfToken, request } from './request.ts'

const sessionQuery = queryOptions({ queryKey: SESSION, queryFn: readSession, staleTime: 60_000 })

/** Who is signed in: null if nobody is, undefined while that is not known. */
export const useSession = () => useQuery(sessionQuery)

/** Asks before anybody uses the answer. */
export const askForSession = (): Promise<void> => queryClient.prefetchQuery(sessionQuery)

/** Viewers see everything, and change nothing. */
export const useMayChange = (): boolean => useSession().data?.role === 'admin'

async function readSession(): Promise<SessionView | null> {
  try {
    return known((await request<SessionView>('session')).value)
  } catch (error) {
    if (problemOf(error).status === 401) return null
    throw error
  }
}

/** With a key, or with the token of a link that works once. @throws ApiError */
export async function signIn(proof: { readonly key: string } | { readonly once: string }): Promise<void> {
  const { value } = await request<SessionView>('session', { method: 'POST', body: proof })
  queryClient.setQueryData(SESSION, known(value))
}

/** `everywhere`: in all browsers that signed in with the same key. */
export async function signOut(everywhere: boolean): Promise<void> {
  await request(everywhere ? 'sessions' : 'session', { method: 'DELETE' })
  forgetSession()
  queryClient.removeQueries({ predicate: ({ queryKey: [kind] }) => kind !== SESSION[0] && kind !== CODE })
}

function known(session: SessionView): SessionView {
  rememberCsrfToken(session.csrfToken)
  return session
}
