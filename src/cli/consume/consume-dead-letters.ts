import type { Kafka } from 'kafkajs'
import type { ConsumeListener } from '../../kafka/consumer/consume-event.ts'
import { DeadLetterRows } from '../../kafka/dead-letters/dead-letter-rows.ts'
import { DeadLetterTopic } from '../../kafka/dead-letters/dead-letter-topic.ts'
import type { Database } from '../../stores/database.ts'

export interface Outbox {
  /** `--dead-letter-topic`; undefined: none. */
  readonly topic: string | undefined
  readonly kafka: Kafka
  readonly database: Database
  readonly listener: ConsumeListener
  readonly stopping: AbortSignal
}

/** How long the end of a run waits for what is not published yet; the next run goes on with it. */
const PUBLISH_WITHIN_MS = 1_000

/**
 * Runs with a listener that publishes what batches dead-letter, once it is committed.
 * @throws HaltError, after the run was stopped, if publishing can't go on.
 */
export async function withDeadLetterTopic(
  { topic, kafka, database, listener, stopping }: Outbox,
  run: (signal: AbortSignal, listener: ConsumeListener) => Promise<void>,
): Promise<void> {
  if (topic === undefined) return run(stopping, listener)
  const failure = new AbortController()
  const letters = new DeadLetterTopic(kafka, new DeadLetterRows(database, topic), {
    topic,
    onRetry: ({ problem, ...retry }) => {
      const error = new Error(`dead letters to ${topic}: ${problem}`)
      listener({ type: 'broker-retrying', error, ...retry })
    },
    onHalt: (error) => failure.abort(error),
  })
  const giveUp = (): void => void letters.close(0)
  stopping.addEventListener('abort', giveUp)
  try {
    await letters.start()
    stopping.removeEventListener('abort', giveUp)
    await run(AbortSignal.any([stopping, failure.signal]), (event) => {
      listener(event)
      if (event.type === 'batch-committed') letters.listen(event)
      // Its former owner may have ended before it published all.
      if (event.type === 'assigned') letters.wake()
    })
  } finally {
    await letters.close(PUBLISH_WITHIN_MS)
  }
  if (failure.signal.aborted) throw failure.signal.reason
}
