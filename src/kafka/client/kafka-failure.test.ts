import { expect, it } from 'vitest'
import { kafkaFailure } from './kafka-failure.ts'

const failed = (type: string) => Object.assign(new Error('The broker says so.'), { type })

it.each([
  ['INCONSISTENT_GROUP_PROTOCOL', 'other consumers hold it, which share partitions by another protocol'],
  ['INVALID_SESSION_TIMEOUT', 'the broker does not allow that session timeout'],
  ['INVALID_GROUP_ID', 'it is no name of a group'],
])('stops where a group can not be joined, and says which: %s', (type, why) => {
  const wrapped = new Error('gave up', { cause: failed(type) })
  expect(kafkaFailure(wrapped, { group: 'sale' })).toMatchObject({
    code: 'KAFKA_GROUP_REFUSED',
    message: `Kafka refused the consumer group sale (${type}): ${why}`,
  })
})

it('tries again what a rebalance or a new coordinator brings', () => {
  for (const type of ['REBALANCE_IN_PROGRESS', 'UNKNOWN_MEMBER_ID', 'NOT_COORDINATOR_FOR_GROUP'])
    expect(kafkaFailure(failed(type), { group: 'sale' })).toBe('outage')
})
