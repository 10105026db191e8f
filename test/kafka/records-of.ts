import { randomUUID } from 'node:crypto'
import type { Kafka } from 'kafkajs'

const RETRY_FOR_EVER = { initialRetryTime: 100, maxRetryTime: 30_000, retries: Number.MAX_SAFE_INTEGER }

export interface ReadRecord {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly key: string | null
  readonly value: Buffer | null
  readonly timestamp: number
  readonly headers: Readonly<Record<string, string>>
}

/** Everything that the topics hold right now, in the order of offsets per partition. */
export async function recordsOf(kafka: Kafka, ...topics: string[]): Promise<ReadRecord[]> {
  const left = await endsOf(kafka, topics)
  const records: ReadRecord[] = []
  if (left.size === 0) return records
  const consumer = kafka.consumer({ groupId: randomUUID(), maxWaitTimeInMs: 100, retry: RETRY_FOR_EVER })
  await consumer.connect()
  await consumer.subscribe({ topics, fromBeginning: true })
  try {
    await new Promise<void>((resolve, reject) => {
      // A broker that has just come up may refuse the group at first: kafkajs then starts again by itself.
      consumer.on('consumer.crash', ({ payload }) => payload.restart || reject(payload.error))
      void consumer.run({
        eachBatch: async ({ batch }) => {
          for (const { key, value, offset, timestamp, headers = {} } of batch.messages) {
            records.push({
              topic: batch.topic,
              partition: batch.partition,
              offset: Number(offset),
              key: key?.toString() ?? null,
              value,
              timestamp: Number(timestamp),
              headers: Object.fromEntries(
                Object.entries(headers).map(([name, text]) => [name, String(text)]),
              ),
            })
          }
          const place = `${batch.partition} ${batch.topic}`
          if (Number(batch.lastOffset()) + 1 >= (left.get(place) ?? 0)) left.delete(place)
          if (left.size === 0) resolve()
        },
      })
    })
  } finally {
    await consumer.disconnect()
  }
  return records
}

/** The ends of the partitions that hold something. */
async function endsOf(kafka: Kafka, topics: readonly string[]): Promise<Map<string, number>> {
  const ends = new Map<string, number>()
  const admin = kafka.admin()
  await admin.connect()
  for (const topic of topics) {
    for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
      if (Number(high) > Number(low)) ends.set(`${partition} ${topic}`, Number(high))
    }
  }
  await admin.disconnect()
  return ends
}
