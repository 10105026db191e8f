import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command, CommanderError } from 'commander'
import { afterAll, describe, expect, it } from 'vitest'
import { type KafkaFlags, readKafkaOptions, withKafka } from './kafka-options.ts'

const folder = mkdtempSync(join(tmpdir(), 'axon-kafka-options-'))
afterAll(() => rmSync(folder, { recursive: true }))

function parse(args: readonly string[], environment: Record<string, string> = {}) {
  const command = withKafka(new Command('test'))
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
  command.parse(args, { from: 'user' })
  return readKafkaOptions(command.opts<KafkaFlags>(), environment)
}

describe('the options of a Kafka connection', () => {
  it('need not be given', () => {
    expect(parse([])).toEqual({ brokers: ['127.0.0.1:9092'], clientId: 'axon', ssl: false })
  })

  it('name several brokers', () => {
    expect(parse(['--brokers', 'a:1, b.example:65535,']).brokers).toEqual(['a:1', 'b.example:65535'])
  })

  it.each(['a', 'a:', 'a:0', 'a:65536', 'kafka://a:1', '', ',', '[::1]:9092'])(
    'refuse %j as brokers',
    (list) => {
      expect(() => parse(['--brokers', list])).toThrow(CommanderError)
    },
  )

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
