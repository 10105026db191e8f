import type { Condition } from '../../conditions/condition.ts'
import { terminalJson } from '../../domain/shown-text.ts'
import { triggerTypeRule } from '../../messages/field-rules.ts'
import { readEvents, type StoredEvent } from '../../reads/events/events.ts'
import { outputWidth } from '../shared/tables/output-width.ts'
import type { TableColumn } from '../shared/tables/table-column.ts'
import { textTable } from '../shared/tables/text-table.ts'
import { readingDatabase } from '../shared/using-database.ts'
import { conditionText } from './condition-text.ts'
import { eventJson } from './event-json.ts'
import type { ListEventsOptions } from './events-options.ts'

const COLUMNS: readonly TableColumn<StoredEvent>[] = [
  { title: 'id', cell: ({ id }) => String(id) },
  { title: 'name', cell: ({ name }) => name, cut: { at: 'end', least: 12 } },
  { title: 'trigger', cell: ({ triggerType }) => triggerType, cut: { at: 'end', least: 12 } },
  { title: 'status', cell: ({ status }) => status },
  { title: 'sink', cell: ({ sink }) => sink, leaveOut: { turn: 3 } },
  { title: 'site', cell: ({ siteId }) => (siteId === null ? 'all' : String(siteId)), leaveOut: { turn: 2 } },
  { title: 'revision', cell: ({ revision }) => revision, leaveOut: { turn: 1 } },
  { title: 'when', cell: whenOf, cut: { at: 'end', least: 8 }, leaveOut: { turn: 4 } },
]

/** `axon events list`. Returns the exit code. */
export async function listEvents({ database: url, json, ...chosen }: ListEventsOptions): Promise<number> {
  return readingDatabase(url, async (database) => {
    const { status, site: siteId, search: text, trigger } = chosen
    const triggerType = trigger === undefined ? undefined : (triggerTypeRule.read(trigger) ?? trigger)
    const events = await readEvents(database.query, database.dialect, { status, siteId, text, triggerType })
    const table = events.length > 0 ? textTable(COLUMNS, events, outputWidth()).text : 'no events'
    process.stdout.write(`${json ? terminalJson({ events: events.map(eventJson) }) : table}\n`)
    return 0
  })
}

function whenOf({ triggerPayload: { when } }: StoredEvent): string {
  return typeof when === 'object' && when !== null ? conditionText(when as Condition) : ''
}
