import type { BrowserTrigger } from './browser-triggers.ts'
import type { Condition } from './condition.ts'

/** How a page's route is written: in its path, or in its fragment (`#/a/b?x=1`). */
export const ROUTINGS = ['path', 'hash'] as const
export type Routing = (typeof ROUTINGS)[number]

/** How often an event may happen. A route change begins a new page. */
export const FIRES = ['EVERY_TIME', 'ONCE_PER_PAGE', 'ONCE_PER_SESSION'] as const
export type Fire = (typeof FIRES)[number]

/** An event definition as a browser learns of it: all that it needs, and nothing else (CONTRACT §12). */
export interface BrowserDefinition {
  readonly id: number
  readonly name: string
  readonly revision: number
  readonly triggerType: BrowserTrigger
  /** Absent: `path`. */
  readonly routing?: Routing
  /** Absent: always. */
  readonly when?: Condition
  /** Absent: `EVERY_TIME`. */
  readonly fire?: Fire
  /** 0 … 1, the share of visitors of whom it is recorded. Absent: all. */
  readonly sampleRate?: number
}
