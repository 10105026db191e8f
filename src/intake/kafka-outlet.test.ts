import type { Kafka, ProducerRecord } from 'kafkajs'
import { expect, it } from 'vitest'
import { KafkaOutlet } from './kafka-outlet.ts'

/** A cluster with a topic of two partitions, as far as a publisher needs one; what it is sent waits until a test says what becomes of it. */
class Cluster {
  readonly sent: { readonly partition: number; readonly acknowledge: (baseOffset: number) => void }[] = []

  readonly kafka = {
    admin: () => ({
      connect: async () => {},
      disconnect: async () => {},
      fetchTopicMetadata: async () => ({
        topics: [{ partitions: [0, 1].map((partitionId) => ({ partitionId, leader: partitionId })) }],
      }),
    }),
    producer: () => ({
      connect: async () => {},
      disconnect: async () => {},
      send: ({ messages }: ProducerRecord) =>
        new Promise((resolve) => {
          const partition = messages[0]!.partition!
          const acknowledge = (baseOffset: number) => resolve([{ partition, baseOffset: String(baseOffset) }])
          this.sent.push({ partition, acknowledge })
        }),
    }),
  } as unknown as Kafka
}

it('answers what one leader has acknowledged, although another hangs', async () => {
  const cluster = new Cluster()
  const topics = { command: 'commands', occurrence: 'commands' }
  const outlet = await KafkaOutlet.open({ kafka: cluster.kafka, topics })
  const value = Buffer.from('{}')
  const keys = Array.from({ length: 20 }, (_, index) => String(index))
  const answers = keys.map((key) => outlet.offer({ kind: 'command', key, value, arrivedAt: Date.now() }))
  await expect.poll(() => cluster.sent.length).toBe(2)
  const [prompt, hung] = cluster.sent
  prompt!.acknowledge(7)
  const first = await Promise.race(answers)
  expect(first).toEqual({
    state: 'published',
    position: { at: { source: 'kafka:commands', partition: prompt!.partition }, offset: 7 },
  })
  await expect.poll(() => outlet.waiting).toBeLessThan(keys.length)
  expect(outlet.waiting).toBeGreaterThan(0) // those of the leader that hangs
  hung!.acknowledge(3)
  const published = await Promise.all(answers)
  expect(new Set(published.map(({ state }) => state))).toEqual(new Set(['published']))
  expect(outlet.waiting).toBe(0)
  await outlet.close(1_000)
})
