import { kindOfFields } from '../../messages/message.ts'
import { endOfValue } from './end-of-value.ts'
import type { ForeignFormat } from './foreign-format.ts'

/**
 * Whether the text is JSON that is not one object per line: an array of objects, or objects that are spread over lines. Null where
 * a line of it is a message: then what comes first is merely wrong. `isWhole`: nothing follows it.
 */
export function jsonLayout(text: string, isWhole: boolean): ForeignFormat | null {
  const isArray = /^\s*\[\s*\{/.test(text)
  if (!isArray && !/^\s*\{/.test(text)) return null
  const end = endOfValue(text)
  if (end === 'invalid') return null
  const isOneValue = isWhole && end !== 'cut' && text.slice(end).trim() === ''
  const isOnOneLine = !(end === 'cut' ? text : text.slice(0, end)).trim().includes('\n')
  const format = isArray ? 'json-array' : 'pretty-json'
  // One object on one line is JSONL, and so is a list on a line before others.
  if (isOnOneLine) return isArray && (isOneValue || (end === 'cut' && !isWhole)) ? format : null
  return isOneValue || !text.split('\n').some(isMessage) ? format : null
}

function isMessage(line: string): boolean {
  if (!/^\s*\{.*\}\s*$/.test(line)) return false
  try {
    return kindOfFields(JSON.parse(line)) !== null
  } catch {
    return false
  }
}
