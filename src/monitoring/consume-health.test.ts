import { expect, it } from 'vitest'
import { kafkaBatches } from '../../test/kafka-batches.ts'
import { click } from '../../test/shop.ts'
import type { PartitionState } from '../kafka/consumer/consume-event.ts'
import { ConsumeHealth } from './consume-health.ts'

const partitions = [{ topic: 'commands', partition: 0 }]
const retrying = {
  type: 'batch-retrying',
  error: new Error('connect to postgres://axon:hunter2@db/shop refused'),
  attempt: 3,
  delayMs: 400,
} as const

/** A consumer's health, a clock to turn, and lag events. */
function watched() {
  let now = 1_000
  const health = new ConsumeHealth([], () => now)
  return {
    health,
    pass: (seconds: number) => {
      now += seconds * 1_000
    },
    lag: (nextOffset: number, lag: number, state: PartitionState = 'reading') =>
      health.listen({
        type: 'lag',
        partitions: [{ ...partitions[0]!, nextOffset, highWatermark: nextOffset + lag, lag, state }],
      }),
  }
}

it('is ready once the group is joined, and not while it is joined anew or left', () => {
  const { health } = watched()
  expect(health.ready()).toEqual({
    ok: false,
    reason: 'starting: the consumer group is not joined yet',
  })
  health.listen({ type: 'assigned', partitions })
  expect(health.ready().ok).toBe(true)
  health.listen({ type: 'revoked', partitions })
  expect(health.ready()).toMatchObject({ ok: false, reason: expect.stringContaining('rebalancing') })
  health.listen({ type: 'assigned', partitions: [] })
  expect(health.ready().ok).toBe(true)
  health.listen({ type: 'stopping', signal: 'SIGTERM' })
  health.listen({ type: 'revoked', partitions })
  expect(health.ready()).toEqual({ ok: false, reason: 'stopping' })
})

it('is not ready while the database is away, says why without secrets, and is ready again after the next commit', async () => {
  const [committed] = await kafkaBatches([{ lines: [click(1)], recordTime: null }])
  const { health } = watched()
  health.listen({ type: 'assigned', partitions })
  health.listen(retrying)
  const { ok, reason } = health.ready()
  expect(ok).toBe(false)
  expect(reason).toBe('database: retry 3: connect to postgres://axon:***@db/shop refused')
  health.listen(committed!)
  expect(health.ready().ok).toBe(true)
  health.listen({ type: 'suspended', reason: retrying.error })
  expect(health.ready().ok).toBe(false)
  health.listen({ type: 'resumed' })
  expect(health.ready().ok).toBe(true)
})

it('forgets an outage at the start once it has started, although nothing was committed yet', () => {
  const { health } = watched()
  health.listen(retrying)
  health.listen({ type: 'started', group: 'g', partitions: [], database: 'sqlite:axon.db' })
  health.listen({ type: 'assigned', partitions })
  expect(health.ready().ok).toBe(true)
})

it('is not alive when messages wait and a partition has not moved for two minutes', () => {
  const { health, pass, lag } = watched()
  lag(40, 7)
  pass(119)
  lag(40, 9)
  expect(health.live().ok).toBe(true)
  pass(2)
  lag(40, 9)
  expect(health.live()).toEqual({
    ok: false,
    reason: 'commands/0 has stood at offset 40 for 121 s, with a lag of 9',
  })
  lag(41, 8)
  expect(health.live().ok).toBe(true)
})

it('is alive however long nothing comes', () => {
  const { health, pass, lag } = watched()
  lag(40, 0)
  pass(3_600)
  lag(40, 0)
  pass(3_600)
  expect(health.live().ok).toBe(true)
  lag(40, 1)
  pass(119)
  lag(40, 1)
  expect(health.live().ok).toBe(true)
})

it('is alive during an outage however long, and gets its two minutes anew afterwards', () => {
  const { health, pass, lag } = watched()
  lag(40, 7)
  health.listen(retrying)
  health.listen({ type: 'suspended', reason: retrying.error })
  pass(3_600)
  expect(health.live().ok).toBe(true)
  health.listen({ type: 'resumed' })
  lag(40, 7)
  expect(health.live().ok).toBe(true)
  pass(121)
  expect(health.live().ok).toBe(false)
})

it('is alive while the broker is tried again', () => {
  const { health, pass, lag } = watched()
  lag(40, 7)
  for (let minutes = 0; minutes < 60; minutes += 1) {
    pass(60)
    health.listen({ type: 'broker-retrying', error: new Error('away'), attempt: 1, delayMs: 30_000 })
    lag(40, 7)
  }
  expect(health.live().ok).toBe(true)
})
