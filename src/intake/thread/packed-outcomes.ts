import type { Outcome } from '../../domain/outcome.ts'
import type { OutcomesCommitted } from '../../pipeline/pipeline-event.ts'

/** The outcomes of a batch on their way to another thread, as columns. */
export interface PackedOutcomes {
  readonly outcomes: readonly Outcome[]
  readonly recordTimes: readonly (number | null)[]
  readonly elapsedMs: number
}

export const packOutcomes = ({ decided, elapsedMs }: OutcomesCommitted): PackedOutcomes => ({
  outcomes: decided.map(({ outcome }) => outcome),
  recordTimes: decided.map(({ request }) => request.raw.recordTime),
  elapsedMs,
})

export const unpackOutcomes = ({ outcomes, recordTimes, elapsedMs }: PackedOutcomes): OutcomesCommitted => ({
  type: 'batch-committed',
  decided: outcomes.map((outcome, index) => ({
    outcome,
    request: { raw: { recordTime: recordTimes[index]! } },
  })),
  elapsedMs,
})
