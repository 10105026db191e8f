import type { DatabaseOptions } from '../shared/options.ts'

export interface SitesOptions extends DatabaseOptions {
  readonly json?: boolean
}

export interface AddSiteOptions extends SitesOptions {
  readonly name: string
  readonly origin: readonly string[]
}
