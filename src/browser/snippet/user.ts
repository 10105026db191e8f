import { shareOf } from '../../conditions/share-of.ts'
import { parse } from './pristine.ts'

/** The token of who is logged in: in memory only. Empty: nobody is, or nobody has said. */
export let token = ''

/** A hash of who that is; empty for nobody. What waits has it beside it, and is sent with a token of this user or not at all. */
export let user = ''

export const setToken = (next: string): void => {
  let subject: unknown
  token = next
  try {
    subject = parse(atob(next.split('.')[1]!.replace(/-/g, '+').replace(/_/g, '/'))).sub
  } catch {}
  // Without a subject it is the token itself that tells users apart.
  user = next && `${shareOf(`${subject ?? next}`)}`
}
