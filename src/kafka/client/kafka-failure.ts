import { HaltError } from '../../domain/halt-error.ts'
import type { HaltFacts } from '../../domain/halts.ts'
import { shownBroker } from './broker-address.ts'
import { ADVERTISED, NO_BROKER, SPEAKS_TLS } from './broker-socket.ts'
import { errorCauses, type KafkaError } from './error-causes.ts'
import { isTlsRefusal } from './tls-refusal.ts'

const REFUSED_BY_ACL = /_AUTHORIZATION_FAILED$/
/** A batch that the broker will never take, or a producer that it knows no more. */
const REFUSED_FOR_GOOD = [
  'INVALID_RECORD',
  'INVALID_TIMESTAMP',
  'MESSAGE_TOO_LARGE',
  'OUT_OF_ORDER_SEQUENCE_NUMBER',
  'POLICY_VIOLATION',
  'PRODUCER_FENCED',
  'RECORD_LIST_TOO_LARGE',
  'UNKNOWN_PRODUCER_ID',
]
type GroupRefusal = HaltFacts<'KAFKA_GROUP_REFUSED'>['type']
/** Why this process can't be a member of a group. */
const GROUP_REFUSALS: Readonly<Record<GroupRefusal, string>> = {
  INCONSISTENT_GROUP_PROTOCOL: 'other consumers hold it, which share partitions by another protocol',
  INVALID_GROUP_ID: 'it is no name of a group',
  INVALID_SESSION_TIMEOUT: 'the broker does not allow that session timeout',
}
const OF_OUR_OWN_CODE = ['RangeError', 'ReferenceError', 'SyntaxError', 'TypeError']
const SASL_TYPES = ['SASL_AUTHENTICATION_FAILED', 'UNSUPPORTED_SASL_MECHANISM', 'ILLEGAL_SASL_STATE']

/** What it is about, where kafkajs does not say. */
export interface FailureContext {
  readonly topic?: string
  readonly group?: string
}

/**
 * What an error of kafkajs means: `outage` if the same again later may succeed (a broker is away, a leader is being elected), else
 * the HaltError that says what no retry can cure: who we say we are, the certificate, a permission, a topic that is missing,
 * what is no broker.
 */
export function kafkaFailure(error: unknown, about: FailureContext = {}): 'outage' | HaltError {
  const chain = errorCauses(error)
  const halt = chain.find((cause) => cause instanceof HaltError)
  if (halt) return halt
  for (const cause of chain) {
    const found = haltOf(cause, about, { cause: error })
    if (found !== null) return found
  }
  return 'outage'
}

/** One line about an outage, for people. */
export function outageText(error: unknown): string {
  const chain = errorCauses(error)
  const root = chain.at(-1)
  if (!root) return String(error)
  const message = root.message.replace(/\s+/g, ' ').replace(/^Connection error: /, '')
  const broker = root.broker && shownBroker(root.broker)
  const at = broker && !message.includes(broker) ? ` (${broker})` : ''
  return `${message}${at}`
}

/** True if brokers have named an address that can't be reached. */
export const isAdvertised = (error: unknown): boolean =>
  String(errorCauses(error).at(-1)?.code ?? '').startsWith(ADVERTISED)

/** True if the broker ended the connection: perhaps it wants TLS, or a login. */
export function isCutOff(error: unknown): boolean {
  const root = errorCauses(error).at(-1)
  return root?.name === 'KafkaJSConnectionClosedError' || root?.code === 'ECONNRESET'
}

function haltOf(cause: KafkaError, about: FailureContext, options: ErrorOptions): HaltError | null {
  const { name, type = '', code, topic = about.topic, broker, message } = cause
  const reason = sentence(message)
  const found = message.replace(/^Connection error: /, '')
  if (code === NO_BROKER) return new HaltError('KAFKA_NOT_FOUND', { found }, options)
  if (code === SPEAKS_TLS) return new HaltError('KAFKA_WANTS_TLS', { found }, options)
  if (name === 'KafkaJSSASLAuthenticationError' || SASL_TYPES.includes(type)) {
    return new HaltError('KAFKA_LOGIN_REFUSED', { reason }, options)
  }
  if (isTlsRefusal(code, message)) {
    const facts = { reason: sentence(found), broker: broker ? shownBroker(broker) : undefined }
    return new HaltError('KAFKA_TLS_FAILED', facts, options)
  }
  if (REFUSED_BY_ACL.test(type)) return new HaltError('KAFKA_ACCESS_REFUSED', { topic, type }, options)
  if (type === 'UNKNOWN_TOPIC_OR_PARTITION' || type === 'INVALID_TOPIC_EXCEPTION') {
    return new HaltError('KAFKA_TOPIC_NOT_FOUND', { topic, isRead: false }, options)
  }
  if (isGroupRefusal(type)) {
    const facts = { group: about.group, type, problem: GROUP_REFUSALS[type] }
    return new HaltError('KAFKA_GROUP_REFUSED', facts, options)
  }
  if (type === 'UNSUPPORTED_VERSION' || name === 'KafkaJSServerDoesNotSupportApiKey') {
    return new HaltError('KAFKA_VERSION_UNUSABLE', { reason }, options)
  }
  if (REFUSED_FOR_GOOD.includes(type)) {
    return new HaltError('KAFKA_RECORDS_REFUSED', { topic, type, reason }, options)
  }
  if (OF_OUR_OWN_CODE.includes(name)) return new HaltError('KAFKA_CLIENT_FAILED', { reason }, options)
  return null
}

const isGroupRefusal = (type: string): type is GroupRefusal => Object.hasOwn(GROUP_REFUSALS, type)

const sentence = (message: string): string => message.replace(/\s+/g, ' ').replace(/[.:]+$/, '')
