import { oneLineError } from '../../domain/shown-text.ts'
import type { ElasticsearchAnswer } from './elasticsearch-client.ts'
import { ELASTICSEARCH_CREDENTIALS } from './elasticsearch-variables.ts'

const LONGEST_REASON = 300

/** What an error of the server says, as far as it can be read. */
export interface ServerError {
  readonly type?: string
  readonly reason?: string
  readonly caused_by?: ServerError
}

/** Why a whole request was not done, in one line; null if it was. */
export function answerProblem({ status, text }: ElasticsearchAnswer): string | null {
  if (status >= 200 && status < 300) return null
  if (status === 401) return `it refuses the login (401): set ${ELASTICSEARCH_CREDENTIALS}`
  if (status === 403) return `it does not permit this (403): ${errorText(errorOf(text), text)}`
  return `it answers ${status}: ${errorText(errorOf(text), text)}`
}

/** `mapper_parsing_exception: failed to parse …: For input string: "x"` */
export function errorText(error: ServerError | string | null, otherwise = ''): string {
  if (error === null || typeof error === 'string') return short(error ?? otherwise)
  const { type = 'error', reason = '', caused_by: cause } = error
  const causes = cause?.reason && !reason.includes(cause.reason) ? `: ${cause.reason}` : ''
  return short(`${type}: ${reason}${causes}`)
}

const short = (text: string): string => oneLineError(text.slice(0, LONGEST_REASON))

function errorOf(text: string): ServerError | string | null {
  try {
    const { error } = JSON.parse(text) as { error?: unknown }
    if (typeof error === 'string') return error
    return typeof error === 'object' ? (error as ServerError | null) : null
  } catch {
    return null
  }
}
