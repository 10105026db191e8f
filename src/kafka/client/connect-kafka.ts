import { readFileSync } from 'node:fs'
import kafkajs, { type Kafka, type LogEntry, type RetryOptions, type SASLOptions } from 'kafkajs'
import { HaltError } from '../../domain/halt-error.ts'
import { hideColons, shownBroker } from './broker-address.ts'
import { brokerSocketFactory } from './broker-socket.ts'
import { registerCodecs } from './codecs.ts'
import type { KafkaOptions } from './kafka-options.ts'
import { mendKafkajs } from './mend-kafkajs.ts'
import { RETRY_BRIEFLY } from './retry-settings.ts'

export type KafkaLogLevel = 'debug' | 'info' | 'warn' | 'error'
export type KafkaLog = (level: KafkaLogLevel, message: string) => void

const LEVELS: Readonly<Record<number, KafkaLogLevel>> = { 1: 'error', 2: 'warn', 4: 'info', 5: 'debug' }
/** Never reached: the sockets give up sooner, and say where. */
const CONNECTION_TIMEOUT_MS = 10_000

/**
 * A kafkajs client that reads all of Kafka's codecs. Connects to nothing yet. kafkajs reports as errors what it then cures by
 * itself, so its log goes to `log` and never to the terminal. `retry` is what it does about failures before it throws.
 * @throws HaltError if the CA file can't be read.
 */
export function createKafka(
  { brokers, clientId, ssl, caFile, sasl }: KafkaOptions,
  log: KafkaLog = () => {},
  retry: RetryOptions = RETRY_BRIEFLY,
): Kafka {
  registerCodecs()
  mendKafkajs()
  return new kafkajs.Kafka({
    brokers: brokers.map(hideColons),
    socketFactory: brokerSocketFactory(brokers),
    clientId,
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    retry,
    logLevel: kafkajs.logLevel.WARN,
    logCreator: () => (entry) => log(LEVELS[entry.level] ?? 'info', textOf(entry)),
    ssl: ssl && caFile !== undefined ? { ca: [readAuthorities(caFile)] } : ssl,
    ...(sasl ? { sasl: { ...sasl } as SASLOptions } : {}),
  })
}

function textOf({ namespace, log }: LogEntry): string {
  const { message, broker, error } = log as { message: string; broker?: unknown; error?: unknown }
  const at = typeof broker === 'string' ? shownBroker(broker) : broker
  const detail = [at, error].filter((part) => typeof part === 'string').join(': ')
  return `${namespace ? `${namespace}: ` : ''}${message}${detail && ` (${detail})`}`
}

function readAuthorities(path: string): string {
  let pem: string
  try {
    pem = readFileSync(path, 'utf8')
  } catch (error) {
    const { message } = error as Error
    throw new HaltError('KAFKA_CA_NOT_READ', { path, reason: message }, { cause: error })
  }
  if (!pem.includes('-----BEGIN CERTIFICATE-----')) {
    throw new HaltError('KAFKA_CA_EMPTY', { path })
  }
  return pem
}
