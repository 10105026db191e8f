import { Compile } from 'typebox/compile'
import { idRule, instantRule } from '../../messages/field-rules.ts'
import { ContextCheck } from '../../messages/storable.ts'
import { type ItemAnswer, refused } from './item-answer.ts'
import { OccurrenceItem } from './occurrence-schemas.ts'

const FORM = Compile(OccurrenceItem)

/** An item whose form is as it should be. */
export interface CheckedItem {
  readonly item: OccurrenceItem
  readonly eventId: number
  /** By the browser's clock, epoch ms. */
  readonly occurredAt: number
}

/** The form of items, one by one. */
export class ItemCheck {
  readonly #hasEscapes: boolean

  /** `bodyText`: what the items came in. */
  constructor(bodyText: string) {
    // Only an escape can bring U+0000 or a lone surrogate into a string that came as valid UTF-8.
    this.#hasEscapes = bodyText.includes('\\u')
  }

  check(value: unknown): CheckedItem | { readonly answer: ItemAnswer } {
    if (!FORM.Check(value)) return { answer: refused('INVALID', formError(value)) }
    const item = value as OccurrenceItem
    const problem = this.#hasEscapes ? new ContextCheck(item).problem : null
    if (problem !== null) return { answer: refused('INVALID', `the item ${problem}`) }
    const eventId = idRule.read(item.eventId)
    if (eventId === null) return { answer: refused('INVALID', `eventId must be ${idRule.mustBe}`) }
    const occurredAt = instantRule.read(item.occurredAt)
    if (occurredAt === null) return { answer: refused('INVALID', `occurredAt must be ${instantRule.mustBe}`) }
    return { item, eventId, occurredAt }
  }
}

function formError(value: unknown): string {
  const [error] = FORM.Errors(value)
  const field = error?.instancePath.slice(1).replaceAll('/', '.') || 'the item'
  return error ? `${field} ${error.message}` : 'the item is not as the schema says'
}
