import type { Condition } from '../../conditions/condition.ts'
import { isoInstant } from '../../domain/iso-instant.ts'
import { shownLine, terminalJson } from '../../domain/shown-text.ts'
import { type EventRevision, readEventRevisions } from '../../reads/events/event-revisions.ts'
import { readEvents, type StoredEvent } from '../../reads/events/events.ts'
import { readingDatabase } from '../shared/using-database.ts'
import { conditionText } from './condition-text.ts'
import { eventJson } from './event-json.ts'
import type { EventsOptions } from './events-options.ts'
import { unknownEvent } from './unknown-event.ts'

/** The newest are what people ask for; the table has all. */
const REVISIONS = 20

/** `axon events show`. Returns the exit code. */
export async function showEvent(id: number, { database: url, json }: EventsOptions): Promise<number> {
  return readingDatabase(url, async ({ query, dialect }) => {
    const [event] = await readEvents(query, dialect, { id })
    if (!event) throw unknownEvent(id)
    const revisions = await readEventRevisions(query, dialect, id, REVISIONS)
    const text = json
      ? terminalJson({ ...eventJson(event), revisions: revisions.map(revisionJson) })
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
  const { startsAt, endsAt, triggerPayload } = event
  const { when, audience, ...others } = triggerPayload as { when?: Condition; audience?: Condition }
  const lines: [name: string, value: string][] = [
    ['id', String(event.id)],
    ['name', event.name],
    ['description', event.description ?? 'none'],
    ['status', event.status],
    ['trigger', event.triggerType],
    ['when', when ? conditionText(when) : 'always'],
    ...(audience ? [['audience', conditionText(audience)] as [string, string]] : []),
    ...Object.entries(others).map(([name, value]): [string, string] => [name, terminalJson(value)]),
    ['sink', event.sink],
    ['site', event.siteId === null ? 'all' : String(event.siteId)],
    ['starts', startsAt === null ? 'open' : isoInstant(startsAt)],
    ['ends', endsAt === null ? 'open' : isoInstant(endsAt)],
    ['revision', String(event.revision)],
  ]
  const saved = revisions.map(
    ({ revision, savedAt, savedBy, definition }) =>
      `  ${String(revision).padStart(4)}  ${isoInstant(savedAt)}  ${definition.status.padEnd(8)}  ${shownLine(savedBy)}`,
  )
  return [...lines.map(([name, value]) => `${name.padEnd(12)} ${shownLine(value)}`), 'saved', ...saved].join(
    '\n',
  )
}
