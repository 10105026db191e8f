import { median } from '../measured-run.ts'

/** What a row must be: a ratio at least so large, or a time or size at most so large. */
export type Target = { readonly atLeast: number } | { readonly atMost: number }

/** `×`: how many times as fast; it says something on other machines too. */
export type Unit = '×' | 'ms' | 'MB'

/** One line of the result: what was measured, as the median of its rounds. */
export interface Row {
  readonly name: string
  readonly measured: number
  readonly lowest: number
  readonly highest: number
  readonly unit: Unit
  /** Null: it is only shown. */
  readonly target: Target | null
  readonly rounds: number
}

/** The row of what was measured in each round. */
export function rowOf(
  name: string,
  values: readonly number[],
  unit: Unit,
  target: Target | null = null,
): Row {
  const [lowest, highest] = [Math.min(...values), Math.max(...values)]
  return { name, measured: median(values), lowest, highest, unit, target, rounds: values.length }
}

/** Null where there is nothing to be reached. */
export function isReached({ measured, target }: Row): boolean | null {
  if (target === null) return null
  return 'atLeast' in target ? measured >= target.atLeast : measured <= target.atMost
}
