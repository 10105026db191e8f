import type { Crowd } from './crowd.ts'
import type { Outage } from './outage.ts'
import type { TrialOptions } from './trial-options.ts'

/** What CONTRACT §10 allows, ms. */
const ANSWER_WITHIN_MS = 5_000
const BACK_WITHIN_MS = 2_000
/** Service, database and customers share a machine: what is printed is exact, and this is left to the machine. */
const MACHINE_MS = 1_000

/** What took longer than it may while something was away. `lagMs`: how late the trial itself was at worst. */
export function lateAnswers(
  { victim, to }: TrialOptions,
  { slowestMs }: Pick<Crowd, 'slowestMs'>,
  outages: readonly Pick<Outage, 'refusal' | 'notReadyAfterMs' | 'backAfterMs'>[],
  lagMs: number,
): string[] {
  if (victim !== 'database' && victim !== 'broker') return []
  const late = (what: string, ms: number, withinMs: number): string[] =>
    ms > withinMs + lagMs + MACHINE_MS ? [`${what} after ${Math.round(ms)} ms, not within ${withinMs}`] : []
  return [
    ...late('the slowest answer came', slowestMs, ANSWER_WITHIN_MS),
    ...outages.flatMap(({ refusal, notReadyAfterMs, backAfterMs }) => [
      ...(refusal?.status === 503 ? [] : [`a request was answered ${refusal?.status} in an outage`]),
      ...late('/readyz was 503', notReadyAfterMs, ANSWER_WITHIN_MS),
      // A broker needs its own time until it leads its partitions again.
      ...(victim === 'database' && to === 'database' ? late('it was back', backAfterMs, BACK_WITHIN_MS) : []),
    ]),
  ]
}
