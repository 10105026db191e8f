import type { Behavior } from '../../behavior-log/document/behavior.ts'
import { OUT_OF_BOUNDS } from '../../messages/exact-decimal.ts'
import { exactJson } from '../../messages/exact-json.ts'
import type { OccurrenceItem } from './occurrence-schemas.ts'

/** As a context may have at most (CONTRACT §1): `1e308` is written with 309 digits. */
const MAX_BYTES = 64 * 1024

/** What of an item may hold numbers and is handed on, its numbers as `parseExactly` marks them. */
export type ExactNumbers = Pick<Behavior, 'scroll' | 'properties'>

/**
 * The numbers of an item as they were spelled; null if `JSON.parse` has read no other value. `marked` is the same item, as `parseExactly`
 * reads it.
 */
export function exactNumbers(
  item: Pick<OccurrenceItem, 'scroll' | 'properties'>,
  marked: ExactNumbers,
): ExactNumbers | null | { readonly problem: string } {
  const exact = numbersOf(marked)
  const { json, isInBounds } = exactJson(exact)
  if (!isInBounds) return { problem: `the item must not hold a number ${OUT_OF_BOUNDS}` }
  if (Buffer.byteLength(json) > MAX_BYTES)
    return { problem: `properties must be at most ${MAX_BYTES} bytes with all digits of its numbers` }
  return json === JSON.stringify(numbersOf(item)) ? null : exact
}

/** Of both readings: without what else is in `scroll`. */
function numbersOf({ scroll, properties }: Given): ExactNumbers {
  return { scroll: scroll ? { percent: scroll.percent } : undefined, properties: properties ?? undefined }
}

type Given = { readonly [Name in keyof ExactNumbers]?: ExactNumbers[Name] | null }
