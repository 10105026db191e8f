import type { IncomingHttpHeaders } from 'node:http'
import { parse } from 'content-type'
import Negotiator from 'negotiator'
import { problem } from '../problems/problem.ts'
import type { Answer } from '../routes/answer.ts'
import type { Route } from '../routes/route.ts'

const JSON_TYPE = 'application/json'
const PROBLEM_TYPE = 'application/problem+json'

/** Why a route can't serve a request, by its headers alone; null if it can. */
export function refusedHead(
  headers: IncomingHttpHeaders,
  { method, takesText, produces: produced = JSON_TYPE }: Pick<Route, 'method' | 'takesText' | 'produces'>,
): Answer | null {
  if (headers['content-encoding'] !== undefined)
    return problem('UNSUPPORTED_MEDIA_TYPE', { detail: 'send the body without Content-Encoding' })
  if (method !== 'GET' && !takesText && isText(headers['content-type']))
    return problem('UNSUPPORTED_MEDIA_TYPE', { detail: 'send the body as application/json' })
  if (isOtherThanUtf8(headers['content-type']))
    return problem('UNSUPPORTED_MEDIA_TYPE', { detail: 'send the body as UTF-8' })
  if (accepts(headers, produced)) return null
  return problem('NOT_ACCEPTABLE', { detail: `the answer is ${produced}` })
}

const isText = (contentType: string | undefined): boolean => /^\s*text\/plain\b/i.test(contentType ?? '')

function isOtherThanUtf8(contentType: string | undefined): boolean {
  if (!contentType?.includes(';')) return false
  const { charset } = parse(contentType).parameters
  return charset !== undefined && !/^utf-?8$/i.test(charset)
}

/** Weights make no difference, but for 0: there is one form of each answer. */
function accepts(headers: IncomingHttpHeaders, produced: string): boolean {
  const { accept } = headers
  if (accept === undefined || accept === '' || accept === '*/*') return true
  // Who can read problems can read all JSON.
  const forms = produced === JSON_TYPE ? [JSON_TYPE, PROBLEM_TYPE] : [produced]
  return new Negotiator({ headers }).mediaType(forms) !== undefined
}
