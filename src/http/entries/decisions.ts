import { setTimeout as wait } from 'node:timers/promises'
import type { Decided, NotTaken } from '../../intake/outlet.ts'
import { type DecisionAt, decisionsAt, type RequestAt, SKIPPED } from '../../reads/sale/decisions-at.ts'
import { SharedLookUp } from '../../reads/sale/shared-look-up.ts'
import type { Database } from '../../stores/database.ts'

/** One look-up for all who wait (CONTRACT §10). */
const LOOK_EVERY_MS = 50

const textOf = ({ position: { at, offset } }: RequestAt): string => `${at.partition}:${offset} ${at.source}`

const NEVER_DECIDED: NotTaken = { state: 'not_taken', why: 'its position was passed, and it was not decided' }

const answerOf = (decision: DecisionAt | typeof SKIPPED): Decided | NotTaken =>
  decision === SKIPPED ? NEVER_DECIDED : { state: 'decided', ...decision }

/** What published requests came to, looked up together for all who wait. */
export class Decisions extends SharedLookUp<RequestAt, DecisionAt | typeof SKIPPED> {
  constructor(database: Pick<Database, 'query' | 'dialect'>) {
    super({
      textOf,
      find: async (requests) => {
        const decisions = await decisionsAt(database, requests)
        return new Map(
          decisions.flatMap((decision, index) => (decision ? [[textOf(requests[index]!), decision]] : [])),
        )
      },
    })
  }

  /**
   * The decision as soon as the database has it, or that there will be none; null if it has none within `waitMs`, or does not answer. Never
   * rejects.
   */
  async waitFor(request: RequestAt, waitMs: number, hurry: AbortSignal): Promise<Decided | NotTaken | null> {
    const until = performance.now() + waitMs
    for (;;) {
      // Whoever waits looks at the same instants, so that all go into one look-up.
      const nextLookMs = Math.ceil(LOOK_EVERY_MS - (performance.now() % LOOK_EVERY_MS))
      const leftMs = until - performance.now()
      if (leftMs > 0) await wait(Math.min(nextLookMs, leftMs), undefined, { signal: hurry }).catch(() => {})
      const decision = await this.get(request).catch(() => null)
      if (decision || performance.now() >= until || hurry.aborted) return decision && answerOf(decision)
    }
  }
}
