import type { DatabaseOptions } from '../shared/options.ts'

export interface SeedCommandOptions extends DatabaseOptions {
  readonly reset?: boolean
  readonly yes?: boolean
  readonly json?: boolean
}
