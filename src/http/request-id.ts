import { randomUUID } from 'node:crypto'

/** The id of a request in logs and answers: the client's, if it is one that can do no harm there (CONTRACT §10), else a new one. */
export function requestId(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' && /^[A-Za-z0-9-]{1,64}$/.test(header) ? header : randomUUID()
}
