import type { DatabaseOptions } from '../shared/options.ts'

export interface LogOptions extends DatabaseOptions {
  /** Epoch ms. */
  readonly since?: number
  readonly limit: number
  readonly json?: boolean
}
