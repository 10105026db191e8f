import { RunSummary } from '../pipeline/run-summary.ts'
import type { ConsumeEvent } from '../sources/kafka/consume-event.ts'
import { sourceOfTopic } from '../sources/kafka/topic-kinds.ts'
import { printRun } from './run-report.ts'

/** What one `axon consume` did, for its report (CONTRACT §4). */
export class ConsumeSummary {
  readonly #summary = new RunSummary()
  readonly #startedAt = performance.now()
  readonly #group: string

  constructor(group: string) {
    this.#group = group
  }

  listen(event: ConsumeEvent): void {
    if (event.type === 'batch-committed' || event.type === 'batch-retrying') this.#summary.listen(event)
  }

  get isEmpty(): boolean {
    return this.#summary.totals().batches === 0
  }

  print(skipped: number, options: { readonly json?: boolean }): void {
    const elapsedMs = performance.now() - this.#startedAt
    printRun({ source: sourceOfTopic(this.#group), skipped, elapsedMs, ...this.#summary.totals() }, options)
  }
}
