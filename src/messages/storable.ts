const MAX_LEVELS = 32

/** Whether both databases can keep this text: no U+0000 and no lone surrogate (CONTRACT §1). */
export function isStorableText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000')
}

/**
 * Why a `context` can't be stored, as the rest of a sentence that begins with its name; null if it can: an object of at most
 * 32 levels (itself the first, arrays count), storable text (CONTRACT §1). Never goes deeper than that.
 */
export function contextProblem(context: unknown): string | null {
  if (typeof context !== 'object' || context === null || Array.isArray(context)) return 'must be an object'
  return problemOf(context, 1)
}

function problemOf(value: unknown, level: number): string | null {
  if (typeof value === 'string') {
    return isStorableText(value) ? null : 'must not hold U+0000 or a lone surrogate'
  }
  if (typeof value !== 'object' || value === null) return null
  if (level > MAX_LEVELS) return `must be at most ${MAX_LEVELS} levels deep`
  if (Array.isArray(value)) {
    for (const element of value) {
      const problem = problemOf(element, level + 1)
      if (problem !== null) return problem
    }
    return null
  }
  for (const key of Object.keys(value)) {
    const problem = problemOf(key, level) ?? problemOf((value as Record<string, unknown>)[key], level + 1)
    if (problem !== null) return problem
  }
  return null
}
