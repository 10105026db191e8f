/** A database with tables of an older version, and what a trial does to it from outside of the program. */
export interface OldDatabase {
  readonly url: string
  /** A database of its own with the same rows. */
  copy(): Promise<OldDatabase>
  /** When the newest migration that ran was made, epoch ms. */
  newestMigration(): Promise<number>
  /** Until another process upgrades: true; false if `isOver` before. */
  untilUpgrading(isOver: () => boolean): Promise<boolean>
  /** Until nothing of a process that was killed goes on in the database. */
  afterKill(): Promise<void>
  /** The columns that it has now, by table; what {@link fingerprint} is told. */
  columns(): Promise<Columns>
  /** One text per table that says of every row what stands in these columns. */
  fingerprint(columns: Columns): Promise<Readonly<Record<string, string>>>
  /** Rows that a query selects, which both databases understand. */
  rows(query: string): Promise<readonly Readonly<Record<string, unknown>>[]>
  /** What it takes on the disk with its log, bytes. */
  bytes(): Promise<number>
  close(): Promise<void>
}

export type Columns = Readonly<Record<string, readonly string[]>>
