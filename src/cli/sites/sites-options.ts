import type { DatabaseOptions } from '../shared/options.ts'

export interface SitesOptions extends DatabaseOptions {
  readonly json?: boolean
}

export interface UpdateSiteOptions extends SitesOptions {
  readonly name?: string
  /** In the place of those that were there. */
  readonly origin?: readonly string[]
}

export interface AddSiteOptions extends SitesOptions {
  readonly name: string
  readonly origin: readonly string[]
}
