import { afterEach, expect, it, vi } from 'vitest'
import { kafkaBatches } from '../../test/kafka-batches.ts'
import { click, OPENING } from '../../test/shop.ts'
import { DEAD_LETTER_REASONS, REJECT_REASONS } from '../domain/outcome.ts'
import { ConsumeMetrics } from './consume-metrics.ts'

afterEach(() => {
  vi.useRealTimers()
})

/** The samples of a metric, as Prometheus would read them. */
async function samples(metrics: ConsumeMetrics, name: string): Promise<Record<string, number>> {
  const text = await metrics.registry.metrics()
  const lines = text.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
  return Object.fromEntries(
    lines.map((line) => {
      const cut = line.lastIndexOf(' ')
      return [line.slice(name.length, cut), Number(line.slice(cut + 1))]
    }),
  )
}

const nonZero = (values: Record<string, number>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value > 0))

it('counts every message once, by outcome and reason', async () => {
  const clicks = Array.from({ length: 103 }, (_, index) => click(index + 1))
  const events = await kafkaBatches([
    { lines: [...clicks, click(1), 'no JSON'], recordTime: OPENING },
    { lines: [click(2), click(900, { campaignActivityId: 9 })], recordTime: OPENING },
  ])
  const metrics = new ConsumeMetrics()
  for (const event of events) metrics.listen(event)
  expect(nonZero(await samples(metrics, 'axon_messages_total'))).toEqual({
    '{outcome="approved",reason=""}': 100,
    '{outcome="rejected",reason="LIMIT_REACHED"}': 3,
    '{outcome="duplicate",reason=""}': 2,
    '{outcome="dead_letter",reason="INVALID_JSON"}': 1,
    '{outcome="dead_letter",reason="UNKNOWN_ACTIVITY"}': 1,
  })
  expect(await samples(metrics, 'axon_batch_messages_sum')).toEqual({ '': 107 })
  expect(await samples(metrics, 'axon_batch_messages_count')).toEqual({ '': 2 })
  expect(await samples(metrics, 'axon_batch_seconds_count')).toEqual({ '': 2 })
})

it('has a series for every outcome before the first message, so that a first dead letter is an increase', async () => {
  const series = Object.keys(await samples(new ConsumeMetrics(), 'axon_messages_total'))
  expect(series).toHaveLength(3 + REJECT_REASONS.length + DEAD_LETTER_REASONS.length)
})

it('measures from the time of the record to the commit, for messages with such a time only', async () => {
  const events = await kafkaBatches([
    { lines: [click(1), click(2)], recordTime: OPENING },
    { lines: [click(3)], recordTime: null },
    { lines: [click(4)], recordTime: OPENING + 60_000 },
  ])
  vi.useFakeTimers({ now: OPENING + 30 })
  const metrics = new ConsumeMetrics()
  for (const event of events) metrics.listen(event)
  const name = 'axon_record_to_commit_seconds'
  expect(await samples(metrics, `${name}_count`)).toEqual({ '': 3 })
  expect((await samples(metrics, `${name}_sum`))['']).toBeCloseTo(0.06)
  const buckets = await samples(metrics, `${name}_bucket`)
  // The record from the future (a clock that is ahead) counts as at once.
  expect([buckets['{le="0.02"}'], buckets['{le="0.05"}'], buckets['{le="+Inf"}']]).toEqual([1, 3, 3])
})

it('shows where the partitions of this process stand, and none that it has lost', async () => {
  const metrics = new ConsumeMetrics()
  const standing = (partition: number, lag: number) =>
    ({
      topic: 'commands',
      partition,
      nextOffset: 100 - lag,
      highWatermark: 100,
      lag,
      state: 'reading',
    }) as const
  metrics.listen({ type: 'lag', partitions: [standing(0, 7), standing(1, 0)] })
  expect(await samples(metrics, 'axon_lag')).toEqual({
    '{topic="commands",partition="0"}': 7,
    '{topic="commands",partition="1"}': 0,
  })
  expect(await samples(metrics, 'axon_position')).toEqual({
    '{topic="commands",partition="0"}': 93,
    '{topic="commands",partition="1"}': 100,
  })
  metrics.listen({ type: 'lag', partitions: [standing(1, 0)] })
  expect(await samples(metrics, 'axon_lag')).toEqual({ '{topic="commands",partition="1"}': 0 })
  metrics.listen({ type: 'revoked', partitions: [{ topic: 'commands', partition: 1 }] })
  expect(await samples(metrics, 'axon_lag')).toEqual({})
  expect(await samples(metrics, 'axon_position')).toEqual({})
})

it('counts retries by what was away, fences, gaps, and shows whether it is paused', async () => {
  const metrics = new ConsumeMetrics()
  const error = new Error('away')
  const at = { source: 'kafka:commands', partition: 0 }
  const paused = async () => (await samples(metrics, 'axon_paused'))['']
  expect(await paused()).toBe(0)
  metrics.listen({ type: 'batch-retrying', error, attempt: 1, delayMs: 1 })
  metrics.listen({ type: 'batch-retrying', error, attempt: 2, delayMs: 1 })
  metrics.listen({ type: 'broker-retrying', error, attempt: 1, delayMs: 1 })
  metrics.listen({ type: 'fenced', at })
  metrics.listen({ type: 'gap-accepted', at, from: 1, to: 5 })
  metrics.listen({ type: 'suspended', reason: error })
  expect(await paused()).toBe(1)
  metrics.listen({ type: 'resumed' })
  expect(await paused()).toBe(0)
  expect(await samples(metrics, 'axon_retries_total')).toEqual({
    '{what="database"}': 2,
    '{what="broker"}': 1,
  })
  expect(await samples(metrics, 'axon_fenced_total')).toEqual({ '': 1 })
  expect(await samples(metrics, 'axon_gaps_accepted_total')).toEqual({ '': 1 })
})
