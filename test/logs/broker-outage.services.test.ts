import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTopics } from '../../services/kafka/create-topics.ts'
import { KafkaBroker } from '../../services/kafka/kafka-broker.ts'
import { waitUntil } from '../../services/wait-until.ts'
import { KafkaWriter } from '../../src/behavior-log/kafka/kafka-writer.ts'
import { createKafka } from '../../src/kafka/client/connect-kafka.ts'
import { finished, start } from '../axon.ts'
import { documentOf } from './log-documents.ts'

const PATIENCE_MS = 60_000
const folder = mkdtempSync(join(tmpdir(), 'axon-forward-'))
let broker: KafkaBroker
beforeAll(async () => {
  broker = await KafkaBroker.start()
})
afterAll(async () => {
  await broker?.stop()
  rmSync(folder, { recursive: true })
})

const documents = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => documentOf(`id-${from + index}`))

const shippedIds = (): Set<string> => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'))
  const lines = files.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1))
  return new Set(lines.map((line) => JSON.parse(line).event.id))
}

it('keeps and ships every behaviour through a crash of the broker', async () => {
  const { brokers } = broker
  await createTopics(brokers, ['behaviors', 'behaviors.refused'], 3)
  const kafka = createKafka({ brokers: [brokers], clientId: 'axon-test', ssl: false })
  const writer = await KafkaWriter.open(kafka, 'behaviors')
  expect(await writer.write(documents(0, 100))).toEqual({ refused: [], left: [], failure: null })
  const args = [
    '--brokers',
    brokers,
    '--from',
    'kafka:behaviors',
    '--to',
    `file:${folder}`,
    '--log-format',
    'json',
  ]
  const child = start(['forward', ...args, '--session-timeout', '6'])
  let log = ''
  child.stderr!.on('data', (text) => {
    log += text
  })
  const ended = finished(child)
  expect(await waitUntil(() => shippedIds().size === 100, PATIENCE_MS)).toBe(true)

  await broker.crash()
  const unheard = await writer.write(documents(100, 100))
  expect([unheard.left.length, unheard.failure]).toEqual([100, expect.any(String)])
  expect(await waitUntil(() => log.includes('"event":"source-away"'), PATIENCE_MS)).toBe(true)
  await broker.resume()

  let { left } = unheard
  const isKept = async () => {
    left = (await writer.write(left)).left
    return left.length === 0
  }
  expect(await waitUntil(isKept, PATIENCE_MS)).toBe(true)
  expect(await waitUntil(() => shippedIds().size === 200, PATIENCE_MS)).toBe(true)
  child.kill('SIGTERM')
  expect((await ended).code).toBe(143)
  await writer.close()
})
