import { shareOf } from '../../conditions/share-of.ts'
import { parse } from './pristine.ts'

/** The token of who is logged in: in memory only. Empty: nobody is, or nobody has said. */
export let token = ''

/** A hash of who that is; empty for nobody. What waits has it beside it, and is sent with a token of this user or not at all. */
export let user = ''

/** The tokens of all who were logged in on this page, by that hash: what was theirs can be sent still. In memory only. */
export const tokens: Record<string, string> = {}

export const setToken = (next: string): void => {
  token = next
  // Without a subject it is the token itself that tells users apart.
  let who: unknown = next
  try {
    who = parse(atob(next.split('.')[1]!.replace(/-/g, '+').replace(/_/g, '/'))).sub ?? next
  } catch {}
  user = next && `${shareOf(`${who}`)}`
  tokens[user] = next
}
