import { sql } from 'drizzle-orm'
import { readSnapshot } from '../../operations/read-snapshot.ts'
import type { Database, Query } from '../../stores/database.ts'
import { BOUNDS } from '../state/bounds.ts'
import type { CatalogRead, DashboardEvent, DatabasePolled } from '../state/dashboard-event.ts'
import type { SourcePosition } from './count-repeated.ts'
import { type Catalog, readCatalog } from './read-catalog.ts'
import { type Look, readDeadLetters, readOccurrences, readRefusals } from './read-newest.ts'
import { Totals } from './totals.ts'

/** On Postgres ids may be committed out of order: those of the last two seconds are not taken as settled. */
const SETTLE_LOOKS = { sqlite: 0, postgres: 4 } as const

/** What is known of a database that other processes write, and what has changed since the last look. */
export class DatabaseView {
  #totals: Totals | null = null
  #seen = { occurrence: 0, entry: 0, deadLetter: 0, retried: '' }
  #catalog = new Map<string, string>()

  /** Looks once, at one moment; takes no lock that a writer would wait for. */
  async look(database: Database): Promise<DashboardEvent[]> {
    return readSnapshot(database, async (query) => {
      const catalog = await readCatalog({ query, dialect: database.dialect })
      const positions = await readPositions(query)
      const isReset = !(await this.#totalsOf(database).look(query, positions))
      if (isReset) {
        this.#forget()
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
        positions: positions.map(({ source, partition, nextOffset }) => ({ source, partition, nextOffset })),
        isReset,
      }
      return [polled, ...this.#changesOf(catalog)]
    })
  }

  #totalsOf({ dialect }: Database): Totals {
    this.#totals ??= new Totals(SETTLE_LOOKS[dialect.name])
    return this.#totals
  }

  #forget(): void {
    this.#totals = null
    this.#seen = { occurrence: 0, entry: 0, deadLetter: 0, retried: '' }
    this.#catalog = new Map()
  }

  async #newest(
    totals: Totals,
    look: Look,
  ): Promise<Pick<DatabasePolled, 'occurrences' | 'refusals' | 'deadLetters'>> {
    const seen = this.#seen
    const now = {
      occurrence: totals.occurrences.newest,
      entry: totals.entries.newest,
      deadLetter: totals.deadLetters.newest,
      retried: JSON.stringify(totals.retried),
    }
    this.#seen = now
    return {
      occurrences: now.occurrence > seen.occurrence ? await readOccurrences(look, seen.occurrence) : [],
      refusals: now.entry > seen.entry ? await readRefusals(look, seen.entry) : [],
      deadLetters:
        now.deadLetter > seen.deadLetter || now.retried !== seen.retried ? await readDeadLetters(look) : null,
    }
  }

  /** Only rows that are not as they were: ten thousand products need not cross to the drawing thread twice a second. */
  #changesOf(catalog: Catalog): CatalogRead[] {
    const isNew =
      (kind: string) =>
      (row: { readonly id: number }): boolean => {
        const key = `${kind}${row.id}`
        const text = JSON.stringify(row)
        if (this.#catalog.get(key) === text) return false
        this.#catalog.set(key, text)
        return true
      }
    const changes: CatalogRead = {
      type: 'catalog',
      products: catalog.products.filter(isNew('product')),
      activities: catalog.activities.filter(isNew('activity')),
      events: catalog.events.filter(isNew('event')),
    }
    return changes.products.length + changes.activities.length + changes.events.length > 0 ? [changes] : []
  }
}

async function readPositions(query: Query): Promise<SourcePosition[]> {
  return query<SourcePosition>(sql`
    SELECT id, source, partition, next_offset AS "nextOffset" FROM source_offsets
    ORDER BY id DESC LIMIT ${BOUNDS.partitions}`)
}

/** Exact at any time: it moves in the transaction of the approval. */
async function readApproved(query: Query): Promise<number> {
  const [row] = await query<{ approved: number }>(
    sql`SELECT coalesce(sum(approved_count), 0) AS approved FROM campaign_activities`,
  )
  return row?.approved ?? 0
}
