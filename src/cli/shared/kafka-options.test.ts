import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command, CommanderError } from 'commander'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { type KafkaFlags, readKafkaOptions, withKafka } from './kafka-options.ts'

const folder = mkdtempSync(join(tmpdir(), 'axon-kafka-options-'))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.unstubAllEnvs())

function parse(args: readonly string[], environment: Record<string, string> = {}) {
  const command = withKafka(new Command('test'))
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
  command.parse(args, { from: 'user' })
  return readKafkaOptions(command.opts<KafkaFlags>(), environment)
}

const DEFAULTS = { brokers: ['127.0.0.1:9092'], clientId: 'axon', ssl: false }

describe('the options of a Kafka connection', () => {
  it('need not be given', () => {
    expect(parse([])).toEqual(DEFAULTS)
  })

  it('name several brokers', () => {
    expect(parse(['--brokers', 'a:1, b.example:65535,']).brokers).toEqual(['a:1', 'b.example:65535'])
  })

  it.each([
    ['[::1]:9092', ['[::1]:9092']],
    ['[2001:db8::7]:9093,a:1', ['[2001:db8::7]:9093', 'a:1']],
    [' a:1 ,, b:2\r\n,', ['a:1', 'b:2']],
  ])('take %j as brokers', (list, brokers) => {
    expect(parse(['--brokers', list]).brokers).toEqual(brokers)
  })

  it.each([
    ['a', 'write a:9092, or its port'],
    ['a:', 'It must be host:port'],
    ['a:0', 'It must be host:port'],
    ['a:65536', 'It must be host:port'],
    ['a:1 b:2', 'It must be host:port'],
    ['kafka://a:1', 'write a:1'],
    ['PLAINTEXT://[::1]:9092', 'write [::1]:9092'],
    ['::1:9092', 'write [::1]:9092'],
    ['2001:db8::7', 'write [2001:db8::7]:9092'],
    ['[::1]', 'write [::1]:9092, or its port'],
    ['[a]:9092', 'It must be host:port'],
    ['', 'at least one broker'],
    [' , ', 'at least one broker'],
  ])('refuse %j as brokers, with what to write: %s', (list, cure) => {
    expect(() => parse(['--brokers', list])).toThrow(CommanderError)
    expect(() => parse(['--brokers', list])).toThrow(cure)
  })

  it('take what the environment sets to nothing as not set', () => {
    for (const name of [
      'BROKERS',
      'CLIENT_ID',
      'SSL_CA',
      'SASL_MECHANISM',
      'SASL_USERNAME',
      'SASL_PASSWORD_FILE',
    ])
      for (const nothing of ['', ' ']) {
        vi.stubEnv(`KAFKA_${name}`, nothing)
        expect(parse([], { KAFKA_SSL: nothing, KAFKA_SASL_PASSWORD: nothing })).toEqual(DEFAULTS)
      }
    vi.stubEnv('KAFKA_BROKERS', 'a:1')
    expect(parse([]).brokers).toEqual(['a:1'])
  })

  it('take TLS from the environment if it says yes, and refuse what is neither yes nor no', () => {
    expect(parse([], { KAFKA_SSL: 'TRUE' }).ssl).toBe(true)
    for (const no of ['', '0', 'false']) expect(parse([], { KAFKA_SSL: no }).ssl).toBe(false)
    expect(() => parse([], { KAFKA_SSL: 'maybe' })).toThrow('KAFKA_SSL must be true or false, not "maybe"')
  })

  it('take a login whole, with the password from a file before the environment', () => {
    const file = join(folder, 'password')
    writeFileSync(file, 'from file\r\nmore\n')
    const login = ['--sasl-mechanism', 'SCRAM-SHA-512', '--sasl-username', 'me']
    expect(parse(login, { KAFKA_SASL_PASSWORD: 'from environment' }).sasl).toEqual({
      mechanism: 'scram-sha-512',
      username: 'me',
      password: 'from environment',
    })
    const withFile = [...login, '--sasl-password-file', file]
    expect(parse(withFile, { KAFKA_SASL_PASSWORD: 'x' }).sasl?.password).toBe('from file')
  })

  it.each([
    [['--ssl-ca', 'ca.pem'], '--ssl-ca is given without --ssl'],
    [['--sasl-username', 'me'], 'without --sasl-mechanism'],
    [['--sasl-mechanism', 'plain'], 'without --sasl-username'],
    [['--sasl-mechanism', 'plain', '--sasl-username', 'me'], 'the SASL password is missing'],
    [
      ['--sasl-mechanism', 'plain', '--sasl-username', 'me', '--sasl-password-file', join(folder, 'none')],
      "can't be read",
    ],
  ])('refuse half of a thing: %j', (args, problem) => {
    expect(() => parse(args)).toThrow(
      expect.objectContaining({
        name: 'CommandError',
        exitCode: 2,
        message: expect.stringContaining(problem),
      }),
    )
  })
})
