/** What a row must be: a ratio at least so large, or a time or size at most so large. */
export type Target = { readonly atLeast: number } | { readonly atMost: number }

/** `×`: how many times as fast; it says something on other machines too. */
export type Unit = '×' | 'ms' | 'MB'

/** One line of the result: what was measured, as the median of its rounds. */
export interface Row {
  readonly name: string
  readonly measured: number
  readonly unit: Unit
  /** Null: it is only shown. */
  readonly target: Target | null
  readonly rounds: number
}

/** Null where there is nothing to be reached. */
export function isReached({ measured, target }: Row): boolean | null {
  if (target === null) return null
  return 'atLeast' in target ? measured >= target.atLeast : measured <= target.atMost
}
