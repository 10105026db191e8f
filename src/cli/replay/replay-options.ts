import type { DatabaseOptions } from '../shared/options.ts'

export interface ReplayOptions extends DatabaseOptions {
  readonly batchSize: number
  readonly fromStart?: boolean
  readonly retries: number
  readonly failOnDeadLetter?: boolean
  readonly dashboard?: boolean
  readonly json?: boolean
}
