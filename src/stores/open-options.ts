/** What a database is opened for. */
export interface OpenOptions {
  /** Nothing is written, no file and no table created: what is not there yet is an error. */
  readonly readOnly?: boolean
  /** It is opened as ever, but what is there and may only be read is taken too. */
  readonly isToRead?: boolean
  /**
   * Once it is open, nothing waits long, as people wait for the answers: on Postgres 1 s for a lock and 5 s for a reply, on SQLite
   * not at all for another process's lock. What could not be done is an outage, to be tried again.
   */
  readonly isPrompt?: boolean
  /**
   * Much is written, and nobody waits for a single transaction: on SQLite up to 260 MB of pages gather in the WAL before they go to their
   * places, those that changed several times once (docs/performance.md, *Growth*).
   */
  readonly isBulk?: boolean
}
