import { hash } from 'node:crypto'
import { type SQL, sql } from 'drizzle-orm/sql'
import { HaltError } from '../../domain/halt-error.ts'
import { pagesById } from '../../reads/pages-by-id.ts'
import type { Database, Query } from '../../stores/database.ts'
import { COUNT, DECIMAL, ID, JSON_TEXT, nullable, TEXT } from '../../stores/rows/row-kind.ts'
import { type RowOf, type RowShape, rowShape } from '../../stores/rows/row-shape.ts'
import { canonicalJson } from './canonical-json.ts'
import { MultisetHash } from './multiset-hash.ts'

export interface DigestSection {
  readonly name: 'entries' | 'occurrences' | 'stock'
  readonly lines: number
  /** {@link MultisetHash} of the lines. */
  readonly hash: string
}

/** One fingerprint of all decisions: equal on every database that decided the same. docs/digest.md defines it. */
export interface Digest {
  /** SHA-256 (hex) of the lines `<name> <lines> <hash>` of the sections. */
  readonly digest: string
  readonly sections: readonly DigestSection[]
}

/** Sees one state of the database, whoever writes meanwhile; the memory it takes does not grow with the tables. */
export async function digest(database: Database): Promise<Digest> {
  const sections = await database.snapshot(async (query) => [
    await section('entries', query, ENTRY, entries, entryLine),
    await section('occurrences', query, OCCURRENCE, occurrences, occurrenceLine),
    await section('stock', query, STOCK, stock, stockLine),
  ])
  const text = sections.map(({ name, lines, hash }) => `${name} ${lines} ${hash}\n`).join('')
  return { digest: hash('sha256', text, 'hex'), sections }
}

async function section<Row extends { readonly id: number }>(
  name: DigestSection['name'],
  query: Query,
  shape: RowShape<Row>,
  page: (afterId: number, limit: number) => SQL,
  line: (row: Row) => string,
): Promise<DigestSection> {
  const sum = new MultisetHash()
  for await (const rows of pagesById((afterId, limit) => query(page(afterId, limit), shape))) {
    for (const row of rows) sum.add(line(row))
  }
  return { name, lines: sum.count, hash: sum.hex() }
}

const ENTRY = rowShape('entry in the digest', {
  id: ID,
  activityId: ID,
  userId: ID,
  productId: ID,
  status: TEXT,
  rejectReason: nullable(TEXT),
  sequence: nullable(COUNT),
  quantity: COUNT,
  price: DECIMAL,
})

const entries = (afterId: number, limit: number): SQL => sql`
  SELECT id, campaign_activity_id AS "activityId", user_id AS "userId", product_id AS "productId", status,
         reject_reason AS "rejectReason", sequence, quantity, price
  FROM campaign_activity_entries WHERE id > ${afterId} ORDER BY id LIMIT ${limit}`

function entryLine({ activityId, userId, productId, status, ...row }: RowOf<typeof ENTRY>): string {
  const { rejectReason, sequence, quantity, price } = row
  const decision = [activityId, userId, productId, status, rejectReason, sequence, quantity, price]
  return JSON.stringify(['entry', ...decision])
}

const OCCURRENCE = rowShape('occurrence in the digest', {
  id: ID,
  eventId: ID,
  userId: nullable(ID),
  pageUrl: nullable(TEXT),
  context: JSON_TEXT,
  messageId: nullable(TEXT),
  activityId: nullable(ID),
})

const occurrences = (afterId: number, limit: number): SQL => sql`
  SELECT occurrence.id, event_id AS "eventId", occurrence.user_id AS "userId", page_url AS "pageUrl",
         CAST(event_context AS text) AS context, message_id AS "messageId", campaign_activity_id AS "activityId"
  FROM event_occurrences AS occurrence LEFT JOIN campaign_activity_entries AS entry ON entry.id = entry_id
  WHERE occurrence.id > ${afterId} ORDER BY occurrence.id LIMIT ${limit}`

function occurrenceLine({
  id,
  eventId,
  userId,
  pageUrl,
  context,
  messageId,
  activityId,
}: RowOf<typeof OCCURRENCE>): string {
  const before = JSON.stringify(['occurrence', eventId, userId, pageUrl]).slice(0, -1)
  const after = JSON.stringify([messageId, activityId]).slice(1)
  return `${before},${contextText(id, context)},${after}`
}

function contextText(id: number, context: string): string {
  try {
    return canonicalJson(context)
  } catch (error) {
    throw new HaltError('CONTEXT_NOT_JSON', { occurrenceId: id }, { cause: error })
  }
}

const STOCK = rowShape('stock in the digest', { id: ID, stock: COUNT })

const stock = (afterId: number, limit: number): SQL => sql`
  SELECT id, stock FROM products WHERE id > ${afterId} ORDER BY id LIMIT ${limit}`

const stockLine = ({ id, stock }: RowOf<typeof STOCK>): string => JSON.stringify(['stock', id, stock])
