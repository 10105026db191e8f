import { BOUNDS } from '../../live-view/bounds.ts'
import type { DashboardEvent, DatabasePolled } from '../../live-view/dashboard-event.ts'
import type { Database } from '../../stores/database.ts'
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

  /** Looks once, at one moment; takes no lock that a writer would wait for. */
  async look(database: Database): Promise<DashboardEvent[]> {
    return database.snapshot(async (query) => {
      const catalog = await readCatalog({ query, dialect: database.dialect })
      const positions = await readNewestPositions(query, BOUNDS.partitions)
      let { changes, isReset } = this.#catalog.of(catalog)
      if (!(await this.#totalsOf(database).look(query, positions))) isReset = true
      if (isReset) {
        this.#forget()
        changes = this.#catalog.of(catalog).changes
        await this.#totalsOf(database).look(query, positions)
      }
      const totals = this.#totalsOf(database)
      const polled: DatabasePolled = {
        type: 'polled',
        ...totals.ledger(await readApproved(query)),
        ...(await this.#newest(totals, {
          query,
          dialect: database.dialect,
          sources: new Map(positions.map((position) => [position.id, position])),
        })),
        positions: positions.map(({ id: _, ...position }) => position),
        isReset,
      }
      return changes ? [polled, changes] : [polled]
    })
  }

  #totalsOf({ dialect }: Database): Totals {
    this.#totals ??= new Totals(SETTLE_LOOKS[dialect.name])
    return this.#totals
  }

  #forget(): void {
    this.#totals = null
    this.#seen = NOTHING_SEEN
    this.#catalog = new CatalogChanges()
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
