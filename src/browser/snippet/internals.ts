import type { Match } from '../../conditions/match.ts'
import type { Rule } from './definitions.ts'
import type { Moment } from './moment.ts'
import { endpoint } from './settings.ts'
import { token } from './user.ts'

/** What `axon-buy.js` and `axon-debug.js` need of `axon.js`: nobody else's business, and free to change. */
export interface Internals {
  readonly endpoint: string
  readonly token: () => string
  /** Hears of each moment that a definition was asked about. */
  onAsked?: (rule: Rule, moment: Moment, result: Match) => void
}

export const internals: Internals = { endpoint, token: () => token }
