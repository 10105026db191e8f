/** What is buffered and not shipped yet, as far as it can be told: records of a topic are counted, files measured. */
export interface Waiting {
  readonly unit: 'documents' | 'bytes'
  /** Null while it is not known. */
  readonly amount: number | null
}

/** A buffer on its way to a sink. */
export interface Forwarding {
  /** Ships until the signal is aborted, or until nothing comes any more. @throws what no retry can cure. */
  run(signal: AbortSignal): Promise<void>
  waiting(): Promise<Waiting>
}

/** The most of one write: larger ones are all to be sent again if one fails. */
export const MAX_TOGETHER = 2_000
