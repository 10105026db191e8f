import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { fixtureCounts } from '../../fixtures/fixture-counts.ts'
import { axon } from '../axon.ts'
import { databases, type EmptyDatabase } from '../databases.ts'
import { DEFAULT_SHOP, fixturePath } from '../default-shop.ts'
import { KafkaSale } from './kafka-sale.ts'

describe.each(databases)('a file through Kafka into $name', ({ create }) => {
  let sale: KafkaSale
  let replayed: EmptyDatabase
  beforeEach(async () => {
    const brokers = inject('kafkaBrokers')
    sale = await KafkaSale.create({ brokers, partitions: 1, database: await create(), shop: DEFAULT_SHOP })
    replayed = await create()
  })
  afterEach(async () => {
    await sale.drop()
    await replayed.drop()
  })

  async function output(...args: string[]): Promise<Record<string, unknown>> {
    const { code, stdout, stderr } = await axon(args)
    expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' })
    return JSON.parse(stdout || '{}') as Record<string, unknown>
  }

  it.each(['mixed.jsonl', 'flash-sale.jsonl'] as const)(
    'decides as a replay of %s does, every outcome and reason of it',
    async (fixture) => {
      const topics = `commands=${sale.commands},occurrences=${sale.occurrences}`
      const where = ['--brokers', sale.brokers, '--topics', topics]
      await output('produce', '--raw', fixturePath(fixture), ...where, '--json')
      const consumed = await output(...sale.consume('--from-beginning', '--exit-when-idle', '1', '--json'))
      expect(consumed).toMatchObject(fixtureCounts(fixture))

      await axon(['seed', '--database', replayed.url])
      await output('replay', fixturePath(fixture), '--database', replayed.url, '--json')
      const digests = await Promise.all(
        [sale.database, replayed.url].map((url) => output('verify', '--digest', '--json', '--database', url)),
      )
      expect(digests[0]!.digest).toBe(digests[1]!.digest)
    },
  )
})
