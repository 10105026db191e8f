import { isBrowserTrigger } from '../../conditions/browser-triggers.ts'
import { readEvents, type StoredEvent } from '../../reads/events/events.ts'
import type { Database } from '../../stores/database.ts'
import { whyNotDelivered } from './why-not-delivered.ts'

/** What it means that an event was activated or deactivated, in a sentence (CONTRACT §2, *Event resolution*; §13). */
export async function effectText(database: Database, event: StoredEvent): Promise<string> {
  return isBrowserTrigger(event.triggerType)
    ? effectOnPages(database, event)
    : effectOnOccurrences(database, event)
}

async function effectOnPages(database: Database, event: StoredEvent): Promise<string> {
  if (event.status === 'INACTIVE') return 'open pages stop looking for it within ten seconds'
  const why = await whyNotDelivered(database, event, Date.now())
  return why === null
    ? 'open pages look for it within ten seconds'
    : `pages don't look for it at the moment: ${why}`
}

async function effectOnOccurrences(
  { query, dialect }: Database,
  { id, status, triggerType }: StoredEvent,
): Promise<string> {
  const active = await readEvents(query, dialect, { status: 'ACTIVE', triggerType })
  const usual = active.find(({ sink }) => sink === 'DATABASE')
  const what = `occurrences of ${triggerType} that name no event`
  if (!usual) return `from now on ${what} can't be recorded (NO_ACTIVE_EVENT)`
  if (usual.id === id) return `from now on ${what} are recorded under it, when the shop's servers send them`
  const others = `${what} are recorded under event ${usual.id}`
  return status === 'ACTIVE'
    ? `${others}, the first of its kind; those that name event ${id} under it`
    : others
}
