import { isUtf8 } from 'node:buffer'
import { problem } from '../problems/problem.ts'
import type { Answer } from '../routes/answer.ts'

/** Levels of nesting that a body may have, the outermost included. */
const MAX_DEPTH = 32

const QUOTE = 0x22
const BACKSLASH = 0x5c
const OPEN_ARRAY = 0x5b
const CLOSE_ARRAY = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

/** A body that was read: its text and its value. `JSON.parse` makes every key an own property, `__proto__` too: it is data. */
export interface JsonBody {
  readonly text: string
  readonly value: unknown
}

/** Reads a body, or says why not. Duplicate keys: the last one counts (CONTRACT §1). */
export function jsonBody(bytes: Buffer): JsonBody | { readonly refused: Answer } {
  if (!isUtf8(bytes))
    return { refused: problem('INVALID_ENCODING', { detail: 'the bytes of the body are not valid UTF-8' }) }
  if (isTooDeep(bytes))
    return { refused: problem('TOO_DEEP', { detail: `the body has more than ${MAX_DEPTH} levels` }) }
  const text = bytes.toString()
  try {
    return { text, value: JSON.parse(text) }
  } catch (error) {
    return {
      refused: problem('INVALID_JSON', { detail: `the body is not JSON: ${(error as Error).message}` }),
    }
  }
}

function isTooDeep(bytes: Buffer): boolean {
  let depth = 0
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]!
    if (byte === QUOTE) at = endOfString(bytes, at + 1)
    else if (byte === OPEN_ARRAY || byte === OPEN_OBJECT) {
      depth += 1
      if (depth > MAX_DEPTH) return true
    } else if (byte === CLOSE_ARRAY || byte === CLOSE_OBJECT) depth -= 1
  }
  return false
}

function endOfString(bytes: Buffer, from: number): number {
  let at = from
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1
  return at
}
