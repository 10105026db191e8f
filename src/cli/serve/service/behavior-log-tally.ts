import type { Sink, SinkEvent } from '../../../behavior-log/sink.ts'
import type { BehaviorLogState } from '../../../live-view/dashboard-state.ts'

/** Adds up what the sink of a service says of its documents, for those who look at it. */
export class BehaviorLogTally {
  #kept = 0
  #refused = 0
  #sentAway = 0

  listen(event: SinkEvent): void {
    if (event.type === 'kept') this.#kept += event.documents
    if (event.type === 'refused') this.#refused += event.refused.length
    if (event.type === 'not-kept') this.#sentAway += event.documents
  }

  state({
    waiting,
    oldestWaitMs,
    outage,
  }: Pick<Sink, 'waiting' | 'oldestWaitMs' | 'outage'>): BehaviorLogState {
    const documents = { kept: this.#kept, refused: this.#refused, sentAway: this.#sentAway }
    return { ...documents, waiting, oldestWaitMs: Math.round(oldestWaitMs), outage }
  }
}
