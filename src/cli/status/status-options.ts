import type { DatabaseOptions } from '../shared/options.ts'

export interface StatusCommandOptions extends DatabaseOptions {
  readonly activity?: number
  readonly json?: boolean
}
