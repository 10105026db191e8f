import type { Happening } from '../../conditions/happening.ts'
import type { Match } from '../../conditions/match.ts'
import type { AxonItem } from './api.ts'
import type { Rule } from './definitions.ts'
import { endpoint } from './settings.ts'
import { token } from './user.ts'

/** What `axon-buy.js` and `axon-debug.js` need of `axon.js`: nobody else's business, and free to change. */
export interface Internals {
  readonly endpoint: string
  readonly token: () => string
  /** Hear of each item. */
  readonly listeners: ((item: AxonItem) => void)[]
  /** Hears of each happening that a definition was asked about. */
  onAsked?: (rule: Rule, happening: Happening, result: Match) => void
}

export const internals: Internals = { endpoint, token: () => token, listeners: [] }
