import type { BenchDatabase } from './bench-setup.ts'
import type { Contender } from './take-turns.ts'

export interface OnNewDatabase {
  readonly name: string
  /** That one run processes. */
  readonly messages: number
  /** What each run gets. */
  readonly make: () => Promise<BenchDatabase>
  readonly argsOf: (url: string) => readonly string[]
  readonly secondsOf?: (output: string) => number
}

/** A program whose every run has a database of its own, dropped after it. */
export const onNewDatabase = ({ make, argsOf, ...contender }: OnNewDatabase): Contender => ({
  ...contender,
  prepare: async () => {
    const { url, drop } = await make()
    return { args: argsOf(url), clean: drop }
  },
})
