import type { BehaviorReader } from '../../../behavior-log/reading/behavior-reader.ts'
import type { DayCounts } from '../../../behavior-log/reading/day-counts.ts'
import { HaltError } from '../../../domain/halt-error.ts'
import { type Recorded, recordedHappening } from './recorded-happening.ts'

/** What is looked at: of the last hour. */
export const RECENT_MS = 3_600_000
/** Newest behaviours that are looked at, of all events. */
const MOST_BEHAVIORS = 5_000

/** Of a sink whose documents go elsewhere. */
export const NOT_READ = 'what goes to this sink can not be read from here'

export interface RecentBehaviors {
  /** Epoch ms. */
  readonly since: number
  readonly behaviors: readonly Recorded[]
  readonly why: string | null
}

/** What the behaviour log has, to try definitions on: each question opens it anew. */
export class RecordedBehaviors {
  /** The kind of the sink. */
  readonly kind: string
  readonly #open: () => BehaviorReader

  constructor(kind: string, open: () => BehaviorReader) {
    this.kind = kind
    this.#open = open
  }

  /** Those that were received in the hour before `nowMs`, the newest first; `why` there may be more, or none can be read. */
  async ofLastHour(nowMs: number): Promise<RecentBehaviors> {
    const since = nowMs - RECENT_MS
    const read = await this.#reading((reader) => reader.newest({ since }, MOST_BEHAVIORS))
    if ('problem' in read) return { since, behaviors: [], why: read.problem }
    const { value } = read
    return {
      since,
      behaviors: value.reverse().flatMap((kept) => recordedHappening(kept) ?? []),
      why: value.length < MOST_BEHAVIORS ? null : 'only the newest 5,000 were looked at',
    }
  }

  async countsByDay(eventId: number, since: number): Promise<DayCounts> {
    const read = await this.#reading((reader) => reader.countsByDay(eventId, since))
    return 'problem' in read ? { days: new Map(), why: read.problem } : read.value
  }

  /** A log that can't be read is no fault of who asks. */
  async #reading<T>(
    work: (reader: BehaviorReader) => Promise<T>,
  ): Promise<{ readonly value: T } | { readonly problem: string }> {
    const reader = this.#open()
    try {
      return { value: await work(reader) }
    } catch (error) {
      if (!(error instanceof HaltError)) throw error
      const isThere = (error.cause as NodeJS.ErrnoException | undefined)?.code !== 'ENOENT'
      return { problem: isThere ? error.message : 'nothing was recorded yet' }
    } finally {
      await reader.close()
    }
  }
}
