import type { OutcomeListener } from './pipeline-event.ts'

/** What one run did (CONTRACT §4): `read` = approved + rejected + duplicate + recorded + deadLetter. */
export interface RunTotals {
  readonly read: number
  readonly approved: number
  readonly rejected: number
  readonly duplicate: number
  readonly recorded: number
  readonly deadLetter: number
  readonly rejectedByReason: Readonly<Record<string, number>>
  readonly deadLetterByReason: Readonly<Record<string, number>>
  readonly batches: number
  readonly retries: number
}

/** Counts what the pipeline reports. */
export class RunSummary {
  readonly #counts = { approved: 0, rejected: 0, duplicate: 0, recorded: 0, dead_letter: 0 }
  readonly #rejectedByReason = new Map<string, number>()
  readonly #deadLetterByReason = new Map<string, number>()
  #batches = 0
  #retries = 0

  readonly listen: OutcomeListener = (event) => {
    if (event.type === 'batch-retrying') {
      this.#retries += 1
      return
    }
    this.#batches += 1
    for (const { outcome } of event.decided) {
      this.#counts[outcome.outcome] += 1
      if (outcome.outcome === 'rejected') count(this.#rejectedByReason, outcome.reason)
      else if (outcome.outcome === 'dead_letter') count(this.#deadLetterByReason, outcome.reason)
    }
  }

  totals(): RunTotals {
    const { approved, rejected, duplicate, recorded, dead_letter: deadLetter } = this.#counts
    return {
      read: approved + rejected + duplicate + recorded + deadLetter,
      approved,
      rejected,
      duplicate,
      recorded,
      deadLetter,
      rejectedByReason: Object.fromEntries([...this.#rejectedByReason].sort()),
      deadLetterByReason: Object.fromEntries([...this.#deadLetterByReason].sort()),
      batches: this.#batches,
      retries: this.#retries,
    }
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
