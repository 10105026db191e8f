import type { Engine } from './drivers/browser-driver.ts'
import type { Visitor } from './visitor.ts'

/** One thing that visitors do, and what must be known of it afterwards. */
export interface BrowserCase {
  /** A sentence: what happens, and how often it is counted. */
  readonly name: string
  /** The engines that can't run it, and why. It is printed at the end of a run. */
  readonly leftOut?: Partial<Readonly<Record<Engine, string>>>
  /** What of the page's own errors belongs to the case; any other is a failure. */
  readonly faults?: RegExp
  readonly run: (visitor: Visitor) => Promise<void>
}
