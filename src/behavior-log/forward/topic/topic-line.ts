import type { ForwardLine } from '../forward-line.ts'

/** A record of a topic. */
export interface TopicLine extends ForwardLine {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly key: Buffer | null
}
