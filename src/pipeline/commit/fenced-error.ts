import type { SourcePartition } from '../../domain/message-position.ts'

/** Another process moved the position (or retried the dead letter) first: this transaction changed nothing. */
export class FencedError extends Error {
  readonly at: SourcePartition

  constructor(at: SourcePartition) {
    super(`another process has processed ${at.source} (partition ${at.partition}) in the meantime`)
    this.name = 'FencedError'
    this.at = at
  }
}
