import { isUtf8 } from 'node:buffer'
import { formatCount } from '../../domain/format-count.ts'
import { errorText } from '../../domain/shown-text.ts'

const PREVIEW_BYTES = 512
const BYTES_PER_LINE = 16

/** Bytes as a terminal may show them: UTF-8 as text with control characters escaped, others as the first of them in hex. */
export function bytesText(bytes: Buffer): string {
  if (isUtf8(bytes)) return errorText(bytes.toString(), Number.POSITIVE_INFINITY)
  const lines: string[] = []
  for (let at = 0; at < Math.min(bytes.length, PREVIEW_BYTES); at += BYTES_PER_LINE) {
    const line = bytes.subarray(at, Math.min(at + BYTES_PER_LINE, PREVIEW_BYTES))
    const hex = [...line].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')
    const ascii = line.toString('latin1').replace(/[^ -~]/g, '.')
    lines.push(`${at.toString(16).padStart(6, '0')}  ${hex.padEnd(BYTES_PER_LINE * 3)} ${ascii}`)
  }
  const more = bytes.length - PREVIEW_BYTES
  if (more > 0) lines.push(`… ${formatCount(more)} more bytes: export has all of them`)
  return ['not UTF-8:', ...lines].join('\n')
}
