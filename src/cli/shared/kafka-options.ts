import { readFileSync } from 'node:fs'
import { type Command, InvalidArgumentError, Option } from 'commander'
import type { KafkaOptions, SaslMechanism, SaslOptions } from '../../kafka/client/kafka-options.ts'
import { SASL_MECHANISMS } from '../../kafka/client/kafka-options.ts'
import { brokerList } from './broker-list.ts'
import { CommandError } from './command-error.ts'
import { environmentOption } from './environment-option.ts'

/** What {@link withKafka} adds to a command's options. */
export interface KafkaFlags {
  readonly brokers: readonly string[]
  readonly clientId: string
  readonly ssl?: boolean
  readonly sslCa?: string
  readonly saslMechanism?: SaslMechanism
  readonly saslUsername?: string
  readonly saslPasswordFile?: string
}

/** Adds the options of every command that talks to Kafka. */
export const withKafka = (command: Command): Command =>
  command
    .addOption(
      environmentOption(
        'KAFKA_BROKERS',
        new Option('--brokers <list>', 'Kafka brokers: host:port, separated by commas')
          .default(['127.0.0.1:9092'], '127.0.0.1:9092')
          .argParser(brokerList),
      ),
    )
    .addOption(
      environmentOption(
        'KAFKA_CLIENT_ID',
        new Option('--client-id <name>', 'how the broker names this client').default('axon'),
      ),
    )
    .option('--ssl', 'connect with TLS (env: KAFKA_SSL=true)')
    .addOption(
      environmentOption(
        'KAFKA_SSL_CA',
        new Option('--ssl-ca <file>', "PEM file of the authorities to trust, instead of the system's"),
      ),
    )
    .addOption(
      environmentOption(
        'KAFKA_SASL_MECHANISM',
        new Option('--sasl-mechanism <name>', `log in with SASL: ${SASL_MECHANISMS.join(', ')}`).argParser(
          saslMechanism,
        ),
      ),
    )
    .addOption(
      environmentOption(
        'KAFKA_SASL_USERNAME',
        new Option('--sasl-username <name>', 'the password: KAFKA_SASL_PASSWORD or --sasl-password-file'),
      ),
    )
    .addOption(
      environmentOption(
        'KAFKA_SASL_PASSWORD_FILE',
        new Option('--sasl-password-file <file>', 'file that holds the password on its first line'),
      ),
    )

/**
 * How to connect, by flags and environment. Half of a login or of TLS is refused, never left out in silence.
 * @throws CommandError
 */
export function readKafkaOptions(
  flags: KafkaFlags,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): KafkaOptions {
  const { brokers, clientId } = flags
  const ssl = flags.ssl ?? isOn('KAFKA_SSL', environment.KAFKA_SSL)
  const sslCa = flags.sslCa || undefined
  if (sslCa !== undefined && !ssl)
    throw new CommandError('--ssl-ca is given without --ssl: add --ssl to connect with TLS', 2)
  const sasl = readSasl(flags, environment.KAFKA_SASL_PASSWORD)
  return { brokers, clientId, ssl, ...(sslCa !== undefined && { caFile: sslCa }), ...(sasl && { sasl }) }
}

function readSasl(flags: KafkaFlags, passwordInEnvironment: string | undefined): SaslOptions | null {
  const { saslMechanism: mechanism, saslUsername: username, saslPasswordFile: file } = flags
  if (!mechanism && !username && !file) return null
  if (!mechanism) {
    throw new CommandError(
      `a SASL login is given without --sasl-mechanism: one of ${SASL_MECHANISMS.join(', ')}`,
      2,
    )
  }
  if (!username) throw new CommandError('--sasl-mechanism is given without --sasl-username', 2)
  const password = file ? readPassword(file) : passwordInEnvironment
  if (!password) {
    throw new CommandError(
      'the SASL password is missing: set KAFKA_SASL_PASSWORD, or name its file with --sasl-password-file',
      2,
    )
  }
  return { mechanism, username, password }
}

/** As in the settings of Java's clients, capitals make no difference; nothing at all counts as not given. */
function saslMechanism(name: string): SaslMechanism | undefined {
  const mechanism = SASL_MECHANISMS.find((known) => known === name.toLowerCase())
  if (mechanism || name === '') return mechanism
  throw new InvalidArgumentError(`It must be one of ${SASL_MECHANISMS.join(', ')}.`)
}

function isOn(name: string, value = ''): boolean {
  const text = value.trim().toLowerCase()
  if (['1', 'true', 'yes', 'on'].includes(text)) return true
  if (['', '0', 'false', 'no', 'off'].includes(text)) return false
  throw new CommandError(`${name} must be true or false, not ${JSON.stringify(value)}`, 2)
}

function readPassword(file: string): string {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/, 1)[0]!
  } catch (error) {
    throw new CommandError(`the SASL password file ${file} can't be read: ${(error as Error).message}`, 2, {
      cause: error,
    })
  }
}
