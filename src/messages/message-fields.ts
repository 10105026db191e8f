import { OUT_OF_BOUNDS } from './exact-decimal.ts'
import { exactJson, mayHoldExactNumbers, parseExactly } from './exact-json.ts'
import { type FieldRule, instantRule, quotedValue } from './field-rules.ts'
import { decimalsOfLiteral, mayBeRounded, numberLiterals } from './number-literals.ts'
import { ContextCheck, isStorableText } from './storable.ts'

const MAX_CONTEXT_BYTES = 64 * 1024

/**
 * Reads the known fields of one message and notes the first that is wrong. A method that finds its field wrong returns a
 * stand-in: look at `problem` before you use anything that was read. Never throws.
 *
 * `JSON.parse` makes every key an own property, `__proto__` too, and no field has the name of anything in Object.prototype: what
 * is read is what the message holds.
 */
export class MessageFields {
  /** One line that names the first wrong field and says what was wrong with it; null while all is well. */
  problem: string | null = null
  readonly #object: Record<string, unknown>
  readonly #json: string
  readonly #literals: ReadonlyMap<string, string> | null
  readonly #hasEscapes: boolean

  /** `object` is what `JSON.parse` made of `json`. */
  constructor(object: Record<string, unknown>, json: string) {
    this.#object = object
    this.#json = json
    this.#literals = mayBeRounded(json) ? numberLiterals(json) : null
    // Only an escape can bring U+0000 or a lone surrogate into a string that came as valid UTF-8.
    this.#hasEscapes = json.includes('\\u')
  }

  has(name: string): boolean {
    return this.#object[name] != null
  }

  optional<T>(name: string, rule: FieldRule<T>): T | null {
    const value = this.#object[name]
    return value == null ? null : this.#read(name, value, rule)
  }

  required<T>(name: string, rule: FieldRule<T>, standIn: T): T {
    const value = this.#object[name]
    if (value != null) return this.#read(name, value, rule) ?? standIn
    this.refuse(name, `is required: ${rule.mustBe}${value === null ? ', was null' : ''}`)
    return standIn
  }

  /** Epoch ms; `recordTime`, the record's own time, where the field is absent. */
  instant(name: string, recordTime: number): number {
    const value = this.#object[name]
    if (value != null) return this.#read(name, value, instantRule) ?? recordTime
    if (instantRule.read(recordTime) === null) {
      this.refuse(
        name,
        `is absent, and the record's own time, ${recordTime}, is not from 2000-01-01 to 2100-01-01 UTC`,
      )
    }
    return recordTime
  }

  /** A JSON object as text, its numbers as {@link exactDecimal} writes them; `{}` where the field is absent. */
  context(name: string): string {
    const value = this.#object[name]
    if (value == null) return '{}'
    const { problem, hasNumbers } = new ContextCheck(value)
    if (problem !== null) {
      this.refuse(name, problem)
      return '{}'
    }
    const json = hasNumbers ? this.#exactJson(name, value) : JSON.stringify(value)
    // A UTF-16 code unit takes at most three bytes.
    if (json.length * 3 > MAX_CONTEXT_BYTES) {
      const bytes = Buffer.byteLength(json)
      if (bytes > MAX_CONTEXT_BYTES)
        this.refuse(name, `must be at most ${MAX_CONTEXT_BYTES} bytes as JSON, was ${bytes}`)
    }
    return json
  }

  /** Notes that a field is wrong, unless one was before it. */
  refuse(name: string, why: string): void {
    this.problem ??= `${name} ${why}`
  }

  #exactJson(name: string, value: unknown): string {
    if (!mayHoldExactNumbers(this.#json)) return JSON.stringify(value)
    const exact = exactJson((parseExactly(this.#json) as Record<string, unknown>)[name])
    if (!exact.isInBounds) this.refuse(name, `must not hold a number ${OUT_OF_BOUNDS}`)
    return exact.json
  }

  #read<T>(name: string, value: unknown, rule: FieldRule<T>): T | null {
    const literal = typeof value === 'number' ? this.#literals?.get(name) : undefined
    const read = rule.read(value)
    if (read === null || (literal !== undefined && decimalsOfLiteral(literal) > rule.decimals)) {
      this.refuse(name, `must be ${rule.mustBe}, was ${quotedValue(value, literal)}`)
      return null
    }
    if (this.#hasEscapes && typeof value === 'string' && !isStorableText(value)) {
      this.refuse(name, `must not hold U+0000 or a lone surrogate, was ${quotedValue(value, literal)}`)
      return null
    }
    return read
  }
}
