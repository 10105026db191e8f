import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { KafkaBroker } from '../../services/kafka/kafka-broker.ts'
import { waitUntil } from '../../services/wait-until.ts'
import { createKafka } from '../../src/kafka/client/connect-kafka.ts'
import { finished, start } from '../axon.ts'
import { withLines } from '../replay-lines.ts'
import { click } from '../shop.ts'
import { ownTopics } from './own-topics.ts'
import { recordsOf } from './records-of.ts'

let broker: KafkaBroker
beforeAll(async () => {
  broker = await KafkaBroker.start()
})
afterAll(() => broker?.stop())

it('sends each message once, in order per key, through three crashes of the broker', async () => {
  const topics = await ownTopics(broker.brokers, 3)
  const kafka = createKafka({ brokers: [broker.brokers], clientId: 'test', ssl: false })
  // Every third line has no key: those must not go elsewhere when a request is sent again.
  const lines = Array.from({ length: 60_000 }, (_, i) =>
    i % 3 === 0
      ? { triggerType: 'page view', pageUrl: `/${i}` }
      : click(i + 1, { campaignActivityId: 1 + (i % 7) }),
  )
  await withLines(lines, async (file) => {
    const options = ['--brokers', broker.brokers, '--topics', topics.list, '--rate', '15000/s', '--json']
    const child = start(['produce', file, ...options, '--retries', '100'])
    const end = finished(child)
    let retries = 0
    child.stderr!.on('data', (text: string) => {
      retries += text.split('trying again').length - 1
    })
    for (let crash = 1; crash <= 3; crash += 1) {
      const goal = randomInt((crash - 1) * 15_000 + 2_000, crash * 15_000)
      const reached = await waitUntil(
        async () => (await count(topics.commands, topics.occurrences)) >= goal,
        60_000,
      )
      expect(reached).toBe(true)
      const before = retries
      await broker.crash()
      expect(await waitUntil(async () => retries > before, 60_000)).toBe(true)
      await broker.resume()
    }
    const { code, stdout, stderr } = await end
    expect(stderr.split('\n').filter((line) => line && !line.includes('trying again'))).toEqual([])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ sent: lines.length, invalid: 0 })
  })
  const records = await recordsOf(kafka, topics.commands, topics.occurrences)
  const sent = (keep: (line: { campaignActivityId?: number }) => boolean) =>
    (lines as { campaignActivityId?: number }[]).filter(keep).map((line) => JSON.stringify(line))
  const keyless = records.filter(({ key }) => key === null).map(({ value }) => String(value))
  expect(keyless.sort()).toEqual(sent((line) => line.campaignActivityId === undefined).sort())
  for (let id = 1; id <= 7; id += 1) {
    const own = records.filter(({ key }) => key === String(id)).map(({ value }) => String(value))
    expect(own).toEqual(sent((line) => line.campaignActivityId === id))
  }

  async function count(...names: string[]): Promise<number> {
    const admin = kafka.admin()
    await admin.connect()
    const ends = await Promise.all(names.map((name) => admin.fetchTopicOffsets(name)))
    await admin.disconnect()
    return ends.flat().reduce((sum, { high }) => sum + Number(high), 0)
  }
})
