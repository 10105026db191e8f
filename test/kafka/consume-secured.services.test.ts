import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { KafkaBroker } from '../../services/kafka/kafka-broker.ts'
import { kafkaTool } from '../../services/kafka/kafka-tool.ts'
import { makeCertificates } from '../../services/kafka/make-certificates.ts'
import { axon } from '../axon.ts'
import { databases } from '../databases.ts'
import { click, SHOP } from '../shop.ts'
import { KafkaSale } from './kafka-sale.ts'

let broker: KafkaBroker
let sale: KafkaSale
beforeAll(async () => {
  broker = await KafkaBroker.start({ secured: true })
  const database = await databases[0]!.create()
  sale = await KafkaSale.create({ brokers: broker.brokers, partitions: 2, database, shop: SHOP })
})
afterAll(async () => {
  await sale?.drop()
  await broker?.stop()
})

function consume(brokers: string, options: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const args = ['--exit-when-idle', '1', '--json', '--from-beginning', '--brokers', brokers, ...options]
  return axon(sale.consume(...args), { env })
}

const login = (user = 'axon') => ['--sasl-mechanism', 'scram-sha-512', '--sasl-username', user]
const saidBy = (stderr: string) => stderr.split('\n').filter((line) => line.startsWith('axon:'))

it('reads through a login and through TLS', async () => {
  await sale.send(sale.commands, [{ value: click(1) }])
  const first = await consume(broker.saslBrokers, login(), { KAFKA_SASL_PASSWORD: 'axon-secret' })
  expect(JSON.parse(first.stdout)).toMatchObject({ read: 1, approved: 1 })
  expect(first.stderr).not.toContain('axon-secret')
  await sale.send(sale.commands, [{ value: click(2) }])
  const second = await consume(broker.sslBrokers, ['--ssl', '--ssl-ca', broker.caFile])
  expect(JSON.parse(second.stdout)).toMatchObject({ read: 1, approved: 1 })
})

it('ends with one line at a wrong password, which it does not print', async () => {
  const { code, stdout, stderr } = await consume(broker.saslBrokers, login(), {
    KAFKA_SASL_PASSWORD: 'not-the-secret',
  })
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(saidBy(stderr)).toEqual([
    expect.stringMatching(/^axon: Kafka refused the login: .*--sasl-mechanism/),
  ])
  expect(stderr).not.toContain('not-the-secret')
})

it('ends with one line at a certificate that another authority signed', async () => {
  const { caFile } = await makeCertificates(join(broker.folder, 'others'))
  const { code, stderr } = await consume(broker.sslBrokers, ['--ssl', '--ssl-ca', caFile])
  expect(code).toBe(1)
  expect(saidBy(stderr)).toEqual([expect.stringMatching(/^axon: TLS with Kafka failed .*--ssl-ca/)])
})

it('ends with one line when the user may not read the topic', async () => {
  const env = { KAFKA_SASL_PASSWORD: 'guest-secret' }
  const { code, stderr } = await consume(broker.saslBrokers, login('guest'), env)
  expect(code).toBe(1)
  expect(saidBy(stderr)).toEqual([expect.stringMatching(/^axon: Kafka refused (access|the login)/)])
})

it.each(['gzip', 'snappy', 'lz4', 'zstd'])(
  "reads what Kafka's own producer compressed with %s",
  async (codec) => {
    const users = Array.from({ length: 20 }, (_, index) => JSON.stringify(click(1_000 + index)))
    await kafkaTool(
      'org.apache.kafka.tools.ConsoleProducer',
      ['--bootstrap-server', broker.brokers, '--topic', sale.commands, '--compression-codec', codec],
      `${users.join('\n')}\n`,
    )
    const { code, stdout } = await consume(broker.brokers, [])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ read: 20, deadLetter: 0 })
  },
)
