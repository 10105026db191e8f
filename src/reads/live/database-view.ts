import { BOUNDS, keepNewest } from '../../live-view/bounds.ts'
import type { DashboardEvent, DatabasePolled } from '../../live-view/dashboard-event.ts'
import type { Database, Query } from '../../stores/database.ts'
import type { Dialect } from '../../stores/dialect.ts'
import { readNewestPositions } from '../positions.ts'
import { readApproved } from '../read-approved.ts'
import { CatalogChanges } from './catalog-changes.ts'
import { type Catalog, readCatalog } from './read-catalog.ts'
import { type Look, readDeadLetters, readOccurrences, readRefusals } from './read-newest.ts'
import { Totals } from './totals.ts'

/** On Postgres ids may be committed out of order: those of the last two seconds are not taken as settled. */
const SETTLE_LOOKS = { sqlite: 0, postgres: 4 } as const

interface Seen {
  readonly occurrence: number
  readonly deadLetter: number
  /** How many dead letters were settled, and the refusals, as text. */
  readonly settled: string
  readonly refusals: string
  /** Of the newest occurrences. */
  readonly eventIds: readonly number[]
}

const NOTHING_SEEN: Seen = { occurrence: 0, deadLetter: 0, settled: '', refusals: '', eventIds: [] }

/** What one look read; it counts once all of it was read. */
interface Reading {
  readonly polled: Omit<DatabasePolled, 'isReset'>
  readonly catalog: Catalog
  readonly seen: Seen
}

/** What is known of a database that other processes write, and what has changed since the last look. */
export class DatabaseView {
  #totals: Totals | null = null
  #seen = NOTHING_SEEN
  #catalog = new CatalogChanges()
  /** It was forgotten what was seen, and nobody was told yet. */
  #isReset = false

  /** Looks once, at one moment; takes no lock that a writer would wait for. One that fails changes nothing: the next tells all. */
  async look(database: Database): Promise<DashboardEvent[]> {
    for (;;) {
      const reading = await database.snapshot((query) => this.#read(query, database.dialect))
      const events = reading && this.#changes(reading)
      if (events) return events
      this.#forget()
    }
  }

  /** Null if other tables have taken the place of those seen before. */
  async #read(query: Query, dialect: Dialect): Promise<Reading | null> {
    this.#totals ??= new Totals(SETTLE_LOOKS[dialect.name])
    const totals = this.#totals
    const positions = await readNewestPositions(query, BOUNDS.partitions)
    if (!(await totals.look(query, positions))) return null
    const sources = new Map(positions.map((position) => [position.id, position]))
    const { seen, ...newest } = await this.#newest(totals, { query, dialect, sources })
    const catalog = await readCatalog({ query, dialect }, new Set(seen.eventIds))
    const polled = {
      type: 'polled' as const,
      ...totals.ledger(await readApproved(query)),
      ...newest,
      positions: positions.map(({ id: _, ...position }) => position),
    }
    return { polled, catalog, seen }
  }

  /** The same. */
  #changes({ polled, catalog, seen }: Reading): DashboardEvent[] | null {
    const { changes, isReset } = this.#catalog.of(catalog)
    if (isReset) return null
    const told: DatabasePolled = { ...polled, isReset: this.#isReset }
    this.#seen = seen
    this.#isReset = false
    return changes ? [told, changes] : [told]
  }

  #forget(): void {
    this.#totals = null
    this.#seen = NOTHING_SEEN
    this.#catalog = new CatalogChanges()
    this.#isReset = true
  }

  async #newest(
    { occurrences: { newest: occurrence }, deadLetters: { newest: deadLetter }, settled }: Totals,
    look: Look,
  ): Promise<Pick<DatabasePolled, 'occurrences' | 'refusals' | 'deadLetters'> & { readonly seen: Seen }> {
    const before = this.#seen
    const occurrences = occurrence > before.occurrence ? await readOccurrences(look, before.occurrence) : []
    const refusals = await readRefusals(look)
    const areLettersSeen = deadLetter === before.deadLetter && settled === before.settled
    const come = occurrences.map(({ eventId }) => eventId)
    const seen = {
      ...{ occurrence, deadLetter, settled },
      refusals: JSON.stringify(refusals),
      eventIds: keepNewest(come, before.eventIds, BOUNDS.occurrences),
    }
    return {
      seen,
      occurrences,
      refusals: seen.refusals === before.refusals ? null : refusals,
      deadLetters: areLettersSeen ? null : await readDeadLetters(look),
    }
  }
}
