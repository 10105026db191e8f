import { Compile } from 'typebox/compile'
import { markedLiteral, mayHoldExactNumbers, parseExactly } from '../../messages/exact-json.ts'
import { idRule, instantRule } from '../../messages/field-rules.ts'
import { decimalsOfLiteral } from '../../messages/number-literals.ts'
import { ContextCheck } from '../../messages/storable.ts'
import { type ExactNumbers, exactNumbers } from './exact-numbers.ts'
import { type ItemAnswer, refused } from './item-answer.ts'
import { OccurrenceItem } from './occurrence-schemas.ts'

/** Numbers that decide something: none of them may be what a fraction was rounded to. */
const WHOLE = ['eventId', 'revision', 'occurredAt'] as const

const FORM = Compile(OccurrenceItem)

/** An item whose form is as it should be. */
export interface CheckedItem {
  readonly item: OccurrenceItem
  readonly eventId: number
  /** By the browser's clock, epoch ms. */
  readonly occurredAt: number
  /** Null: its numbers are as `JSON.parse` read them. */
  readonly exact: ExactNumbers | null
}

/** An item as `parseExactly` reads it: numbers are marked texts. */
type MarkedItem = ExactNumbers & { readonly [Name in (typeof WHOLE)[number]]: string }

/** The form of items, one by one. */
export class ItemCheck {
  readonly #hasEscapes: boolean
  readonly #marked: readonly unknown[] | null

  /** `bodyText`: what the items came in. */
  constructor(bodyText: string) {
    // Only an escape can bring U+0000 or a lone surrogate into a string that came as valid UTF-8.
    this.#hasEscapes = bodyText.includes('\\u')
    const { items } = mayHoldExactNumbers(bodyText)
      ? (parseExactly(bodyText) as { readonly items: readonly unknown[] })
      : { items: null }
    this.#marked = items
  }

  /** `index`: which of the items it is. */
  check(value: unknown, index: number): CheckedItem | { readonly answer: ItemAnswer } {
    if (!FORM.Check(value)) return { answer: refused('INVALID', formError(value)) }
    const item = value as OccurrenceItem
    const problem = this.#hasEscapes ? new ContextCheck(item).problem : null
    if (problem !== null) return { answer: refused('INVALID', `the item ${problem}`) }
    const eventId = idRule.read(item.eventId)
    if (eventId === null) return { answer: refused('INVALID', `eventId must be ${idRule.mustBe}`) }
    const occurredAt = instantRule.read(item.occurredAt)
    if (occurredAt === null) return { answer: refused('INVALID', `occurredAt must be ${instantRule.mustBe}`) }
    const marked = this.#marked?.[index] as MarkedItem | undefined
    if (!marked) return { item, eventId, occurredAt, exact: null }
    const rounded = WHOLE.find(
      (name) => typeof item[name] === 'number' && decimalsOfLiteral(markedLiteral(marked[name])) > 0,
    )
    if (rounded) return { answer: refused('INVALID', `${rounded} must be a whole number`) }
    const exact = exactNumbers(item, marked)
    if (exact && 'problem' in exact) return { answer: refused('INVALID', exact.problem) }
    return { item, eventId, occurredAt, exact }
  }
}

function formError(value: unknown): string {
  const [error] = FORM.Errors(value)
  const field = error?.instancePath.slice(1).replaceAll('/', '.') || 'the item'
  return error ? `${field} ${error.message}` : 'the item is not as the schema says'
}
