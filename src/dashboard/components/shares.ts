/** Whole parts of `total` in these proportions; they add up to it. */
export function shares(total: number, weights: readonly number[]): number[] {
  let weightLeft = weights.reduce((sum, weight) => sum + weight, 0)
  let left = total
  return weights.map((weight) => {
    const share = Math.round((left * weight) / weightLeft)
    left -= share
    weightLeft -= weight
    return share
  })
}

export interface Wish {
  readonly weight: number
  /** More than that would stay empty. */
  readonly want: number
}

/** Like {@link shares}; what one does not want goes to those that want more, and to all if nobody does. */
export function sharesWithin(total: number, wishes: readonly Wish[]): number[] {
  const weights = wishes.map(({ weight }) => weight)
  if (wishes.reduce((sum, { want }) => sum + want, 0) <= total) {
    const wanted = wishes.map(({ want }) => want)
    const spare = shares(total - wanted.reduce((sum, want) => sum + want, 0), weights)
    return wanted.map((want, index) => want + (spare[index] ?? 0))
  }
  const given = shares(total, weights)
  const modest = wishes.findIndex(({ want }, index) => want < (given[index] ?? 0))
  if (modest < 0) return given
  const { want } = wishes[modest]!
  const others = sharesWithin(total - want, wishes.toSpliced(modest, 1))
  return others.toSpliced(modest, 0, want)
}
