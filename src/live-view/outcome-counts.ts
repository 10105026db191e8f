/** The ledger without its sum: {@link readOf} derives it, so the identity of CONTRACT §4 can't break. */
export interface OutcomeCounts {
  readonly approved: number
  readonly rejected: number
  readonly duplicate: number
  readonly recorded: number
  readonly deadLetter: number
}

export const NO_OUTCOMES: OutcomeCounts = {
  approved: 0,
  rejected: 0,
  duplicate: 0,
  recorded: 0,
  deadLetter: 0,
}

/** `read` = approved + rejected + duplicate + recorded + dead letter. */
export const readOf = (counts: OutcomeCounts): number =>
  counts.approved + counts.rejected + counts.duplicate + counts.recorded + counts.deadLetter

export const addOutcomes = (a: OutcomeCounts, b: OutcomeCounts): OutcomeCounts => ({
  approved: a.approved + b.approved,
  rejected: a.rejected + b.rejected,
  duplicate: a.duplicate + b.duplicate,
  recorded: a.recorded + b.recorded,
  deadLetter: a.deadLetter + b.deadLetter,
})

export type ReasonCounts = Readonly<Record<string, number>>

export function addReasons(a: ReasonCounts, b: ReasonCounts): ReasonCounts {
  const entries = Object.entries(b)
  if (entries.length === 0) return a
  const sum: Record<string, number> = { ...a }
  for (const [reason, count] of entries) sum[reason] = (sum[reason] ?? 0) + count
  return sum
}
