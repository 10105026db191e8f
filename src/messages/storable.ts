const MAX_LEVELS = 32

/** Whether both databases can keep this text: no U+0000 and no lone surrogate (CONTRACT §1). */
export function isStorableText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000')
}

/** A look at a `context`, as `JSON.parse` made it; it never goes deeper than a context may be. */
export class ContextCheck {
  /**
   * Why it can't be stored, as the rest of a sentence that begins with its name; null if it can: an object of at most 32 levels
   * (itself the first, arrays count), storable text (CONTRACT §1).
   */
  readonly problem: string | null
  #hasNumbers = false

  constructor(context: unknown) {
    const isObject = typeof context === 'object' && context !== null && !Array.isArray(context)
    this.problem = isObject ? this.#problemOf(context, 1) : 'must be an object'
  }

  /** Whether a number was seen: `JSON.parse` may have rounded it. */
  get hasNumbers(): boolean {
    return this.#hasNumbers
  }

  #problemOf(value: unknown, level: number): string | null {
    if (typeof value === 'string') {
      return isStorableText(value) ? null : 'must not hold U+0000 or a lone surrogate'
    }
    if (typeof value === 'number') this.#hasNumbers = true
    if (typeof value !== 'object' || value === null) return null
    if (level > MAX_LEVELS) return `must be at most ${MAX_LEVELS} levels deep`
    if (Array.isArray(value)) {
      for (const element of value) {
        const problem = this.#problemOf(element, level + 1)
        if (problem !== null) return problem
      }
      return null
    }
    for (const key of Object.keys(value)) {
      const member = (value as Record<string, unknown>)[key]
      const problem = this.#problemOf(key, level) ?? this.#problemOf(member, level + 1)
      if (problem !== null) return problem
    }
    return null
  }
}
