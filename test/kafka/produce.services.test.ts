import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, inject, it } from 'vitest'
import { kafkaTool } from '../../services/kafka/kafka-tool.ts'
import { waitUntil } from '../../services/wait-until.ts'
import { createKafka } from '../../src/kafka/client/connect-kafka.ts'
import { packageRoot } from '../../src/package-root.ts'
import { axon, finished, start } from '../axon.ts'
import { withLines } from '../replay-lines.ts'
import { click } from '../shop.ts'
import { type OwnTopics, ownTopics } from './own-topics.ts'
import { type ReadRecord, recordsOf } from './records-of.ts'

const brokers = inject('kafkaBrokers')
const kafka = createKafka({ brokers: [brokers], clientId: 'test', ssl: false })

let topics: OwnTopics
beforeEach(async () => {
  topics = await ownTopics(brokers, 3)
})

const argumentsOf = (file: string, ...more: string[]) => [
  'produce',
  file,
  '--brokers',
  brokers,
  '--topics',
  topics.list,
  ...more,
]
const read = () => recordsOf(kafka, topics.commands, topics.occurrences)
const texts = (records: readonly ReadRecord[]) => records.map(({ value }) => String(value))

function produceLines(lines: readonly (object | string | Buffer)[], ...more: string[]) {
  return withLines(lines, (file) => axon(argumentsOf(file, '--json', ...more)))
}

describe('axon produce', () => {
  it('sends each kind to its topic with its key, the bytes as they are', async () => {
    const before = Date.now()
    const command =
      '{"campaignActivityType" : "FIRST_COME_FIRST_SERVE","campaignActivityId":"7","userId":1, "extra":"초과"}'
    const { code, stdout } = await produceLines([
      command,
      { triggerType: 'signup', userId: 42 },
      { triggerType: 'page view' },
    ])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      file: expect.stringMatching(/messages\.jsonl$/),
      sent: 3,
      invalid: 0,
      topics: { [topics.commands]: 1, [topics.occurrences]: 2 },
      elapsedMs: expect.any(Number),
      perSecond: expect.any(Number),
    })
    const records = await read()
    const found = records.map(({ topic, key, value }) => ({ topic, key, value: String(value) }))
    expect(found).toHaveLength(3)
    expect(found).toContainEqual({ topic: topics.commands, key: '7', value: command })
    expect(found).toContainEqual({
      topic: topics.occurrences,
      key: '42',
      value: '{"triggerType":"signup","userId":42}',
    })
    expect(found).toContainEqual({
      topic: topics.occurrences,
      key: null,
      value: '{"triggerType":"page view"}',
    })
    for (const { timestamp } of records) {
      expect(timestamp).toBeGreaterThanOrEqual(before)
      expect(timestamp).toBeLessThanOrEqual(Date.now())
    }
  })

  it('keeps the order of the messages of one key, over many requests', async () => {
    const lines = Array.from({ length: 12_000 }, (_, i) => click(i + 1, { campaignActivityId: 1 + (i % 5) }))
    expect((await produceLines(lines)).code).toBe(0)
    const records = await read()
    expect(records).toHaveLength(lines.length)
    for (const key of ['1', '2', '3', '4', '5']) {
      const own = records.filter((record) => record.key === key)
      expect(new Set(own.map(({ partition }) => partition)).size).toBe(1)
      const sent = lines.filter(({ campaignActivityId }) => String(campaignActivityId) === key)
      expect(texts(own)).toEqual(sent.map((line) => JSON.stringify(line)))
    }
  })

  it('chooses the partitions that other clients choose for the same keys', async () => {
    const lines = Array.from({ length: 40 }, (_, i) => click(1, { campaignActivityId: i + 1 }))
    await produceLines(lines)
    const theirs = await ownTopics(brokers, 3)
    await kafkaTool(
      'org.apache.kafka.tools.ConsoleProducer',
      ['--bootstrap-server', brokers, '--topic', theirs.commands, '--reader-property', 'parse.key=true'],
      lines.map(({ campaignActivityId }) => `${campaignActivityId}\tx\n`).join(''),
    )
    const partitions = (records: ReadRecord[]) =>
      new Map(records.map(({ key, partition }) => [key, partition]))
    expect(partitions(await read())).toEqual(partitions(await recordsOf(kafka, theirs.commands)))
  })

  it('leaves invalid lines out, names each with its number and why, and exits with 3', async () => {
    const { code, stdout, stderr } = await produceLines([
      click(1),
      '{"campaignActivityType":"FIRST_COME_FIRST_SERVE","campaignActivityId":1}',
      '',
      Buffer.from([0xff, 0xfe]),
      'nonsense',
      click(2),
      'x'.repeat(1024 * 1024 + 1),
    ])
    expect(code).toBe(3)
    expect(JSON.parse(stdout)).toMatchObject({ sent: 2, invalid: 4, topics: { [topics.commands]: 2 } })
    expect(stderr.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^axon: line 2 is left out: INVALID_MESSAGE: userId is required/),
      expect.stringMatching(/^axon: line 4 is left out: INVALID_ENCODING: /),
      expect.stringMatching(/^axon: line 5 is left out: INVALID_JSON: /),
      expect.stringMatching(/^axon: line 7 is left out: MESSAGE_TOO_LARGE: it has 1048577 bytes/),
    ])
    expect(texts(await read())).toHaveLength(2)
  })

  it('sends invalid lines with --raw, byte for byte, with the key that they have', async () => {
    const broken = Buffer.from([0x7b, 0xff, 0x7d])
    const { code, stdout } = await produceLines(
      [
        '{"campaignActivityType":"FIRST_COME_FIRST_SERVE","campaignActivityId":3,"userId":"x"}',
        '{"campaignActivityType":null,"campaignActivityId":9007199254740993}',
        '{"triggerType":5,"userId":"4"}',
        '{"eventId":-1}',
        'nonsense\r',
        '[1]',
        broken,
      ],
      '--raw',
    )
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ sent: 7, invalid: 0 })
    const records = await read()
    const keyed = (topic: string) =>
      records
        .filter((record) => record.topic === topic)
        .map(({ key, value }) => `${key} ${value?.toString('latin1')}`)
    expect(keyed(topics.occurrences).sort()).toEqual([
      '4 {"triggerType":5,"userId":"4"}',
      'null {"eventId":-1}',
    ])
    expect(keyed(topics.commands).sort()).toEqual(
      [
        '3 {"campaignActivityType":"FIRST_COME_FIRST_SERVE","campaignActivityId":3,"userId":"x"}',
        'null {"campaignActivityType":null,"campaignActivityId":9007199254740993}',
        'null nonsense',
        'null [1]',
        `null ${broken.toString('latin1')}`,
      ].sort(),
    )
  })

  it('says which line is larger than the topic takes, and sends the others', async () => {
    topics = await ownTopics(brokers, 1, { 'max.message.bytes': '20000' })
    const long = click(2, { note: randomBytes(30_000).toString('base64') }) // no compression makes it fit
    const lines = [...Array.from({ length: 500 }, (_, i) => click(i + 10)), long, click(1)]
    const { code, stdout, stderr } = await produceLines(lines)
    expect(code).toBe(3)
    expect(JSON.parse(stdout)).toMatchObject({ sent: 501, invalid: 1 })
    expect(stderr).toMatch(/^axon: line 501 is left out: the broker refused it: .*max\.message\.bytes\)\n$/)
    expect(texts(await read())).toEqual(
      lines.filter((line) => line !== long).map((line) => JSON.stringify(line)),
    )
  })

  it('reads standard input, and sends what has come while it waits for more', async () => {
    const child = start(argumentsOf('-', '--rate', '500/s'))
    const end = finished(child)
    child.stdin!.write(`${JSON.stringify(click(1))}\n`)
    expect(await waitUntil(async () => (await read()).length === 1, 30_000)).toBe(true)
    child.stdin!.end(JSON.stringify(click(2)))
    const { code, stdout } = await end
    expect(code).toBe(0)
    expect(stdout).toMatch(/^2 {2}messages sent from -\n2 {2}to .*\.commands\nin /)
  })

  it('stops at a signal and says how far it came: what it says is there', async () => {
    for (const [signal, exitCode] of [
      ['SIGTERM', 143],
      ['SIGINT', 130],
    ] as const) {
      topics = await ownTopics(brokers, 2)
      const lines = Array.from({ length: 5_000 }, (_, i) => click(i + 1))
      await withLines(lines, async (file) => {
        const child = start(argumentsOf(file, '--json', '--rate', '1000/s'))
        const end = finished(child)
        expect(await waitUntil(async () => (await read()).length > 0, 30_000)).toBe(true)
        child.kill(signal)
        const { code, stdout, stderr } = await end
        expect(code).toBe(exitCode)
        const { sent } = JSON.parse(stdout) as { sent: number }
        expect(stderr).toBe(`axon: stopped: all up to line ${sent} was sent, nothing after it\n`)
        expect(texts(await read())).toEqual(lines.slice(0, sent).map((line) => JSON.stringify(line)))
      })
    }
  })

  it('names a topic that is missing, and makes none', async () => {
    const more = ['--topics', 'commands=not.there']
    const { code, stdout, stderr } = await withLines([click(1)], (file) =>
      axon([...argumentsOf(file), ...more]),
    )
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toBe(
      'axon: the Kafka topic not.there does not exist: create it first, Axon never creates topics\n',
    )
    const admin = kafka.admin()
    await admin.connect()
    expect(await admin.listTopics()).not.toContain('not.there')
    await admin.disconnect()
  })

  it('tries again while no broker is there, one line for each attempt, and then gives up', async () => {
    const file = join(packageRoot, 'fixtures', 'mixed.jsonl')
    const { code, stdout, stderr } = await axon([
      'produce',
      file,
      '--brokers',
      '127.0.0.1:1',
      '--retries',
      '2',
    ])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    const refused = 'connect ECONNREFUSED 127\\.0\\.0\\.1:1'
    expect(stderr.trimEnd().split('\n')).toEqual([
      expect.stringMatching(
        new RegExp(`^axon: Kafka: ${refused}: trying again in \\d\\.\\d s \\(retry 1\\)$`),
      ),
      expect.stringMatching(
        new RegExp(`^axon: Kafka: ${refused}: trying again in \\d\\.\\d s \\(retry 2\\)$`),
      ),
      expect.stringMatching(
        new RegExp(`^axon: Kafka can't be reached: ${refused}: gave up after 2 retries: `),
      ),
    ])
  })

  it('sends the fixture with every kind of invalid line', async () => {
    const file = join(packageRoot, 'fixtures', 'mixed.jsonl')
    const { stdout } = await axon(argumentsOf(file, '--raw', '--json'))
    const { sent, invalid } = JSON.parse(stdout) as { sent: number; invalid: number }
    const lines = readFileSync(file, 'latin1')
      .split('\n')
      .filter((line) => !/^[ \t\r]*$/.test(line))
    expect(sent + invalid).toBe(lines.length)
    expect(await read()).toHaveLength(sent)
  })
})
