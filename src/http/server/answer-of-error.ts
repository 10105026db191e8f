import { problem } from '../problems/problem.ts'
import type { Answer } from '../routes/answer.ts'

/** What is answered where the server's own code gave up. */
export function answerOfError(error: ServerError): Answer {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return problem('BODY_TOO_LARGE', { detail: error.message })
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return problem('UNSUPPORTED_MEDIA_TYPE', { detail: 'send the body as application/json' })
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return problem('BAD_REQUEST', { detail: error.message })
    default: {
      const isOfClient = error.statusCode !== undefined && error.statusCode < 500
      return isOfClient
        ? problem('BAD_REQUEST', { detail: error.message })
        : problem('INTERNAL', { detail: 'the service has a fault, and has logged it' })
    }
  }
}

export interface ServerError extends Error {
  readonly code?: string
  readonly statusCode?: number
}
