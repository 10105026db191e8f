import { isoInstant } from '../../domain/iso-instant.ts'
import { shownLine, terminalJson } from '../../domain/shown-text.ts'
import { type EventRevision, readEventRevisions } from '../../reads/events/event-revisions.ts'
import { readEvents, type StoredEvent } from '../../reads/events/events.ts'
import { readingDatabase } from '../shared/using-database.ts'
import { eventJson } from './event-json.ts'
import { changedLines, eventLines } from './event-lines.ts'
import type { EventsOptions } from './events-options.ts'
import { unknownEvent } from './unknown-event.ts'

/** The newest are what people ask for, each with what it changed; the table has all. */
const REVISIONS = 20

/** `axon events show`. Returns the exit code. */
export async function showEvent(id: number, { database: url, json }: EventsOptions): Promise<number> {
  return readingDatabase(url, async ({ query, dialect }) => {
    const [event] = await readEvents(query, dialect, { id })
    if (!event) throw unknownEvent(id)
    const revisions = await readEventRevisions(query, dialect, id, REVISIONS + 1)
    const text = json
      ? terminalJson({ ...eventJson(event), revisions: revisions.slice(0, REVISIONS).map(revisionJson) })
      : textOf(event, revisions)
    process.stdout.write(`${text}\n`)
    return 0
  })
}

const revisionJson = ({ revision, savedAt, savedBy, definition }: EventRevision): object => ({
  revision,
  savedAt: isoInstant(savedAt),
  savedBy,
  definition: eventJson(definition),
})

function textOf(event: StoredEvent, revisions: readonly EventRevision[]): string {
  const lines = [['id', String(event.id)], ...eventLines(event), ['revision', String(event.revision)]]
  const saved = revisions.slice(0, REVISIONS).flatMap(({ revision, savedAt, savedBy, definition }, index) => {
    const before = revisions[index + 1]?.definition
    const changes = before ? changedLines(before, definition) : []
    return [
      `  ${String(revision).padStart(4)}  ${isoInstant(savedAt)}  ${shownLine(savedBy)}`,
      ...changes.map((change) => `        ${shownLine(change)}`),
    ]
  })
  return [
    ...lines.map(([name = '', value = '']) => `${name.padEnd(12)} ${shownLine(value)}`),
    'saved',
    ...saved,
  ].join('\n')
}
