/** A document as it is buffered: a line of a file, or a record of a topic. */
export interface ForwardLine {
  /** The bytes as they are; null for a record without a value; only the first ones if there is a `fullLength`. */
  readonly bytes: Buffer | null
  /** Of one that is larger than any document, bytes. */
  readonly fullLength?: number
}

/** `NO_DOCUMENT`: it is no behaviour. `REFUSED`: the sink will never take it as it is. */
export type RefusalReason = 'NO_DOCUMENT' | 'REFUSED'

/** A line that can't be shipped: it is kept aside, and the rest goes on. */
export interface RefusedLine<Line extends ForwardLine> {
  readonly line: Line
  readonly reason: RefusalReason
  /** In words. */
  readonly error: string
}
