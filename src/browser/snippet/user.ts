import { shareOf } from '../../conditions/share-of.ts'
import { parse } from './pristine.ts'
import { userClaim } from './settings.ts'

/** The token of who is logged in: in memory only. Empty: nobody is, or nobody has said. */
export let token = ''

/** A hash of who that is; empty for nobody. What waits has it beside it, and is sent with a token of this user or not at all. */
export let user = ''

/** The server takes the token no longer: what is this user's waits for a newer one. */
export let isRefused = false

export function setToken(next: string): void {
  token = next
  user = userOf(next)
  isRefused = false
}

export function refuseToken(refused: string): void {
  isRefused ||= refused === token
}

/** By the claim that says it, else by the token itself. */
export function userOf(jwt: string): string {
  let claims: Record<string, unknown> = {}
  try {
    claims = parse(atob(jwt.split('.')[1]!.replace(/-/g, '+').replace(/_/g, '/')))
  } catch {}
  return jwt && `${shareOf(`${claims[userClaim] ?? jwt}`)}`
}
