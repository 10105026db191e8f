import { binaryFormat } from './binary-format.ts'
import type { ForeignFormat } from './foreign-format.ts'
import { jsonLayout } from './json-layout.ts'
import { tableLayout } from './table-layout.ts'

/** What is looked at: enough for every format, and for some hundred messages. */
export const OPENING_BYTES = 64 * 1024

const RECORD_SEPARATOR = '\u001e'

/**
 * What an input that begins so is instead of JSONL, where that is certain; null: its lines are to be read (CONTRACT §1, *Files*).
 * A file that merely begins with a wrong line is JSONL. `isWhole`: nothing follows the opening.
 */
export function foreignFormatOf(opening: Buffer, isWhole: boolean): ForeignFormat | null {
  const binary = binaryFormat(opening)
  if (binary !== null) return binary
  const text = opening.toString().replace(/^\ufeff/, '')
  if (text.startsWith(RECORD_SEPARATOR)) return 'json-seq'
  if (/^\s*<(?:!doctype|html|\?xml)\b/i.test(text)) return 'markup'
  return jsonLayout(text, isWhole) ?? tableLayout(text, isWhole)
}
