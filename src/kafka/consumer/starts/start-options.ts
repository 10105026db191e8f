import type { ReadTopics } from '../../client/topic-kinds.ts'

/** Where partitions begin that the database does not know, or whose position is gone. */
export interface StartOptions {
  readonly topics: ReadTopics
  readonly group: string
  /** Topics that the database does not know begin with their first message. */
  readonly fromBeginning: boolean
  /** Go on where the topic no longer holds the stored position. */
  readonly acceptGap: boolean
}
