import type { SinkDocument } from '../sink-document.ts'

const DAY_MS = 86_400_000
/** How far a browser's clock may be from that of the service for its day to have an index: so there are never more than fifteen. */
const MAX_OFF_MS = 7 * DAY_MS
/** How long a browser sends the same again: beyond that nothing is told by its id. */
const REPEATED_WITHIN_MS = 6 * DAY_MS

/** The index of a document, and where else the same may stand: null if nowhere. */
export interface IndexChoice {
  readonly index: string
  readonly other: string | null
}

export const oddIndex = (name: string): string => `${name}-odd`

/**
 * The index of the UTC day on which it occurred, as the browser said: what is sent again has the same, whenever it comes (CONTRACT §15). Days that
 * are more than a week from when it was received share one index. When that was is not the same for what is sent again, so near that limit the
 * same behaviour may have been judged otherwise before: then it is to be looked for in the other index.
 */
export function indexChoice({ occurredAt, receivedAt }: Instants, name: string): IndexChoice {
  const aheadMs = occurredAt - receivedAt
  const odd = oddIndex(name)
  const dated = datedIndex(occurredAt, name)
  if (dated === null) return { index: odd, other: null }
  const isOdd = Math.abs(aheadMs) > MAX_OFF_MS
  const [index, other] = isOdd ? [odd, dated] : [dated, odd]
  return { index, other: isDoubtful(aheadMs) ? other : null }
}

type Instants = Pick<SinkDocument, 'occurredAt' | 'receivedAt'>

/** Whether the same, received earlier or later, can be judged otherwise: which of them is written first does not matter. */
const isDoubtful = (aheadMs: number): boolean => Math.abs(Math.abs(aheadMs) - MAX_OFF_MS) < REPEATED_WITHIN_MS

/** Null: no index is named after such a year. */
function datedIndex(atMs: number, name: string): string | null {
  const at = new Date(atMs)
  const day = Number.isNaN(at.getTime()) ? '' : at.toISOString().slice(0, 10)
  return /^\d{4}-\d\d-\d\d$/.test(day) ? `${name}-${day.replaceAll('-', '.')}` : null
}
