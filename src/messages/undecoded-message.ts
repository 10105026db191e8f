/** What decoding needs to know of a message. */
export interface UndecodedMessage {
  /** The raw bytes; null for a tombstone. */
  readonly value: Buffer | null
  /** The record's own time, epoch ms: the default for `timestamp` and `occurredAt`. */
  readonly recordTime: number
  /** Set if the message is larger than a message may be: its full length in bytes and SHA-256 (hex). */
  readonly tooLarge?: { readonly length: number; readonly sha256: string }
}
