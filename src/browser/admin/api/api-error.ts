/** What is wrong with one field of what was sent: `triggerPayload.when.all[0].value`. */
export interface FieldProblem {
  readonly field: string
  readonly message: string
}

/** An answer that is no success: `application/problem+json`, or no answer at all (status 0). */
export interface Problem {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail?: string
  readonly errors?: readonly FieldProblem[]
  readonly warnings?: readonly FieldProblem[]
  /** Of 412: what stands now, and its tag. */
  readonly theirs?: unknown
  readonly etag?: string
}

export class ApiError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title)
    this.name = 'ApiError'
    this.problem = problem
  }
}

/** The problem of whatever was thrown. */
export const problemOf = (error: unknown): Problem =>
  error instanceof ApiError
    ? error.problem
    : { status: 0, code: 'UNREACHABLE', title: error instanceof Error ? error.message : String(error) }
