import { z } from 'zod'
import { type FieldRule, quotedValue, textRule } from '../../messages/field-rules.ts'
import { ContextCheck, isStorableText } from '../../messages/storable.ts'

/** The fields of a seed file as zod schemas: the rules are those of messages, and so are the words of their errors. */

export const MAX_PAYLOAD_BYTES = 64 * 1024

/** An integer from 0 to 2^53−1: pieces or places. */
export const countRule: FieldRule<number> = {
  mustBe: `an integer from 0 to ${Number.MAX_SAFE_INTEGER}`,
  decimals: 0,
  read: (value) => (Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : null),
}

export const descriptionRule = textRule(0, Number.POSITIVE_INFINITY, 'a string')

export const oneOfRule = <T extends string>(values: readonly T[]): FieldRule<T> => ({
  mustBe: `one of ${values.join(', ')}`,
  decimals: 0,
  read: (value) => values.find((known) => known === value) ?? null,
})

/** A JSON object as text; bounded like the `context` of a message. */
export const payloadRule: FieldRule<string> = {
  mustBe: `an object of at most ${MAX_PAYLOAD_BYTES} bytes and 32 levels, without U+0000 and lone surrogates`,
  decimals: Number.POSITIVE_INFINITY,
  read(value) {
    if (new ContextCheck(value).problem !== null) return null
    const json = JSON.stringify(value)
    return Buffer.byteLength(json) <= MAX_PAYLOAD_BYTES ? json : null
  },
}

export function required<T>(rule: FieldRule<T>) {
  return z.unknown().transform((value, context): T => {
    const problem = problemOf(value, rule)
    if (problem === null) return rule.read(value) as T
    context.addIssue({ code: 'custom', message: problem })
    return z.NEVER
  })
}

/** Null, and left out, are the same. */
export function optional<T>(rule: FieldRule<T>) {
  return z
    .unknown()
    .default(null)
    .transform((value, context): T | null => {
      const problem = value === null ? null : problemOf(value, rule)
      if (problem === null) return value === null ? null : (rule.read(value) as T)
      context.addIssue({ code: 'custom', message: problem })
      return z.NEVER
    })
}

/** Where both are given, the one is not after the other. */
export function inOrder<Start extends string, End extends string>(start: Start, end: End) {
  return (row: Readonly<Record<Start | End, number | null>>): boolean => {
    const [from, to] = [row[start], row[end]]
    return from === null || to === null || from <= to
  }
}

function problemOf<T>(value: unknown, rule: FieldRule<T>): string | null {
  if (value === undefined) return `is missing, must be ${rule.mustBe}`
  if (rule.read(value) === null) return `must be ${rule.mustBe}, was ${quotedValue(value, undefined)}`
  if (typeof value === 'string' && !isStorableText(value)) return 'must not hold U+0000 or a lone surrogate'
  return null
}
