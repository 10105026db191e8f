import { exactJson, parseExactly } from '../messages/exact-json.ts'
import { parseIsoInstant } from '../messages/parse-iso-instant.ts'
import type { SourceMessage } from '../pipeline/source-slice.ts'

const OPENING_BRACE = 0x7b
const SPACE = 0x20
const LOWER_I = 0x69

/** The first key of the lines that `axon dead-letters export` writes. */
const FIRST_KEY = Buffer.from('"id"')

interface Exported {
  readonly createdAt: string
  readonly recordTime: string | null
  readonly messageKey?: string | null
  readonly messageKeyBase64?: string
  /** An object: somebody has edited it so. */
  readonly payload?: string | object | null
  readonly payloadBase64?: string
}

/**
 * The message in a line of exported dead letters, edited or not, with the key and time that it came with; null for any other line.
 * Of a message that was too large only the beginning is there: its line is like any other.
 */
export function exportedMessage({ offset, value }: SourceMessage): SourceMessage | null {
  if (value === null || !mayBeExported(value)) return null
  const json = value.toString()
  const line = parsed(json)
  if (!isExported(line)) return null
  const { createdAt, recordTime } = line
  return {
    offset,
    key: bytesOf(line.messageKey, line.messageKeyBase64),
    value: bytesOf(payloadText(line, json), line.payloadBase64),
    // What asked "now" meant the time at which it was read.
    recordTime: parseIsoInstant(recordTime ?? createdAt),
  }
}

/** Looks at every line, so it looks at a few bytes. */
function mayBeExported(value: Buffer): boolean {
  if (value[0] !== OPENING_BRACE) return false
  let at = 1
  while (value[at] === SPACE) at += 1
  return (
    value[at + 1] === LOWER_I &&
    value.compare(FIRST_KEY, 0, FIRST_KEY.length, at, at + FIRST_KEY.length) === 0
  )
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

function isExported(line: unknown): line is Exported {
  if (typeof line !== 'object' || line === null) return false
  const letter = line as Record<string, unknown>
  const { source, partition, offset, reason, error, status, createdAt, recordTime } = letter
  if (typeof partition !== 'number' || typeof offset !== 'number') return false
  const texts = [source, reason, error, status, createdAt, recordTime ?? '', letter.messageKey ?? '']
  if (texts.some((text) => typeof text !== 'string') || reason === 'MESSAGE_TOO_LARGE') return false
  if (typeof letter.payloadBase64 === 'string') return true
  return typeof letter.payload === 'string' || typeof letter.payload === 'object'
}

function payloadText({ payload }: Exported, json: string): string | null | undefined {
  if (typeof payload !== 'object' || payload === null) return payload
  return exactJson((parseExactly(json) as { payload: unknown }).payload).json
}

function bytesOf(text: string | null | undefined, base64: string | undefined): Buffer | null {
  if (text != null) return Buffer.from(text)
  return base64 === undefined ? null : Buffer.from(base64, 'base64')
}
