import type { IncomingMessage } from 'node:http'
import { problem } from '../problems/problem.ts'
import type { Answer } from '../routes/answer.ts'

/** Beyond what any client sends; 16 KiB hold thousands of tiny ones. */
const MAX_HEADERS = 200

/** Why a request is none that a route could look at; null if it is one. */
export function refusedRequest({ headers, httpVersion, rawHeaders }: IncomingMessage): Answer | null {
  if (headers.host === undefined && httpVersion !== '1.0')
    return problem('BAD_REQUEST', { detail: 'a request of HTTP/1.1 names its Host' })
  if (rawHeaders.length > 2 * MAX_HEADERS)
    return problem('HEADERS_TOO_LARGE', { detail: `there are more than ${MAX_HEADERS} headers` })
  return null
}
