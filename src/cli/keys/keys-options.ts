import type { KeyRole } from '../../reads/identity/api-keys.ts'
import type { DatabaseOptions } from '../shared/options.ts'

export interface KeysOptions extends DatabaseOptions {
  readonly json?: boolean
}

export interface CreateKeyOptions extends KeysOptions {
  readonly name: string
  readonly role: KeyRole
  /** Milliseconds from now. */
  readonly expires?: number
}
