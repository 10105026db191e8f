import { BOUNDS, keepNewest } from '../../live-view/bounds.ts'
import type { DashboardEvent, DatabasePolled } from '../../live-view/dashboard-event.ts'
import type { OccurrenceView } from '../../live-view/views.ts'
import type { Database, Query } from '../../stores/database.ts'
import { readNewestPositions } from '../positions.ts'
import { readApproved } from '../read-approved.ts'
import { CatalogChanges } from './catalog-changes.ts'
import { readCatalog } from './read-catalog.ts'
import { type Look, readDeadLetters, readOccurrences, readRefusals } from './read-newest.ts'
import { Totals } from './totals.ts'

/** On Postgres ids may be committed out of order: those of the last two seconds are not taken as settled. */
const SETTLE_LOOKS = { sqlite: 0, postgres: 4 } as const

const NOTHING_SEEN = { occurrence: 0, deadLetter: 0, settled: '', refusals: '' }

/** What is known of a database that other processes write, and what has changed since the last look. */
export class DatabaseView {
  #totals: Totals | null = null
  #seen = NOTHING_SEEN
  #catalog = new CatalogChanges()
  /** Of the newest occurrences. */
  #eventIds: readonly number[] = []

  /** Looks once, at one moment; takes no lock that a writer would wait for. */
  async look(database: Database): Promise<DashboardEvent[]> {
    return database.snapshot(async (query) => {
      const seen = await this.#changes(query, database, false)
      if (seen) return seen
      this.#forget()
      return (await this.#changes(query, database, true)) ?? []
    })
  }

  /** Null if other tables have taken the place of those seen before. */
  async #changes(query: Query, database: Database, isReset: boolean): Promise<DashboardEvent[] | null> {
    const { dialect } = database
    const positions = await readNewestPositions(query, BOUNDS.partitions)
    const totals = this.#totalsOf(database)
    if (!(await totals.look(query, positions))) return null
    const sources = new Map(positions.map((position) => [position.id, position]))
    const newest = await this.#newest(totals, { query, dialect, sources })
    const catalog = this.#catalog.of(await readCatalog({ query, dialect }, this.#listed(newest.occurrences)))
    if (catalog.isReset) return null
    const polled: DatabasePolled = {
      type: 'polled',
      ...totals.ledger(await readApproved(query)),
      ...newest,
      positions: positions.map(({ id: _, ...position }) => position),
      isReset,
    }
    return catalog.changes ? [polled, catalog.changes] : [polled]
  }

  /** The definitions of the occurrences that are listed. */
  #listed(come: readonly OccurrenceView[]): ReadonlySet<number> {
    this.#eventIds = keepNewest(
      come.map(({ eventId }) => eventId),
      this.#eventIds,
      BOUNDS.occurrences,
    )
    return new Set(this.#eventIds)
  }

  #totalsOf({ dialect }: Database): Totals {
    this.#totals ??= new Totals(SETTLE_LOOKS[dialect.name])
    return this.#totals
  }

  #forget(): void {
    this.#totals = null
    this.#seen = NOTHING_SEEN
    this.#catalog = new CatalogChanges()
    this.#eventIds = []
  }

  async #newest(
    totals: Totals,
    look: Look,
  ): Promise<Pick<DatabasePolled, 'occurrences' | 'refusals' | 'deadLetters'>> {
    const seen = this.#seen
    const now = {
      occurrence: totals.occurrences.newest,
      deadLetter: totals.deadLetters.newest,
      settled: totals.settled,
      refusals: '',
    }
    const refusals = await readRefusals(look)
    now.refusals = JSON.stringify(refusals)
    this.#seen = now
    const areLettersSeen = now.deadLetter === seen.deadLetter && now.settled === seen.settled
    return {
      occurrences: now.occurrence > seen.occurrence ? await readOccurrences(look, seen.occurrence) : [],
      refusals: now.refusals === seen.refusals ? null : refusals,
      deadLetters: areLettersSeen ? null : await readDeadLetters(look),
    }
  }
}
