import type { ForeignFormat } from './foreign-format.ts'

const FORMATS = { ',': 'csv', ';': 'semicolon-csv', '\t': 'tsv' } as const
const SEPARATORS = [',', ';', '\t'] as const

/** U+FFFD stands for bytes of another encoding, such as EUC-KR. */
const COLUMN_NAME = /^"?[\p{L}_\ufffd][\p{L}\p{N}_\ufffd .()/-]*"?$/u

const FIELD_OF_A_MESSAGE =
  /^"?(?:campaignActivity(?:Id|Type)|userId|productId|eventId|triggerType|occurredAt|messageId)"?$/

/** Lines without a header are a table if they have so many separators, each as many as the others. */
const MIN_SEPARATORS = 2

/** Whether the lines are rows of a table; null where one of them begins as JSON does. */
export function tableLayout(text: string, isWhole: boolean): ForeignFormat | null {
  const lines = text.split(/\r?\n/)
  // The last line may be cut.
  if (!isWhole) lines.pop()
  const rows = lines.filter((line) => line.trim() !== '')
  const [first] = rows
  if (first === undefined || rows.some((row) => /^\s*[{[]|":/.test(row))) return null
  const separator = SEPARATORS.find((candidate) => isTable(rows.map((row) => fieldsOf(row, candidate))))
  return separator === undefined ? null : FORMATS[separator]
}

function isTable(rows: readonly (readonly string[])[]): boolean {
  const [header = []] = rows
  if (header.length < 2) return false
  const hasNames = header.every((field) => COLUMN_NAME.test(field.trim()))
  if (hasNames && header.some((field) => FIELD_OF_A_MESSAGE.test(field.trim()))) return true
  if (rows.length < 2 || rows.some((row) => row.length !== header.length)) return false
  return hasNames || header.length > MIN_SEPARATORS
}

/** Separators inside quotes do not count. */
function fieldsOf(row: string, separator: string): string[] {
  return row.replace(/"[^"]*"/g, (quoted) => quoted.replaceAll(separator, ' ')).split(separator)
}
