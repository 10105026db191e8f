import kafkajs from 'kafkajs'
import { expect, inject, it } from 'vitest'
import { axon } from '../axon.ts'
import { databases } from '../databases.ts'
import { SHOP } from '../shop.ts'
import { KafkaSale } from './kafka-sale.ts'

it('stops at once where consumers of another protocol hold the group, and names the group and the cure', async () => {
  const brokers = inject('kafkaBrokers')
  const sale = await KafkaSale.create({
    brokers,
    partitions: 1,
    database: await databases[0]!.create(),
    shop: SHOP,
  })
  const kafka = new kafkajs.Kafka({ brokers: [brokers], logLevel: kafkajs.logLevel.NOTHING })
  const other = kafka.consumer({
    groupId: sale.group,
    partitionAssigners: [(config) => ({ ...kafkajs.PartitionAssigners.roundRobin(config), name: 'another' })],
  })
  const joined = new Promise((resolve) => other.on('consumer.group_join', resolve))
  await other.connect()
  await other.subscribe({ topic: sale.commands })
  await other.run({ eachMessage: async () => {} })
  await joined
  try {
    const { code, stdout, stderr } = await axon(sale.consume('--exit-when-idle', '1', '--json'))
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr.split('\n').filter((line) => line.startsWith('axon:'))).toEqual([
      `axon: Kafka refused the consumer group ${sale.group} (INCONSISTENT_GROUP_PROTOCOL): other consumers hold it, which share partitions by another protocol: stop those consumers, or take a group of your own with --group`,
    ])
  } finally {
    await other.disconnect()
    await sale.drop()
  }
})
