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

  /** Publishes all lines; those over 1 MiB are left out: brokers don't take them by default. Answers with how many. */
  async function produced(fixture: string): Promise<number> {
    const topics = `commands=${sale.commands},occurrences=${sale.occurrences}`
    const args = ['produce', '--raw', fixturePath(fixture), '--brokers', sale.brokers, '--topics', topics]
    const { code, stdout, stderr } = await axon([...args, '--json'])
    const { invalid } = JSON.parse(stdout) as { invalid: number }
    expect({ code, stderr }).toEqual({
      code: invalid === 0 ? 0 : 3,
      stderr: invalid === 0 ? '' : expect.stringContaining('MESSAGE_TOO_LARGE'),
    })
    return invalid
  }

  it.each(['mixed.jsonl', 'flash-sale.jsonl'] as const)(
    'decides as a replay of %s does, every outcome and reason of it',
    async (fixture) => {
      const leftOut = await produced(fixture)
      const consumed = await output(...sale.consume('--from-beginning', '--exit-when-idle', '1', '--json'))
      const { read, deadLetter, deadLetterByReason, ...counts } = fixtureCounts(fixture)
      const { MESSAGE_TOO_LARGE: tooLarge = 0, ...reasons } = deadLetterByReason
      expect(leftOut).toBe(tooLarge)
      expect(consumed).toMatchObject({
        read: read - leftOut,
        deadLetter: deadLetter - leftOut,
        deadLetterByReason: reasons,
        ...counts,
      })

      await axon(['seed', '--database', replayed.url])
      await output('replay', fixturePath(fixture), '--database', replayed.url, '--json')
      const digests = await Promise.all(
        [sale.database, replayed.url].map((url) => output('verify', '--digest', '--json', '--database', url)),
      )
      expect(digests[0]!.digest).toBe(digests[1]!.digest)
    },
  )
})
