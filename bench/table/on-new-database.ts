import type { BenchDatabase } from './bench-setup.ts'
import type { Contender } from './take-turns.ts'

export interface OnNewDatabase {
  readonly name: string
  /** That one run processes. */
  readonly messages: number
  /** What each run gets. */
  readonly make: () => Promise<BenchDatabase>
  readonly argsOf: (url: string) => readonly string[]
}

/** A program whose every run has a database of its own, dropped after it. */
export const onNewDatabase = ({ name, messages, make, argsOf }: OnNewDatabase): Contender => ({
  name,
  messages,
  prepare: async () => {
    const { url, drop } = await make()
    return { args: argsOf(url), clean: drop }
  },
})
