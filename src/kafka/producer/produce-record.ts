import { isUtf8 } from 'node:buffer'
import { decodeMessage } from '../../messages/decode-message.ts'
import { idRule } from '../../messages/field-rules.ts'
import type { MessageKind } from '../../messages/message.ts'
import { kindOfFields } from '../../messages/message.ts'
import type { SourceMessage } from '../../pipeline/source-slice.ts'
import { type MessageAddress, messageAddress } from './message-address.ts'
import type { OutgoingRecord } from './publisher.ts'

/** A line on its way to Kafka. */
export interface LineRecord extends OutgoingRecord {
  readonly line: number
}

/** A line that is left out, and why. */
export interface LeftOut {
  readonly line: number
  readonly reason: string
  /** There is no topic for messages of this kind. */
  readonly noTopicFor?: MessageKind
}

export interface ProduceRules {
  /** Where each kind goes; a kind without a topic is left out. */
  readonly topics: ReadonlyMap<MessageKind, string>
  /** Invalid lines are sent too. */
  readonly raw: boolean
}

/** What to publish for a line (CONTRACT §1: topic and key), or why nothing. */
export function produceRecord(message: SourceMessage, { topics, raw }: ProduceRules): LineRecord | LeftOut {
  const { offset: line, value } = message
  if (message.tooLarge) {
    const limit = raw ? '16 MiB' : '1 MiB'
    return {
      line,
      reason: `MESSAGE_TOO_LARGE: it has ${message.tooLarge.length} bytes, ${limit} is the limit`,
    }
  }
  const decoded = decodeMessage({ value, recordTime: message.recordTime }, null)
  if ('outcome' in decoded && !raw) return { line, reason: `${decoded.reason}: ${decoded.error}` }
  const { kind, key } = 'outcome' in decoded ? addressOfInvalid(value!) : messageAddress(decoded)
  const topic = topics.get(kind)
  if (topic === undefined) return { line, reason: `there is no topic for ${kind}s`, noTopicFor: kind }
  return { line, topic, key, value }
}

/** As far as the bytes can be told apart; else the commands' topic, without a key. */
function addressOfInvalid(bytes: Buffer): MessageAddress {
  const fields = fieldsOf(bytes)
  const kind = fields && kindOfFields(fields)
  if (!kind) return { kind: 'command', key: null }
  const id = idRule.read(kind === 'command' ? fields.campaignActivityId : fields.userId)
  return { kind, key: id === null ? null : String(id) }
}

function fieldsOf(bytes: Buffer): Record<string, unknown> | null {
  if (!isUtf8(bytes)) return null
  try {
    const parsed: unknown = JSON.parse(bytes.toString())
    return typeof parsed === 'object' ? (parsed as Record<string, unknown> | null) : null
  } catch {
    return null
  }
}
