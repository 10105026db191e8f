import type { DatabaseOptions } from '../shared/options.ts'

export interface VerifyCommandOptions extends DatabaseOptions {
  readonly digest?: boolean
  readonly json?: boolean
  /** Files; `-` is standard input. */
  readonly receipt?: string
  readonly receiptKeys?: string
}
