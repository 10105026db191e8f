import type { ListChoice } from '../../reads/list-choice.ts'
import { type Answer, ok } from '../routes/answer.ts'
import type { RouteRequest } from '../routes/route.ts'

const DEFAULT_LIMIT = 50

/** What a request for a list wants; one row more tells whether there is another page. */
export function choiceOf({ query }: RouteRequest): ListChoice & { readonly limit: number } {
  const { q, cursor } = query
  return { text: q, afterId: cursor === undefined ? undefined : Number(cursor), limit: limitOf(query) + 1 }
}

export const limitOf = ({ limit }: RouteRequest['query']): number =>
  limit === undefined ? DEFAULT_LIMIT : Number(limit)

/** One page, of one row more than it may have; `cursorOf` names the last row of a page, from which the next one goes on. */
export function listAnswer<Row, View>(
  request: RouteRequest,
  rows: readonly Row[],
  viewOf: (row: Row) => View,
  cursorOf: (row: Row) => number,
): Answer {
  const limit = limitOf(request.query)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const nextCursor = rows.length > limit && last ? String(cursorOf(last)) : null
  return ok({ items: shown.map(viewOf), nextCursor })
}
