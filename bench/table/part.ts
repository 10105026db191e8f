import type { BenchSetup } from './bench-setup.ts'
import type { Row } from './row.ts'

/** Rows that are measured together. */
export interface Part {
  /** What it is called on the command line. */
  readonly name: string
  readonly description: string
  measure(setup: BenchSetup): Promise<readonly Row[]>
}
