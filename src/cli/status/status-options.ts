import type { DatabaseOptions } from '../shared/options.ts'
import type { StatusList } from './status-list.ts'

export interface StatusCommandOptions extends DatabaseOptions {
  readonly activity?: number
  /** Rows of each list. */
  readonly limit?: number
  readonly json?: boolean
  readonly csv?: StatusList
  /** Seconds; true: as often as is usual. */
  readonly watch?: number | true
}
