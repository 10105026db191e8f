import type { Answer } from '../routes/answer.ts'
import { PROBLEMS, type ProblemCode } from './problems.ts'

export interface FieldError {
  /** `quantity`, `items[3].messageId`, `id`. */
  readonly field: string
  readonly message: string
}

export interface ProblemDetails {
  /** A sentence for whoever reads the answer. */
  readonly detail: string
  readonly errors?: readonly FieldError[]
  /** More members of the body. */
  readonly more?: object
  readonly headers?: Readonly<Record<string, string>>
}

/** An error as it is answered: problem details (RFC 9457). */
export function problem(code: ProblemCode, { detail, errors, more, headers }: ProblemDetails): Answer {
  const { status, title } = PROBLEMS[code]
  const type = `urn:axon:problem:${code.toLowerCase().replaceAll('_', '-')}`
  return {
    status,
    outcome: code.toLowerCase(),
    contentType: 'application/problem+json',
    body: { type, title, status, detail, code, ...more, ...(errors && { errors }) },
    ...(headers && { headers }),
  }
}
