import { isoInstant } from '../../domain/iso-instant.ts'
import { terminalJson } from '../../domain/shown-text.ts'
import { type LoggedChange, readChanges } from '../../reads/changes/read-changes.ts'
import { outputWidth } from '../shared/tables/output-width.ts'
import type { TableColumn } from '../shared/tables/table-column.ts'
import { textTable } from '../shared/tables/text-table.ts'
import { readingDatabase } from '../shared/using-database.ts'
import type { LogOptions } from './log-options.ts'

const COLUMNS: readonly TableColumn<LoggedChange>[] = [
  { title: 'when', cell: ({ changedAt }) => isoInstant(changedAt) },
  { title: 'who', cell: ({ changedBy }) => changedBy, cut: { at: 'end', least: 12 } },
  { title: 'did', cell: ({ action }) => action },
  {
    title: 'what',
    cell: ({ subject, subjectId }) => `${subject}${subjectId === null ? '' : ` ${subjectId}`}`,
  },
  { title: 'changed', cell: (change) => changedFields(change), cut: { at: 'end', least: 12 } },
]

/** `axon log`. Returns the exit code. */
export async function log({ database: url, since, limit, json }: LogOptions): Promise<number> {
  return readingDatabase(url, async ({ query, dialect }) => {
    const changes = await readChanges(query, dialect, { since, limit })
    const shown = changes.map((change) => ({ ...change, changedAt: isoInstant(change.changedAt) }))
    const text = changes.length > 0 ? textTable(COLUMNS, changes, outputWidth()).text : 'no changes'
    process.stdout.write(`${json ? terminalJson({ changes: shown }) : text}\n`)
    return 0
  })
}

/** The fields of an update that are not as they were, with what they are now; else what there is now, or was. */
function changedFields({ action, before, after }: LoggedChange): string {
  const [was, is] = [fieldsOf(before), fieldsOf(after)]
  const names = Object.keys(is ?? was ?? {})
  const changed =
    action === 'update' ? names.filter((name) => textOf(was?.[name]) !== textOf(is?.[name])) : names
  return changed.map((name) => `${name} ${textOf((is ?? was)?.[name])}`).join(', ')
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> | null =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null

const textOf = (value: unknown): string => JSON.stringify(value) ?? ''
