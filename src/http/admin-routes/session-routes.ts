import { SessionView, SignIn } from '../../admin-api/session.ts'
import { isoInstant } from '../../domain/iso-instant.ts'
import type { Session } from '../admin/sessions.ts'
import { problem } from '../problems/problem.ts'
import { type Answer, ok } from '../routes/answer.ts'
import type { Operator, Route, RouteRequest } from '../routes/route.ts'
import type { AdminServices } from './admin-services.ts'
import { operatorOf } from './operator-of.ts'

const PATH = '/admin/v1/session'
/** Who has the terminal of the service. */
const DEV: Operator = { kind: 'operator', keyId: null, name: 'dev', role: 'admin' }

/** Signing in and out (CONTRACT §16). */
export const sessionRoutes = (services: AdminServices): readonly Route[] => [
  {
    id: 'signIn',
    method: 'POST',
    path: PATH,
    who: 'anyone',
    summary: 'Sign in with a key, or with the link on the terminal: sets the cookie of a session',
    body: { anyone: SignIn },
    answers: {
      201: { description: 'The session.', schema: SessionView },
      401: { description: 'The key or the link does not count.' },
      403: { description: 'The key is one of a server.' },
      429: { description: 'Too many wrong keys: ask again after Retry-After.' },
      503: { description: 'The key can not be checked at the moment.' },
    },
    answer: (request) => signIn(services, request),
  },
  {
    id: 'getSession',
    method: 'GET',
    path: PATH,
    who: 'viewer',
    summary: 'Who is signed in, and the token that changes need',
    answers: {
      200: { description: 'The session.', schema: SessionView },
      404: { description: 'It was asked with a key, not from a session.' },
    },
    answer: ({ headers }) => {
      const token = services.cookie.tokenIn(headers.cookie)
      const session = token === null ? null : services.sessions.use(token)
      return session ? ok(viewOf(session)) : problem('NO_SUCH_THING', { detail: 'a key has no session' })
    },
  },
  {
    id: 'signOut',
    method: 'DELETE',
    path: PATH,
    who: 'viewer',
    summary: 'End the session',
    answers: { 204: { description: 'It has ended.' } },
    answer: ({ headers }) => {
      const token = services.cookie.tokenIn(headers.cookie)
      if (token !== null) services.sessions.end(token)
      return signedOut(services)
    },
  },
  {
    id: 'signOutEverywhere',
    method: 'DELETE',
    path: '/admin/v1/sessions',
    who: 'viewer',
    summary: 'End all sessions that began with the same key, wherever they are',
    answers: { 204: { description: 'They have ended.' } },
    answer: ({ caller }) => {
      services.sessions.endAllOf(operatorOf(caller).keyId)
      return signedOut(services)
    },
  },
]

async function signIn(services: AdminServices, { body, address }: RouteRequest): Promise<Answer> {
  const { key, once } = body as SignIn
  if (once !== undefined) {
    if (services.onceLink?.use(once)) return signedIn(services, DEV)
    return problem('INVALID_KEY', { detail: 'the link was used, or is too old: start the service again' })
  }
  const operator = await services.operators.ofKey(key ?? '', address)
  return 'refused' in operator ? operator.refused : signedIn(services, operator)
}

function signedIn({ sessions, cookie }: AdminServices, operator: Operator): Answer {
  const { token, session } = sessions.begin(operator)
  return {
    status: 201,
    outcome: 'signed_in',
    body: viewOf(session),
    headers: { 'set-cookie': cookie.holding(token) },
  }
}

const signedOut = ({ cookie }: AdminServices): Answer => ({
  status: 204,
  outcome: 'signed_out',
  body: null,
  headers: { 'set-cookie': cookie.gone },
})

function viewOf({ operator: { keyId, name, role }, csrfToken, expiresAt }: Session): SessionView {
  return { keyId, name, role, csrfToken, expiresAt: isoInstant(expiresAt) }
}
