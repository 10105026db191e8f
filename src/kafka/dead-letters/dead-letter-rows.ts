import { sql } from 'drizzle-orm/sql'
import type { SourcePartition } from '../../domain/message-position.ts'
import { partitionKey } from '../../domain/partition-key.ts'
import { SourceName } from '../../domain/source-name.ts'
import type { Database } from '../../stores/database.ts'
import { BYTES, COUNT, ID, INSTANT, nullable, TEXT } from '../../stores/rows/row-kind.ts'
import { rowShape } from '../../stores/rows/row-shape.ts'
import type { DeadLetterOutbox, DeadLetterPage } from './dead-letter-outbox.ts'
import type { StoredDeadLetter } from './dead-letter-record.ts'

const PAGE_ROWS = 1_000
const PAGE_BYTES = 4 * 1024 * 1024
const OF_TOPICS = SourceName.beginningOf('kafka')

const NEWEST_OF_PARTITION = rowShape<SourcePartition & { readonly lastId: number }>(
  'newest dead letter of a partition',
  { source: TEXT, partition: COUNT, lastId: ID },
)
const UNPUBLISHED = rowShape<Omit<StoredDeadLetter, 'topic'>>('unpublished dead letter', {
  id: ID,
  partition: COUNT,
  offset: COUNT,
  messageKey: nullable(BYTES),
  payload: nullable(BYTES),
  reason: TEXT,
  error: TEXT,
  createdAt: INSTANT,
})
const PROGRESS = rowShape<{ readonly nextOffset: number }>('progress of a dead-letter topic', {
  nextOffset: COUNT,
})
const SIZE = rowShape<{ readonly id: number; readonly bytes: number }>('size of a dead letter', {
  id: ID,
  bytes: COUNT,
})

/**
 * The dead letters of Kafka sources in a database, for one topic to publish them to. How far it came is a row of `source_offsets` per
 * topic and partition of the source, whose `next_offset` is the last published id + 1.
 *
 * Progress goes by ids within one partition, since there the ids become visible in their order: a transaction takes ids only after it
 * holds the partition's position. Across partitions they do not: a smaller id may be committed later. Ids also outlive a topic
 * that was made anew with offsets from 0; the dead letters of its former life are set aside under a name of their own.
 */
export class DeadLetterRows implements DeadLetterOutbox {
  readonly #database: Database
  readonly #name: string

  constructor(database: Database, name: string) {
    this.#database = database
    this.#name = name
  }

  failureOf(error: unknown) {
    return this.#database.failureOf(error)
  }

  async waiting(): Promise<SourcePartition[]> {
    const { query } = this.#database
    const letters = await query(
      sql`
      SELECT source, partition, max(id) AS "lastId" FROM dead_letters
      WHERE substr(source, 1, ${OF_TOPICS.length}) = ${OF_TOPICS} GROUP BY source, partition`,
      NEWEST_OF_PARTITION,
    )
    const waiting = new Map<string, SourcePartition>()
    for (const { source, partition, lastId } of letters) {
      const at = { source: SourceName.of('kafka', topicOf(source)).text, partition }
      if (lastId >= ((await this.#progress(at)) ?? 0)) waiting.set(partitionKey(at), at)
    }
    return [...waiting.values()]
  }

  async next(at: SourcePartition): Promise<DeadLetterPage> {
    const from = await this.#progress(at)
    const lastId = await this.#lastIdOfPage(at, from ?? 0)
    if (lastId === null) return { from, letters: [] }
    const { query, dialect } = this.#database
    const rows = await query(
      sql`
      SELECT id, partition, "offset", message_key AS "messageKey", payload, reason, error,
             ${dialect.epochMs(sql`created_at`)} AS "createdAt"
      FROM dead_letters WHERE id <= ${lastId} AND ${this.#unpublished(at, from ?? 0)} ORDER BY id`,
      UNPUBLISHED,
    )
    return { from, letters: rows.map((row) => ({ ...row, topic: topicOf(at.source) })) }
  }

  async published(at: SourcePartition, { from, letters }: DeadLetterPage): Promise<void> {
    const last = letters.at(-1)
    if (!last) return
    const { query } = this.#database
    const source = this.#nameOf(at)
    if (from === null) {
      await query(sql`
        INSERT INTO source_offsets (source, partition, next_offset) VALUES (${source}, ${at.partition}, ${last.id + 1})
        ON CONFLICT DO NOTHING`)
      return
    }
    await query(sql`
      UPDATE source_offsets SET next_offset = ${last.id + 1}
      WHERE source = ${source} AND partition = ${at.partition} AND next_offset = ${from}`)
  }

  async #progress(at: SourcePartition): Promise<number | null> {
    const [row] = await this.#database.query(
      sql`
      SELECT next_offset AS "nextOffset" FROM source_offsets
      WHERE source = ${this.#nameOf(at)} AND partition = ${at.partition}`,
      PROGRESS,
    )
    return row?.nextOffset ?? null
  }

  /** So that a page of large messages does not fill the memory. */
  async #lastIdOfPage(at: SourcePartition, from: number): Promise<number | null> {
    const sizes = await this.#database.query(
      sql`
      SELECT id, coalesce(length(payload), 0) AS bytes
      FROM dead_letters WHERE ${this.#unpublished(at, from)} ORDER BY id LIMIT ${PAGE_ROWS}`,
      SIZE,
    )
    let lastId: number | null = null
    let total = 0
    for (const { id, bytes } of sizes) {
      total += bytes
      if (lastId !== null && total > PAGE_BYTES) break
      lastId = id
    }
    return lastId
  }

  #unpublished({ source, partition }: SourcePartition, from: number) {
    const formerLife = new SourceName(source).asideBeginning
    return sql`id >= ${from} AND partition = ${partition}
      AND (source = ${source} OR substr(source, 1, ${formerLife.length}) = ${formerLife})`
  }

  #nameOf({ source }: SourcePartition): string {
    return SourceName.ofPublishedDeadLetters(this.#name, topicOf(source)).text
  }
}

/** Only sources that are topics come here. */
const topicOf = (source: string): string => new SourceName(source).topic!
