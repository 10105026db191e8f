import { SourceName } from '../../domain/source-name.ts'
import type { ConsumeEvent } from '../../kafka/consumer/consume-event.ts'
import { RunSummary } from '../../pipeline/run-summary.ts'
import { printRun } from '../shared/run-report.ts'

/** What one `axon consume` did, for its report (CONTRACT §4). */
export class ConsumeSummary {
  readonly #summary = new RunSummary()
  readonly #startedAt = performance.now()
  #lastCommitAt = this.#startedAt
  readonly #group: string

  constructor(group: string) {
    this.#group = group
  }

  listen(event: ConsumeEvent): void {
    if (event.type === 'batch-committed' || event.type === 'batch-retrying') this.#summary.listen(event)
    if (event.type === 'batch-committed') this.#lastCommitAt = performance.now()
  }

  get isEmpty(): boolean {
    return this.#summary.totals().batches === 0
  }

  /** The time is that up to the last commit: waiting for messages that do not come is no work. */
  print(skipped: number, options: { readonly json?: boolean }): void {
    const elapsedMs = this.#lastCommitAt - this.#startedAt
    printRun(
      {
        source: SourceName.of('kafka', this.#group).text,
        skipped,
        incomplete: 0,
        elapsedMs,
        ...this.#summary.totals(),
      },
      options,
    )
  }
}
