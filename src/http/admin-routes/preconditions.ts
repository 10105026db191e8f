import { hash } from 'node:crypto'
import { problem } from '../problems/problem.ts'
import type { Answer } from '../routes/answer.ts'
import type { RouteRequest } from '../routes/route.ts'

/** A tag of what can be edited of something: it changes when that does. */
export const tagOf = (...edited: readonly unknown[]): string =>
  `"${hash('sha256', JSON.stringify(edited), 'base64url').slice(0, 22)}"`

/** Whether a tag is the one that a change was made from. */
export type IsExpected = (tag: string) => boolean

/** What `If-Match` says; the answer 428 if it says nothing: nobody must overwrite what he has not seen. */
export function expectedTag({ headers }: RouteRequest): IsExpected | { readonly refused: Answer } {
  const given = headers['if-match']
  if (given === undefined) {
    const detail = 'send If-Match with the ETag of what you changed'
    return { refused: problem('PRECONDITION_REQUIRED', { detail }) }
  }
  return oneOf(given)
}

/** What `If-Match` says of a change that may be made without it. */
export const expectedIfSaid = ({ headers }: RouteRequest): IsExpected => oneOf(headers['if-match'] ?? '*')

/** One of a list, or `*` for whatever there is (RFC 9110 §13.1.1). A proxy that compresses answers makes a tag weak: it counts all the same. */
function oneOf(ifMatch: string): IsExpected {
  if (ifMatch.trim() === '*') return () => true
  const tags: readonly string[] = ifMatch.match(/"[^"]*"/g) ?? []
  return (tag) => tags.includes(tag)
}
