import { sql } from 'drizzle-orm/sql'
import type { OutcomeCounts, ReasonCounts } from '../../live-view/outcome-counts.ts'
import { addReasons } from '../../live-view/outcome-counts.ts'
import type { Query } from '../../stores/database.ts'
import { countDeadLettersByReason } from '../dead-letters/dead-letter-counts.ts'
import type { StoredPosition } from '../positions.ts'
import { CountRepeated } from './count-repeated.ts'
import { CountRows } from './count-rows.ts'

export interface Ledger {
  readonly outcomes: OutcomeCounts
  readonly rejectedByReason: ReasonCounts
  readonly deadLetterByReason: ReasonCounts
  /** 0 … 1; null once all is counted. */
  readonly counted: number | null
}

/** A rejection that nothing is left of but the count: the user was approved since. */
const APPROVED_SINCE = 'APPROVED_SINCE'

/** What became of every message that the database knows of, kept up to date without ever counting a row twice. */
export class Totals {
  readonly entries: CountRows
  readonly occurrences: CountRows
  readonly deadLetters: CountRows
  readonly #repeated = new CountRepeated()
  #retried: ReasonCounts = {}
  #discarded = 0

  constructor(settleLooks: number) {
    this.entries = new CountRows(
      { name: sql`campaign_activity_entries`, group: sql`coalesce(reject_reason, '')` },
      settleLooks,
    )
    this.occurrences = new CountRows(
      {
        name: sql`event_occurrences`,
        group: sql`CASE WHEN entry_id IS NULL THEN 'recorded' ELSE 'purchase' END`,
      },
      settleLooks,
    )
    this.deadLetters = new CountRows({ name: sql`dead_letters`, group: sql`reason` }, settleLooks)
  }

  /** False if the tables were emptied since the last look. */
  async look(query: Query, sources: readonly StoredPosition[]): Promise<boolean> {
    for (const rows of [this.entries, this.occurrences, this.deadLetters]) {
      if (!(await rows.look(query))) return false
    }
    await this.#repeated.look(query, sources)
    const settled = await countDeadLettersByReason(query, ['RETRIED', 'DISCARDED'])
    this.#retried = Object.fromEntries(
      settled.filter(({ status }) => status === 'RETRIED').map(({ reason, count }) => [reason, count]),
    )
    this.#discarded = settled.reduce(
      (sum, { status, count }) => (status === 'DISCARDED' ? sum + count : sum),
      0,
    )
    return true
  }

  /** Changes whenever dead letters are retried or discarded. */
  get settled(): string {
    return JSON.stringify([this.#retried, this.#discarded])
  }

  /** `approvedNow`: as the activities say; exact at any time. */
  ledger(approvedNow: number): Ledger {
    const { '': approvedSeen = 0, ...rejectedEntries } = this.entries.sums()
    const { duplicate = 0, approved: approvedLater = 0, ...rejectedAgain } = this.#repeated.sums()
    const counted = this.#share()
    const approved = counted === null ? approvedNow : approvedSeen
    const byReason = addReasons(rejectedEntries, rejectedAgain)
    // Every message of a user is either the first, which made the entry, or a repeated one.
    const messages = sum(rejectedEntries) + approvedSeen + sum(rejectedAgain) + approvedLater + duplicate
    const rejected = counted === null ? Math.max(0, messages - approved - duplicate) : sum(byReason)
    const since = rejected - sum(byReason)
    const deadLetterByReason = withoutRetried(this.deadLetters.sums(), this.#retried)
    const { recorded = 0 } = this.occurrences.sums()
    return {
      outcomes: { approved, rejected, duplicate, recorded, deadLetter: sum(deadLetterByReason) },
      rejectedByReason: since > 0 ? { ...byReason, [APPROVED_SINCE]: since } : byReason,
      deadLetterByReason,
      counted,
    }
  }

  #share(): number | null {
    const tables = [this.entries, this.occurrences, this.deadLetters]
    if (tables.every(({ isComplete }) => isComplete) && this.#repeated.isComplete) return null
    const all = tables.reduce((total, { newest }) => total + newest, 0)
    const seen = tables.reduce((total, { settledTo }) => total + settledTo, 0)
    return all === 0 ? 0 : Math.min(1, seen / all)
  }
}

/** What was retried and went through has its outcome elsewhere by now. */
function withoutRetried(counts: ReasonCounts, retried: ReasonCounts): ReasonCounts {
  return Object.fromEntries(
    Object.entries(counts).map(([reason, count]) => [reason, Math.max(0, count - (retried[reason] ?? 0))]),
  )
}

const sum = (counts: ReasonCounts): number => Object.values(counts).reduce((total, count) => total + count, 0)
