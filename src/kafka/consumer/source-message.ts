import { createHash } from 'node:crypto'
import type { KafkaMessage } from 'kafkajs'
import {
  KEPT_BYTES_OF_TOO_LARGE,
  MAX_MESSAGE_BYTES,
  type SourceMessage,
} from '../../pipeline/source-slice.ts'

/** A Kafka record as the pipeline sees it. Of one over 1 MiB only the start is kept, with its length and hash (CONTRACT §1). */
export function sourceMessage({ offset, key, value, timestamp }: KafkaMessage): SourceMessage {
  const recordTime = Number(timestamp)
  const message = {
    offset: Number(offset),
    key: key ?? null,
    value: value ?? null,
    recordTime: recordTime >= 0 ? recordTime : null,
  }
  if (!message.value || message.value.length <= MAX_MESSAGE_BYTES) return message
  return {
    ...message,
    // Copies: what kafkajs hands out is a part of the whole answer of the broker.
    key: message.key && Buffer.from(message.key),
    value: Buffer.from(message.value.subarray(0, KEPT_BYTES_OF_TOO_LARGE)),
    tooLarge: {
      length: message.value.length,
      sha256: createHash('sha256').update(message.value).digest('hex'),
    },
  }
}
