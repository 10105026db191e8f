import {
  bigint,
  check,
  customType,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm/sql'
import { ACTIVITY_STATUSES } from '../../domain/campaign-activity.ts'
import { ENTRY_STATUSES } from '../../domain/campaign-activity-entry.ts'
import { EVENT_SINKS, EVENT_STATUSES } from '../../domain/event-definition.ts'
import { DEAD_LETTER_STATUSES } from '../../domain/outcome.ts'
import { oneOf } from '../one-of.ts'

/** The tables of CONTRACT §3, in whichever schema the connection's `search_path` names first. */

const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' })
const big = (name: string) => bigint(name, { mode: 'number' })
const instant = (name: string) => timestamp(name, { withTimezone: true })
const price = () => numeric('price', { precision: 12, scale: 2, mode: 'number' })
/** Seed files bring ids of their own. */
const id = () => big('id').primaryKey().generatedByDefaultAsIdentity()

export const products = pgTable(
  'products',
  {
    id: id(),
    productName: text('product_name').notNull(),
    stock: big('stock').notNull(),
    initialStock: big('initial_stock').notNull(),
    price: price().notNull(),
  },
  (table) => [check('products_stock_not_negative', sql`${table.stock} >= 0`)],
)

export const campaigns = pgTable('campaigns', {
  id: id(),
  name: text().notNull(),
  startAt: instant('start_at'),
  endAt: instant('end_at'),
})

export const campaignActivities = pgTable(
  'campaign_activities',
  {
    id: id(),
    campaignId: big('campaign_id')
      .notNull()
      .references(() => campaigns.id),
    productId: big('product_id').references(() => products.id),
    name: text().notNull(),
    activityType: text('activity_type').notNull(),
    status: text({ enum: ACTIVITY_STATUSES }).notNull(),
    limitCount: big('limit_count'),
    approvedCount: big('approved_count').notNull().default(0),
    startDate: instant('start_date'),
    endDate: instant('end_date'),
    price: price(),
    maxQuantity: integer('max_quantity').notNull().default(1),
  },
  (table) => [
    check('campaign_activities_status', oneOf(table.status, ACTIVITY_STATUSES)),
    check(
      'campaign_activities_within_limit',
      sql`${table.approvedCount} >= 0 AND (${table.limitCount} IS NULL OR ${table.approvedCount} <= ${table.limitCount})`,
    ),
  ],
)

export const campaignActivityEntries = pgTable(
  'campaign_activity_entries',
  {
    id: id(),
    campaignActivityId: big('campaign_activity_id').notNull(),
    userId: big('user_id').notNull(),
    productId: big('product_id').notNull(),
    quantity: integer().notNull(),
    price: price().notNull(),
    status: text({ enum: ENTRY_STATUSES }).notNull(),
    rejectReason: text('reject_reason'),
    sequence: big('sequence'),
    requestedAt: instant('requested_at').notNull(),
    processedAt: instant('processed_at').notNull(),
    sourceId: big('source_id').notNull(),
    sourceOffset: big('source_offset').notNull(),
    stockSeen: big('stock_seen').notNull(),
    approvedSeen: big('approved_seen').notNull(),
  },
  (table) => [
    unique('entries_activity_user').on(table.campaignActivityId, table.userId),
    uniqueIndex('entries_activity_sequence')
      .on(table.campaignActivityId, table.sequence)
      .where(sql`sequence IS NOT NULL`),
    check('entries_status', oneOf(table.status, ENTRY_STATUSES)),
  ],
)

export const userSummary = pgTable('user_summary', {
  userId: big('user_id').primaryKey(),
  lastPurchaseAt: instant('last_purchase_at'),
  lastLoginAt: instant('last_login_at'),
})

export const events = pgTable(
  'events',
  {
    id: id(),
    name: text().notNull(),
    description: text(),
    status: text({ enum: EVENT_STATUSES }).notNull(),
    triggerType: text('trigger_type').notNull(),
    triggerPayload: jsonb('trigger_payload').notNull().default({}),
    /** Raised by every change: `event_revisions` has them all. */
    revision: integer().notNull().default(1),
    sink: text({ enum: EVENT_SINKS }).notNull().default('DATABASE'),
    /** Null: all sites. */
    siteId: big('site_id'),
    startsAt: instant('starts_at'),
    endsAt: instant('ends_at'),
  },
  (table) => [
    check('events_status', oneOf(table.status, EVENT_STATUSES)),
    check('events_sink', oneOf(table.sink, EVENT_SINKS)),
    index('events_trigger_type').on(table.triggerType, table.status, table.id),
  ],
)

/** Every revision of every event (CONTRACT §12): rows are added, never changed, and outlive their event. */
export const eventRevisions = pgTable(
  'event_revisions',
  {
    eventId: big('event_id').notNull(),
    revision: integer().notNull(),
    /** The event as a seed file writes it, instants in epoch ms. */
    definition: jsonb().notNull(),
    savedAt: instant('saved_at').notNull(),
    savedBy: text('saved_by').notNull(),
  },
  (table) => [primaryKey({ columns: [table.eventId, table.revision] })],
)

export const eventOccurrences = pgTable(
  'event_occurrences',
  {
    id: id(),
    eventId: big('event_id').notNull(),
    occurredAt: instant('occurred_at').notNull(),
    userId: big('user_id'),
    pageUrl: text('page_url'),
    eventContext: jsonb('event_context').notNull(),
    messageId: text('message_id'),
    /** The approved entry that this purchase is of; null for an occurrence request. */
    entryId: big('entry_id'),
    sourceId: big('source_id').notNull(),
    sourceOffset: big('source_offset').notNull(),
    /** CRC-32 of a request that has neither entry nor message id: recognises it when it is read again. */
    checksum: big('checksum'),
    /** What only occurrences from a browser have (CONTRACT §14). */
    eventRevision: integer('event_revision'),
    receivedAt: instant('received_at'),
    /** When it happened by the clock of the browser, if that was too far off to be `occurred_at`. */
    sentOccurredAt: instant('sent_occurred_at'),
    anonymousId: text('anonymous_id'),
    sessionId: text('session_id'),
  },
  (table) => [
    uniqueIndex('occurrences_message_id').on(table.messageId).where(sql`message_id IS NOT NULL`),
    uniqueIndex('occurrences_entry').on(table.entryId).where(sql`entry_id IS NOT NULL`),
    uniqueIndex('occurrences_request')
      .on(table.sourceId, table.sourceOffset, table.checksum)
      .where(sql`checksum IS NOT NULL`),
  ],
)

export const sourceOffsets = pgTable(
  'source_offsets',
  {
    /** Stands for (source, partition) in the rows that say where they came from. */
    id: id(),
    source: text().notNull(),
    partition: integer().notNull(),
    nextOffset: big('next_offset').notNull(),
    /** Files: SHA-256 of the lines below `next_offset`. */
    fingerprint: text(),
  },
  (table) => [unique('source_offsets_source_partition').on(table.source, table.partition)],
)

export const deadLetters = pgTable(
  'dead_letters',
  {
    id: id(),
    source: text().notNull(),
    partition: integer().notNull(),
    offset: big('offset').notNull(),
    messageKey: bytea('message_key'),
    /** Null for a tombstone. */
    payload: bytea(),
    reason: text().notNull(),
    error: text().notNull(),
    status: text({ enum: DEAD_LETTER_STATUSES }).notNull().default('PENDING'),
    createdAt: instant('created_at').notNull(),
    /** The kind that the topic gave it; null: the message's fields decide. */
    messageKind: text('message_kind', { enum: ['command', 'occurrence'] }),
    /** The record's own time, the default for the message's instant; null for a file: the time of reading. */
    recordTime: instant('record_time'),
  },
  (table) => [
    unique('dead_letters_position').on(table.source, table.partition, table.offset),
    check('dead_letters_status', oneOf(table.status, DEAD_LETTER_STATUSES)),
    index('dead_letters_status_id').on(table.status, table.id),
  ],
)

/** Requests by users who had an entry before: the rest of the story that `axon explain` tells. */
export const repeatedRequests = pgTable(
  'repeated_requests',
  {
    sourceId: big('source_id').notNull(),
    sourceOffset: big('source_offset').notNull(),
    campaignActivityId: big('campaign_activity_id').notNull(),
    userId: big('user_id').notNull(),
    requestedAt: instant('requested_at').notNull(),
    outcome: text({ enum: ['approved', 'rejected', 'duplicate'] }).notNull(),
    rejectReason: text('reject_reason'),
  },
  (table) => [primaryKey({ columns: [table.sourceId, table.sourceOffset] })],
)

/** What shop servers and operators sign in with (CONTRACT §11). The key itself is stored nowhere. */
export const apiKeys = pgTable(
  'api_keys',
  {
    id: id(),
    name: text().notNull(),
    role: text({ enum: ['BUSINESS', 'ADMIN', 'VIEWER'] }).notNull(),
    /** SHA-256 of the key. */
    keyHash: bytea('key_hash').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at'),
    revokedAt: instant('revoked_at'),
  },
  (table) => [
    unique('api_keys_key_hash').on(table.keyHash),
    check('api_keys_role', sql`${table.role} IN ('BUSINESS', 'ADMIN', 'VIEWER')`),
  ],
)

/** Whose pages may ask from a browser (CONTRACT §11). Ids are not used again: definitions name their site. */
export const sites = pgTable(
  'sites',
  {
    id: id(),
    name: text().notNull(),
    /** Public: it stands in the pages. */
    siteKey: text('site_key').notNull(),
    /** A JSON list. */
    origins: jsonb().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [unique('sites_name').on(table.name), unique('sites_site_key').on(table.siteKey)],
)

/** What people changed (CONTRACT §11): rows are added, never changed or taken away. */
export const changes = pgTable(
  'changes',
  {
    id: id(),
    changedAt: instant('changed_at').notNull(),
    changedBy: text('changed_by').notNull(),
    action: text().notNull(),
    subject: text().notNull(),
    subjectId: big('subject_id'),
    /** JSON; null for what was not there before. */
    before: jsonb(),
    /** JSON; null for what is not there any more. */
    after: jsonb(),
  },
  (table) => [index('changes_subject').on(table.subject, table.subjectId)],
)
