import { match } from '../../conditions/match.ts'
import type { AxonAnswer, AxonItem } from './api.ts'
import { endpoint } from './settings.ts'
import { token } from './user.ts'

/** What `axon-buy.js` and `axon-debug.js` need of `axon.js`: nobody else's business, and free to change. */
export const internals = {
  endpoint,
  token: () => token,
  /** Hear of each item, and of what the server says of it. */
  on: new Set<(item: AxonItem, answer?: AxonAnswer) => void>(),
  /** May be wrapped, to hear of each happening that a definition is asked about. */
  match,
}

export type Internals = typeof internals
