import { type FieldRule, idRule, instantRule, priceRule, quantityRule } from './field-rules.ts'
import {
  BACKSLASH,
  CLOSE_BRACE,
  COLON,
  COMMA,
  DELETE,
  DIGIT_0,
  isDigit,
  OPEN_BRACE,
  QUOTE,
  SPACE,
} from './json-characters.ts'
import type { CampaignActivityCommand } from './message.ts'
import { EXACT_DIGITS } from './number-literals.ts'

const ABSENT = -1

/** The fields of a command, most often in this order; all but the first hold integers. */
const FIELDS = [
  'campaignActivityType',
  'campaignActivityId',
  'userId',
  'productId',
  'timestamp',
  'quantity',
  'price',
  'eventId',
] as const
const [TYPE, ACTIVITY_ID, USER_ID, PRODUCT_ID, TIMESTAMP, QUANTITY, PRICE, EVENT_ID] = [
  0, 1, 2, 3, 4, 5, 6, 7,
]

/** What the message in hand says, by field. */
const numbers: number[] = FIELDS.map(() => ABSENT)

/** That of the last message: most are alike, and are spared a string of their own. */
let lastType = ''

/**
 * Reads a command straight from its bytes, if it is written as nearly all are: one object with these fields and no others, each once; integers as
 * numbers, the type in plain ASCII, nothing between them but spaces; and nothing wrong with it. Null: it may be anything, `JSON.parse` and
 * the rules of the fields say what. Twice as fast as those (docs/performance.md).
 */
export function readPlainCommand(bytes: Buffer, recordTime: number): CampaignActivityCommand | null {
  if (bytes[0] !== OPEN_BRACE) return null
  numbers.fill(ABSENT)
  let type = ''
  let field = -1
  let at = 0
  do {
    at = afterSpaces(bytes, at + 1)
    field = fieldAt(bytes, at, field + 1)
    if (field === ABSENT) return null
    at = afterSpaces(bytes, at + FIELDS[field]!.length + 2)
    if (bytes[at] !== COLON) return null
    at = afterSpaces(bytes, at + 1)
    const end = field === TYPE ? endOfText(bytes, at) : endOfInteger(bytes, at)
    if (end === ABSENT || numbers[field] !== ABSENT) return null
    if (field === TYPE) type = textOf(bytes, at + 1, end - 1)
    numbers[field] = field === TYPE ? end : integerOf(bytes, at, end)
    at = afterSpaces(bytes, end)
  } while (bytes[at] === COMMA)
  if (bytes[at] !== CLOSE_BRACE || at + 1 !== bytes.length) return null
  return commandOf(type, recordTime)
}

/** Null if a field that must be there is not, or one is wrong. */
function commandOf(type: string, recordTime: number): CampaignActivityCommand | null {
  const timestamp = numbers[TIMESTAMP]!
  const requestedAt = timestamp === ABSENT ? recordTime : timestamp
  const quantity = numbers[QUANTITY]!
  const isRight =
    type !== '' &&
    idRule.read(numbers[ACTIVITY_ID]) !== null &&
    idRule.read(numbers[USER_ID]) !== null &&
    isAbsentOr(PRODUCT_ID, idRule) &&
    instantRule.read(requestedAt) !== null &&
    isAbsentOr(QUANTITY, quantityRule) &&
    isAbsentOr(PRICE, priceRule) &&
    isAbsentOr(EVENT_ID, idRule)
  if (!isRight) return null
  return {
    kind: 'command',
    campaignActivityType: type,
    campaignActivityId: numbers[ACTIVITY_ID]!,
    userId: numbers[USER_ID]!,
    productId: given(PRODUCT_ID),
    requestedAt,
    quantity: quantity === ABSENT ? 1 : quantity,
    price: given(PRICE),
    eventId: given(EVENT_ID),
  }
}

const given = (field: number): number | null => (numbers[field] === ABSENT ? null : numbers[field]!)

const isAbsentOr = (field: number, rule: FieldRule<number>): boolean =>
  numbers[field] === ABSENT || rule.read(numbers[field]) !== null

function afterSpaces(bytes: Buffer, from: number): number {
  let at = from
  while (bytes[at] === SPACE) at += 1
  return at
}

/** Which field's name stands here, in quotes; looked for from `expected` on. */
function fieldAt(bytes: Buffer, at: number, expected: number): number {
  if (bytes[at] !== QUOTE) return ABSENT
  for (let tried = 0; tried < FIELDS.length; tried += 1) {
    const field = (expected + tried) % FIELDS.length
    const name = FIELDS[field]!
    if (isTextAt(bytes, at + 1, name) && bytes[at + 1 + name.length] === QUOTE) return field
  }
  return ABSENT
}

function isTextAt(bytes: Buffer, at: number, text: string): boolean {
  for (let index = 0; index < text.length; index += 1)
    if (bytes[at + index] !== text.charCodeAt(index)) return false
  return true
}

/** Behind the closing quote of a string of printable ASCII without escapes. */
function endOfText(bytes: Buffer, start: number): number {
  if (bytes[start] !== QUOTE) return ABSENT
  for (let at = start + 1; at < bytes.length; at += 1) {
    const byte = bytes[at]!
    if (byte === QUOTE) return at + 1
    if (byte < SPACE || byte >= DELETE || byte === BACKSLASH) return ABSENT
  }
  return ABSENT
}

function textOf(bytes: Buffer, start: number, end: number): string {
  if (end - start !== lastType.length || !isTextAt(bytes, start, lastType))
    lastType = bytes.toString('latin1', start, end)
  return lastType
}

/** Behind the last digit of an integer that is exact, as JSON writes it. */
function endOfInteger(bytes: Buffer, start: number): number {
  let at = start
  while (isDigit(bytes[at]!)) at += 1
  const digits = at - start
  return digits === 0 || digits > EXACT_DIGITS || (digits > 1 && bytes[start] === DIGIT_0) ? ABSENT : at
}

function integerOf(bytes: Buffer, start: number, end: number): number {
  let value = 0
  for (let at = start; at < end; at += 1) value = value * 10 + bytes[at]! - DIGIT_0
  return value
}
