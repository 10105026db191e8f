import { parseIsoInstant } from './parse-iso-instant.ts'

const EARLIEST = Date.UTC(2000, 0, 1)
const LATEST = Date.UTC(2100, 0, 1)
const MAX_PRICE = 9_999_999_999.99
const MAX_QUANTITY = 1_000_000
const MAX_REVISION = 2 ** 31 - 1
const MAX_SHOWN = 60

/** What one kind of field accepts (CONTRACT §1). */
export interface FieldRule<T> {
  /** Completes the sentence "<field> must be …". */
  readonly mustBe: string
  /** The most decimals that a JSON number may spell; 0 where it must be an integer. */
  readonly decimals: number
  /** Reads a value that is there (neither undefined nor null); null if it breaks the rule. */
  read(value: unknown): T | null
}

/** An integer from 1 to 2^53−1, as a JSON number or a string of decimal digits. */
export const idRule: FieldRule<number> = {
  mustBe: `an integer from 1 to ${Number.MAX_SAFE_INTEGER}, or a string of its digits`,
  decimals: 0,
  read(value) {
    if (typeof value === 'number') return isId(value) ? value : null
    if (typeof value !== 'string' || !/^[0-9]+$/.test(value)) return null
    // Rounding keeps the order: what lies above 2^53−1 is read as 2^53 or more, so nothing rounded passes.
    const id = Number(value)
    return isId(id) ? id : null
  },
}

function isId(value: number): boolean {
  return value >= 1 && Number.isSafeInteger(value)
}

/** Epoch milliseconds, or an ISO-8601 text with a zone, from 2000-01-01 to 2100-01-01 UTC (both inclusive); read as epoch ms. */
export const instantRule: FieldRule<number> = {
  mustBe: 'epoch milliseconds or an ISO-8601 date and time with a zone, from 2000-01-01 to 2100-01-01 UTC',
  decimals: 0,
  read(value) {
    const instant = typeof value === 'string' ? parseIsoInstant(value) : value
    if (typeof instant !== 'number' || !Number.isInteger(instant)) return null
    return instant >= EARLIEST && instant <= LATEST ? instant : null
  },
}

/** A JSON integer from 1 to 1 000 000. */
export const quantityRule: FieldRule<number> = {
  mustBe: `an integer from 1 to ${MAX_QUANTITY}`,
  decimals: 0,
  read(value) {
    if (typeof value !== 'number' || !Number.isInteger(value)) return null
    return value >= 1 && value <= MAX_QUANTITY ? value : null
  },
}

/** A JSON integer from 1 to 2^31−1: what revisions are counted with. */
export const revisionRule: FieldRule<number> = {
  mustBe: `an integer from 1 to ${MAX_REVISION}`,
  decimals: 0,
  read(value) {
    if (typeof value !== 'number' || !Number.isInteger(value)) return null
    return value >= 1 && value <= MAX_REVISION ? value : null
  },
}

/** A decimal from 0 to 9 999 999 999.99 with at most two decimals, as a JSON number or a string of digits. */
export const priceRule: FieldRule<number> = {
  mustBe: `a decimal from 0 to ${MAX_PRICE} with at most 2 decimals`,
  decimals: 2,
  read(value) {
    if (typeof value === 'number') return isPrice(value) ? value : null
    if (typeof value !== 'string' || !/^[0-9]+(?:\.[0-9]{1,2})?$/.test(value)) return null
    const price = Number(value)
    return isPrice(price) ? price : null
  },
}

function isPrice(value: number): boolean {
  return value >= 0 && value <= MAX_PRICE && !Object.is(value, -0) && Math.round(value * 100) / 100 === value
}

/** A string of `min` to `max` characters: Unicode code points, as Postgres counts them. */
export function textRule(min: number, max: number, mustBe: string): FieldRule<string> {
  return {
    mustBe,
    decimals: 0,
    read: (value) =>
      typeof value === 'string' && value.length >= min && hasAtMost(max, value) ? value : null,
  }
}

function hasAtMost(max: number, text: string): boolean {
  if (text.length <= max) return true
  // A code point takes one or two code units.
  return text.length <= 2 * max && [...text].length <= max
}

export const nonEmptyTextRule = textRule(1, Number.POSITIVE_INFINITY, 'a non-empty string')

/** `"Login-success"` is read as `LOGIN_SUCCESS`. */
export const triggerTypeRule: FieldRule<string> = {
  ...nonEmptyTextRule,
  read: (value) => nonEmptyTextRule.read(value)?.toUpperCase().replace(/[ -]/g, '_') ?? null,
}

/**
 * A value of a message as an error text shows it: strings as short JSON, arrays and objects by their name only (they may be
 * nested too deep for `JSON.stringify`). `literal`: what the message itself wrote for a number, where that is known.
 */
export function quotedValue(value: unknown, literal: string | undefined): string {
  if (typeof value === 'string') return JSON.stringify(shortened(value))
  if (typeof value === 'number') return shortened(literal ?? (Object.is(value, -0) ? '-0' : String(value)))
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}

function shortened(text: string): string {
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`
}
