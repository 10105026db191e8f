import type { DeadLetterStatus } from '../../domain/outcome.ts'
import type { DatabaseOptions } from '../shared/options.ts'

/** Which dead letters a command is about. */
export interface DeadLetterOptions extends DatabaseOptions {
  readonly reason?: string
  readonly source?: string
  readonly all?: boolean
  readonly json?: boolean
}

export interface ListOptions extends DeadLetterOptions {
  readonly csv?: boolean
  readonly status?: DeadLetterStatus
  readonly after: number
  readonly limit: number
}

export interface ExportOptions extends DeadLetterOptions {
  readonly status?: DeadLetterStatus
  readonly out?: string
}

export interface RetryCommandOptions extends DeadLetterOptions {
  readonly retries: number
}
