import type { BehaviorFilter } from './behavior-filter.ts'
import type { DayCounts } from './day-counts.ts'
import type { KeptBehavior } from './kept-behavior.ts'

/** What people look for in a behaviour log, whatever it is kept in. */
export interface BehaviorReader {
  /** The `count` that were received last, the newest last. @throws HaltError if it can't be read. */
  newest(filter: BehaviorFilter, count: number): Promise<KeptBehavior[]>
  /** What has come since {@link newest} was asked, or since this was asked last, by when it was received. */
  more(filter: BehaviorFilter): Promise<KeptBehavior[]>
  /** How often an event was kept on each day from an instant on, epoch ms. @throws HaltError if it can't be read. */
  countsByDay(eventId: number, sinceMs: number): Promise<DayCounts>
  close(): Promise<void>
}
