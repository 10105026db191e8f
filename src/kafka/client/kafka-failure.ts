import { HaltError } from '../../domain/halt-error.ts'
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
const OF_OUR_OWN_CODE = ['RangeError', 'ReferenceError', 'SyntaxError', 'TypeError']
const SASL_TYPES = ['SASL_AUTHENTICATION_FAILED', 'UNSUPPORTED_SASL_MECHANISM', 'ILLEGAL_SASL_STATE']

/**
 * What an error of kafkajs means: `outage` if the same again later may succeed (a broker is away, a leader is being elected), else
 * the HaltError (exit 1) that says what no retry can cure: who we say we are, the certificate, a permission, a topic that is missing.
 */
export function kafkaFailure(error: unknown, topic?: string): 'outage' | HaltError {
  const chain = errorCauses(error)
  const halt = chain.find((cause) => cause instanceof HaltError)
  if (halt) return halt
  for (const cause of chain) {
    const reason = haltReason(cause, topic)
    if (reason !== null) return new HaltError(reason, 1, { cause: error })
  }
  return 'outage'
}

/** One line about an outage, for people. */
export function outageText(error: unknown): string {
  const chain = errorCauses(error)
  const root = chain.at(-1)
  if (!root) return String(error)
  const message = root.message.replace(/\s+/g, ' ').replace(/^Connection error: /, '')
  const at = root.broker && !message.includes(root.broker) ? ` (${root.broker})` : ''
  const isCutOff = root.name === 'KafkaJSConnectionClosedError' || root.code === 'ECONNRESET'
  const hint = isCutOff ? ': if this goes on, check whether that port wants TLS (--ssl) or SASL' : ''
  return `${message}${at}${hint}`
}

function haltReason(cause: KafkaError, askedFor: string | undefined): string | null {
  const { name, type = '', code, topic = askedFor, broker, message } = cause
  const at = broker ? ` by ${broker}` : ''
  if (name === 'KafkaJSSASLAuthenticationError' || SASL_TYPES.includes(type)) {
    return `Kafka refused the login: ${sentence(message)}: check --sasl-mechanism, --sasl-username and the password`
  }
  if (isTlsRefusal(code, message)) {
    const what = sentence(message.replace(/^Connection error: /, ''))
    return `TLS with Kafka failed (${what}): check --ssl-ca and the certificate shown${at || ' by the broker'}`
  }
  if (REFUSED_BY_ACL.test(type)) {
    return `Kafka refused access${topic ? ` to ${topic}` : ''} (${type}): give this user the permission (ACL)`
  }
  if (type === 'UNKNOWN_TOPIC_OR_PARTITION' || type === 'INVALID_TOPIC_EXCEPTION') {
    return `the Kafka topic ${topic ?? 'asked for'} does not exist: create it first, Axon never creates topics`
  }
  if (type === 'UNSUPPORTED_VERSION' || name === 'KafkaJSServerDoesNotSupportApiKey') {
    return `the Kafka broker is of a version that can't be used: ${sentence(message)}`
  }
  if (REFUSED_FOR_GOOD.includes(type)) {
    return `Kafka refused records${topic ? ` for ${topic}` : ''} (${type}): ${sentence(message)}`
  }
  if (OF_OUR_OWN_CODE.includes(name)) return `unexpected error in the Kafka client: ${sentence(message)}`
  return null
}

const sentence = (message: string): string => message.replace(/\s+/g, ' ').replace(/[.:]+$/, '')
