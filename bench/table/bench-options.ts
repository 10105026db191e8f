/** Sizes of what is measured. */
export interface BenchOptions {
  /** Commands of a replay. */
  readonly messages: number
  /** Commands for the program that commits each. */
  readonly single: number
  readonly rounds: number
  /** Messages per transaction, of all contenders. */
  readonly batchSize: number
  /** Entries that a database holds already, for `growth`. */
  readonly stored: number
  /** Requests of the real sale. */
  readonly requests: number
  /** How long latency is measured. */
  readonly seconds: number
}
