import { shareOf } from '../../conditions/share-of.ts'
import { parse } from './pristine.ts'

/** The token of who is logged in: in memory only. Empty: nobody is, or nobody has said. */
export let token = ''

/** A hash of who that is; empty for nobody. What waits has it beside it, and is sent with a token of this user or not at all. */
export let user = ''

/** The tokens of all who were logged in on this page, by that hash: what was theirs can be sent still. In memory only. */
export const tokens: Record<string, string> = {}

/** What the token says of itself. `exp`: epoch s. */
export let claims: { readonly sub?: unknown; readonly exp?: number } = {}

export const setToken = (next: string): void => {
  token = next
  claims = {}
  try {
    claims = { ...parse(atob(next.split('.')[1]!.replace(/-/g, '+').replace(/_/g, '/'))) }
  } catch {}
  // Without a subject it is the token itself that tells users apart.
  user = next && `${shareOf(`${claims.sub ?? next}`)}`
  tokens[user] = next
}
