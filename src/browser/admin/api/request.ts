import { ApiError, type Problem } from './api-error.ts'
import { forgetSession } from './query-client.ts'

/** Beside the page, wherever a proxy may have put both. */
const BASE = 'v1/'

/** Goes with every change: a page of another site can't know it. */
let csrfToken = ''

export function rememberCsrfToken(token: string): void {
  csrfToken = token
}

export interface Asked {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly body?: unknown
  /** The tag of what is changed: if somebody else changed it meanwhile, nothing is (412). */
  readonly ifMatch?: string
  readonly signal?: AbortSignal
}

export interface Answered<T> {
  readonly value: T
  /** Empty where it has none. */
  readonly etag: string
}

/** Asks the admin API. @throws ApiError for every answer that is no success, and if there is none. */
export async function request<T>(path: string, asked: Asked = {}): Promise<Answered<T>> {
  const { method = 'GET', body, ifMatch, signal } = asked
  const response = await fetch(BASE + path, {
    method,
    credentials: 'same-origin',
    cache: 'no-store',
    signal,
    headers: {
      accept: 'application/json',
      ...(method === 'GET' ? {} : { 'x-csrf-token': csrfToken }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  const text = await response.text()
  // The session ended: the page asks for the key again, and keeps what was being written.
  if (response.status === 401 && path !== 'session') forgetSession()
  if (!response.ok) throw new ApiError(problemIn(text, response))
  return {
    value: (text === '' ? undefined : JSON.parse(text)) as T,
    etag: response.headers.get('etag') ?? '',
  }
}

function problemIn(text: string, { status, statusText }: Response): Problem {
  try {
    return { status, ...(JSON.parse(text) as Omit<Problem, 'status'>) }
  } catch {
    // A proxy's own page, say.
    return { status, code: 'UNREACHABLE', title: statusText || `HTTP ${status}` }
  }
}

/** `?q=mug&limit=50` of what is set. */
export function queryText(values: Readonly<Record<string, string | number | null | undefined>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value))
  }
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}
