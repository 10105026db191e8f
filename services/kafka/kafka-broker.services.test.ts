import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Kafka, logLevel } from 'kafkajs'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { packageRoot } from '../../src/package-root.ts'
import { waitUntil } from '../wait-until.ts'
import { brokerAnswers } from './broker-answers.ts'
import { KafkaBroker } from './kafka-broker.ts'

const STARTER = `
  import { KafkaBroker } from './services/kafka/kafka-broker.ts'
  console.log((await KafkaBroker.start()).folder)
  setInterval(() => {}, 60_000)
`
const PRODUCER = 'org.apache.kafka.tools.ConsoleProducer'
const CONSUMER = 'org.apache.kafka.tools.consumer.ConsoleConsumer'

it('shares one broker among the test files', async () => {
  expect(await brokerAnswers(inject('kafkaBrokers'))).toBe(true)
})

describe('a broker', () => {
  let broker: KafkaBroker
  beforeAll(async () => {
    broker = await KafkaBroker.start()
  })
  afterAll(() => broker.stop())

  it('keeps what was produced, and its ports, when it is killed and started again', async () => {
    await broker.createTopic('kept', 2, { 'max.message.bytes': '3000000' })
    const { brokers, pid } = broker
    const target = ['--bootstrap-server', brokers, '--topic', 'kept']
    await broker.tool(PRODUCER, [...target, '--compression-codec', 'zstd'], 'one\n둘\nthree\n')

    await broker.restart()

    expect(broker.brokers).toBe(brokers)
    expect(broker.pid).not.toBe(pid)
    const output = await broker.tool(CONSUMER, [...target, '--from-beginning', '--max-messages', '3'])
    expect(output.trim().split('\n').sort()).toEqual(['one', 'three', '둘'])
  })

  it('does not answer while it is crashed', async () => {
    await broker.crash()
    expect(await brokerAnswers(broker.brokers)).toBe(false)
    await broker.resume()
    expect(await brokerAnswers(broker.brokers)).toBe(true)
  })

  it('says what a tool complains about', async () => {
    const target = ['--bootstrap-server', broker.brokers, '--topic', 'kept']
    await expect(broker.tool(PRODUCER, [...target, '--no-such-option'])).rejects.toThrow('no-such-option')
  })

  it('leaves a topic that exists as it is', async () => {
    await broker.createTopic('twice', 1)
    await broker.createTopic('twice', 1)
  })

  it('is found by the folder of its data as long as it runs', async () => {
    const found = await KafkaBroker.find(broker.folder)
    expect(found?.brokers).toBe(broker.brokers)
    await broker.stop()
    expect(broker.isRunning()).toBe(false)
    expect(await KafkaBroker.find(broker.folder)).toBeNull()
  })
})

it('ends with the process that started it, even if that is killed', async () => {
  const starter = spawn(process.execPath, ['--import', 'tsx', '--input-type', 'module', '--eval', STARTER], {
    cwd: packageRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [folder] = (await once(createInterface(starter.stdout), 'line')) as [string]
  try {
    expect(await KafkaBroker.find(folder)).not.toBeNull()
    starter.kill('SIGKILL')
    expect(await waitUntil(async () => (await KafkaBroker.find(folder)) === null, 30_000)).toBe(true)
  } finally {
    starter.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
})

describe('a secured broker', () => {
  let broker: KafkaBroker
  beforeAll(async () => {
    broker = await KafkaBroker.start({ secured: true })
    await broker.createTopic('secured', 1)
  })
  afterAll(() => broker.stop())

  async function produce(options: Partial<ConstructorParameters<typeof Kafka>[0]>): Promise<void> {
    const kafka = new Kafka({
      brokers: [],
      connectionTimeout: 20_000,
      logLevel: logLevel.NOTHING,
      retry: { retries: 0 },
      ...options,
    })
    const producer = kafka.producer()
    try {
      await producer.connect()
      await producer.send({ topic: 'secured', messages: [{ value: 'hello' }] })
    } finally {
      await producer.disconnect()
    }
  }

  it.each(['plain', 'scram-sha-256', 'scram-sha-512'] as const)(
    'checks passwords with %s',
    async (mechanism) => {
      const login = (username: string, password: string) =>
        produce({ brokers: [broker.saslBrokers], sasl: { mechanism, username, password } as never })
      await login('axon', 'axon-secret')
      await expect(login('axon', 'wrong')).rejects.toThrow(/authentication failed/i)
      await expect(login('guest', 'guest-secret')).rejects.toThrow(/not authorized/i)
    },
  )

  it('shows a certificate of its own CA', async () => {
    const brokers = [broker.sslBrokers]
    await produce({ brokers, ssl: { ca: [readFileSync(broker.caFile)] } })
    await expect(produce({ brokers, ssl: true })).rejects.toThrow('self-signed certificate')
  })
})
