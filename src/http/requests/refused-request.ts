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
  if (hosts(rawHeaders) > 1) return problem('BAD_REQUEST', { detail: 'a request names its Host once' })
  return null
}

/** Of several, a proxy in front may have gone by another one (RFC 9112, 3.2). `rawHeaders`: names and values, in turns. */
function hosts(rawHeaders: readonly string[]): number {
  let count = 0
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!
    if (name.length === 4 && name.toLowerCase() === 'host') count += 1
  }
  return count
}
