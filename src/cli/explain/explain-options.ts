import type { DatabaseOptions } from '../shared/options.ts'

export interface ExplainCommandOptions extends DatabaseOptions {
  readonly activity: number
  readonly user: number
  readonly json?: boolean
}
