import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { KafkaBroker } from '../../services/kafka/kafka-broker.ts'
import { axon } from '../axon.ts'
import { withLines } from '../replay-lines.ts'
import { click } from '../shop.ts'
import { ownTopics } from './own-topics.ts'

let broker: KafkaBroker
let topics: string
beforeAll(async () => {
  broker = await KafkaBroker.start({ secured: true })
  topics = (await ownTopics(broker.brokers, 1)).list
})
afterAll(() => broker?.stop())

const SECRET = 'axon-secret'

/** `axon produce` of one line, with a login or with TLS. */
function produce(brokers: string, options: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const all = ['--brokers', brokers, '--topics', topics, '--retries', '1', ...options]
  return withLines([click(1)], (file) => axon(['produce', file, ...all], { env }))
}

const login = (mechanism: string, user = 'axon') => ['--sasl-mechanism', mechanism, '--sasl-username', user]

describe.each(['plain', 'scram-sha-256', 'scram-sha-512'])('a login with %s', (mechanism) => {
  it('works with the right password', async () => {
    const { code, stderr } = await produce(broker.saslBrokers, login(mechanism), {
      KAFKA_SASL_PASSWORD: SECRET,
    })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })

  it('ends with one line at a wrong password, which it does not print', async () => {
    const { code, stdout, stderr } = await produce(broker.saslBrokers, login(mechanism), {
      KAFKA_SASL_PASSWORD: 'not-the-secret',
    })
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/^axon: Kafka refused the login: [^\n]+: check --sasl-mechanism, [^\n]+\n$/)
    expect(stderr).not.toContain('not-the-secret')
  })
})

describe('what the environment and files say', () => {
  it('is used: mechanism, user and password', async () => {
    const file = join(broker.folder, 'password')
    writeFileSync(file, `${SECRET}\n`)
    const env = {
      KAFKA_SASL_MECHANISM: 'PLAIN',
      KAFKA_SASL_USERNAME: 'axon',
      KAFKA_SASL_PASSWORD_FILE: file,
      KAFKA_SASL_PASSWORD: 'not-the-secret',
    }
    const { code, stderr } = await produce(broker.saslBrokers, [], env)
    rmSync(file)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })
})

describe('a user without permission', () => {
  it('ends with one line that names it', async () => {
    const { code, stderr } = await produce(broker.saslBrokers, login('plain', 'guest'), {
      KAFKA_SASL_PASSWORD: 'guest-secret',
    })
    expect(code).toBe(1)
    expect(stderr).toMatch(/^axon: Kafka refused access [^\n]*\(\w+_AUTHORIZATION_FAILED\): [^\n]+\n$/)
  })
})

describe('TLS', () => {
  it('works with the CA that signed the certificate', async () => {
    const { code, stderr } = await produce(broker.sslBrokers, ['--ssl', '--ssl-ca', broker.caFile])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })

  it('ends with one line if the certificate is not trusted', async () => {
    const { code, stderr } = await produce(broker.sslBrokers, [], { KAFKA_SSL: 'true' })
    expect(code).toBe(1)
    expect(stderr).toMatch(
      /^axon: TLS with Kafka failed \([^\n]*certificate[^\n]*\): check --ssl-ca[^\n]+\n$/,
    )
  })

  it('is never left out: a port that does not speak it is not used, nor one that asks for it without', async () => {
    for (const [brokers, options, said] of [
      [
        broker.brokers,
        ['--ssl', '--ssl-ca', broker.caFile],
        /reached: .*: perhaps it does not speak TLS: gave up/,
      ],
      [broker.sslBrokers, [], /reached without TLS: .* speaks TLS: connect with --ssl$/],
      [broker.saslBrokers, [], /reached: .*TLS \(--ssl\) or SASL/],
    ] as const) {
      const { code, stdout, stderr } = await produce(brokers, options)
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
      expect(stderr.trimEnd().split('\n').at(-1)).toMatch(said)
    }
  })
})
