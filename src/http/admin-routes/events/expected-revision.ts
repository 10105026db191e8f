import type { RouteRequest } from '../../routes/route.ts'

/** The revision that a change was made from, as `If-Match` says; undefined: whichever. One that is no revision is none. */
export function expectedRevision({ headers }: RouteRequest): number | undefined {
  const given = headers['if-match']?.trim()
  if (given === undefined || given === '*') return undefined
  return Number(/"(\d{1,15})"/.exec(given)?.[1] ?? 0)
}
