import { isUtf8 } from 'node:buffer'
import { isoInstant } from '../../domain/iso-instant.ts'
import { terminalJson } from '../../domain/shown-text.ts'
import type { DeadLetterRow } from '../../reads/dead-letters/dead-letter-row.ts'

/**
 * A dead letter as one line of JSON, without its line feed. Bytes that are UTF-8 are text (`payload`, `messageKey`), others
 * base64 (`payloadBase64`, `messageKeyBase64`). Control characters are escaped: a terminal may show the line.
 */
export function exportedDeadLetter({
  messageKey,
  payload,
  createdAt,
  recordTime,
  ...row
}: DeadLetterRow): string {
  const { id, source, partition, offset, messageKind, reason, error, status } = row
  return terminalJson({
    id,
    source,
    partition,
    offset,
    reason,
    error,
    status,
    createdAt: isoInstant(createdAt),
    recordTime: recordTime === null ? null : isoInstant(recordTime),
    messageKind,
    ...bytesAs('messageKey', messageKey),
    ...bytesAs('payload', payload),
  })
}

function bytesAs(name: string, bytes: Buffer | null): Record<string, string | null> {
  if (bytes === null) return { [name]: null }
  return isUtf8(bytes) ? { [name]: bytes.toString() } : { [`${name}Base64`]: bytes.toString('base64') }
}
