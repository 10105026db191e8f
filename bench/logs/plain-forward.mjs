import kafkajs from 'kafkajs'
import { Pool } from 'undici'

/**
 * What most would write: reads a topic to its end as it was at the start, posts each batch as it comes, and commits it. It looks at no document:
 * the id is where the record stands.
 */
const [broker, topic, url, index] = process.argv.slice(2)
const kafka = new kafkajs.Kafka({ brokers: [broker], clientId: 'plain', logLevel: kafkajs.logLevel.NOTHING })
const pool = new Pool(url)
const admin = kafka.admin()
await admin.connect()
const ends = new Map()
for (const { partition, high } of await admin.fetchTopicOffsets(topic))
  if (Number(high) > 0) ends.set(partition, Number(high))
await admin.disconnect()

const consumer = kafka.consumer({ groupId: index, maxWaitTimeInMs: 100 })
await consumer.connect()
await consumer.subscribe({ topics: [topic], fromBeginning: true })
let done
const finished = new Promise((resolve) => {
  done = resolve
})
await consumer.run({
  autoCommit: false,
  eachBatch: async ({ batch, resolveOffset, heartbeat }) => {
    const { partition, messages } = batch
    const lines = messages.map(
      ({ offset, value }) => `{"create":{"_index":"${index}","_id":"${partition}-${offset}"}}\n${value}\n`,
    )
    const { statusCode, body } = await pool.request({
      method: 'POST',
      path: '/_bulk?filter_path=errors',
      headers: { 'content-type': 'application/x-ndjson' },
      body: lines.join(''),
    })
    const { errors } = await body.json()
    if (statusCode !== 200 || errors) throw new Error(`a batch was not indexed: ${statusCode}`)
    const next = Number(batch.lastOffset()) + 1
    resolveOffset(batch.lastOffset())
    await consumer.commitOffsets([{ topic, partition, offset: String(next) }])
    await heartbeat()
    if (next >= (ends.get(partition) ?? 0)) ends.delete(partition)
    if (ends.size === 0) done()
  },
})
await finished
await consumer.disconnect()
await pool.close()
