import type { Routing } from '../browser-definition.ts'
import { canonicalUrl } from '../canonical-url.ts'
import { type Field, fieldOf } from '../field-of.ts'
import { decimal } from '../operators/decimal.ts'
import { testPasses } from '../operators/test-passes.ts'
import type { Literal } from './literal.ts'
import { PARTS } from './operators.ts'

const URLS = ['url', 'referrer', 'element.href']
/** A page that no definition is about. */
const SOME_PAGE = 'https://page.invalid/'

/**
 * If `one` allows only the values of an `equals` or `in`: the literal of the same field after which none of them is left; undefined if
 * some is left, or may be.
 */
export function noCandidateLeft(
  one: Literal,
  others: readonly Literal[],
  routing: Routing | undefined,
): Literal | undefined {
  if (one.isNegated || (one.test.op !== 'equals' && one.test.op !== 'in')) return undefined
  let candidates: unknown[] = [one.test.value].flat()
  for (const other of others) {
    candidates = candidates.filter((candidate) => mayHold(candidate, one, other, routing))
    if (candidates.length === 0) return other
  }
  return undefined
}

/** Whether `other` may hold of a field that has this value by `one`. */
function mayHold(candidate: unknown, one: Literal, other: Literal, routing: Routing | undefined): boolean {
  const { test } = other
  const isEquality = test.op === 'equals' || test.op === 'in'
  const values: unknown[] = [test.value].flat()
  const isUrl = URLS.includes(test.field)
  // A relative URL may be of any host, a number may be written in many ways.
  if (isUrl && !isEquality && canonicalUrl(String(candidate)) === undefined) return true
  if (typeof candidate === 'number' && (PARTS as readonly string[]).includes(test.op)) return true
  if (isEquality && !other.isNegated && values.some((value) => decimal(value) === decimal(candidate)))
    return true

  const page = [candidate, ...values].map(String).find((url) => isUrl && canonicalUrl(url) !== undefined)
  const [, ...written]: Field = routing
    ? fieldOf(test.field, { triggerType: 'CLICK', page: { url: page ?? SOME_PAGE } }, routing)
    : []
  const [whole] = written
  const field: Field = [typeof candidate === 'string' && whole ? whole(candidate) : candidate, ...written]
  if (!other.isNegated) {
    return testPasses({ ...test, ignoreCase: Boolean(test.ignoreCase || one.test.ignoreCase) }, field)
  }
  return (one.test.ignoreCase && !test.ignoreCase) || !testPasses(test, field)
}
