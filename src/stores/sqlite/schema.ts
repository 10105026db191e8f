import { sql } from 'drizzle-orm/sql'
import {
  blob,
  check,
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'
import { ACTIVITY_STATUSES } from '../../domain/campaign-activity.ts'
import { ENTRY_STATUSES } from '../../domain/campaign-activity-entry.ts'
import { EVENT_SINKS, EVENT_STATUSES } from '../../domain/event-definition.ts'
import { DEAD_LETTER_STATUSES } from '../../domain/outcome.ts'
import { oneOf } from '../one-of.ts'

/** The tables of CONTRACT §3. Instants are epoch milliseconds; all tables are STRICT (see the migrations). */

export const products = sqliteTable(
  'products',
  {
    id: integer().primaryKey(),
    productName: text('product_name').notNull(),
    stock: integer().notNull(),
    initialStock: integer('initial_stock').notNull(),
    price: real().notNull(),
  },
  (table) => [check('products_stock_not_negative', sql`${table.stock} >= 0`)],
)

export const campaigns = sqliteTable('campaigns', {
  id: integer().primaryKey(),
  name: text().notNull(),
  startAt: integer('start_at'),
  endAt: integer('end_at'),
})

export const campaignActivities = sqliteTable(
  'campaign_activities',
  {
    id: integer().primaryKey(),
    campaignId: integer('campaign_id')
      .notNull()
      .references(() => campaigns.id),
    productId: integer('product_id').references(() => products.id),
    name: text().notNull(),
    activityType: text('activity_type').notNull(),
    status: text({ enum: ACTIVITY_STATUSES }).notNull(),
    limitCount: integer('limit_count'),
    approvedCount: integer('approved_count').notNull().default(0),
    startDate: integer('start_date'),
    endDate: integer('end_date'),
    price: real(),
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

export const campaignActivityEntries = sqliteTable(
  'campaign_activity_entries',
  {
    id: integer().primaryKey(),
    campaignActivityId: integer('campaign_activity_id').notNull(),
    userId: integer('user_id').notNull(),
    productId: integer('product_id').notNull(),
    quantity: integer().notNull(),
    price: real().notNull(),
    status: text({ enum: ENTRY_STATUSES }).notNull(),
    rejectReason: text('reject_reason'),
    sequence: integer(),
    requestedAt: integer('requested_at').notNull(),
    processedAt: integer('processed_at').notNull(),
    sourceId: integer('source_id').notNull(),
    sourceOffset: integer('source_offset').notNull(),
    stockSeen: integer('stock_seen').notNull(),
    approvedSeen: integer('approved_seen').notNull(),
  },
  (table) => [
    unique('entries_activity_user').on(table.campaignActivityId, table.userId),
    uniqueIndex('entries_activity_sequence')
      .on(table.campaignActivityId, table.sequence)
      .where(sql`sequence IS NOT NULL`),
    check('entries_status', oneOf(table.status, ENTRY_STATUSES)),
  ],
)

export const userSummary = sqliteTable('user_summary', {
  userId: integer('user_id').primaryKey(),
  lastPurchaseAt: integer('last_purchase_at'),
  lastLoginAt: integer('last_login_at'),
})

export const events = sqliteTable(
  'events',
  {
    id: integer().primaryKey(),
    name: text().notNull(),
    description: text(),
    status: text({ enum: EVENT_STATUSES }).notNull(),
    triggerType: text('trigger_type').notNull(),
    triggerPayload: text('trigger_payload').notNull().default('{}'),
    /** Raised by every change: `event_revisions` has them all. */
    revision: integer().notNull().default(1),
    sink: text({ enum: EVENT_SINKS }).notNull().default('DATABASE'),
    /** Null: all sites. */
    siteId: integer('site_id'),
    startsAt: integer('starts_at'),
    endsAt: integer('ends_at'),
  },
  (table) => [
    check('events_status', oneOf(table.status, EVENT_STATUSES)),
    check('events_sink', oneOf(table.sink, EVENT_SINKS)),
    check('events_trigger_payload_is_json', sql`json_valid(${table.triggerPayload})`),
    index('events_trigger_type').on(table.triggerType, table.status, table.id),
  ],
)

/** Every revision of every event (CONTRACT §12): rows are added, never changed, and outlive their event. */
export const eventRevisions = sqliteTable(
  'event_revisions',
  {
    eventId: integer('event_id').notNull(),
    revision: integer().notNull(),
    /** JSON: the event as a seed file writes it, instants in epoch ms. */
    definition: text().notNull(),
    savedAt: integer('saved_at').notNull(),
    savedBy: text('saved_by').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.eventId, table.revision] }),
    check('event_revisions_definition_is_json', sql`json_valid(${table.definition})`),
  ],
)

export const eventOccurrences = sqliteTable(
  'event_occurrences',
  {
    id: integer().primaryKey(),
    eventId: integer('event_id').notNull(),
    occurredAt: integer('occurred_at').notNull(),
    userId: integer('user_id'),
    pageUrl: text('page_url'),
    eventContext: text('event_context').notNull(),
    messageId: text('message_id'),
    /** The approved entry that this purchase is of; null for an occurrence request. */
    entryId: integer('entry_id'),
    sourceId: integer('source_id').notNull(),
    sourceOffset: integer('source_offset').notNull(),
    /** CRC-32 of a request that has neither entry nor message id: recognises it when it is read again. */
    checksum: integer(),
    /** What only occurrences from a browser have (CONTRACT §14). */
    eventRevision: integer('event_revision'),
    receivedAt: integer('received_at'),
    /** When it happened by the clock of the browser, if that was too far off to be `occurred_at`. */
    sentOccurredAt: integer('sent_occurred_at'),
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

export const sourceOffsets = sqliteTable(
  'source_offsets',
  {
    /** Stands for (source, partition) in the rows that say where they came from. */
    id: integer().primaryKey(),
    source: text().notNull(),
    partition: integer().notNull(),
    nextOffset: integer('next_offset').notNull(),
    /** Files: SHA-256 of the lines below `next_offset`. */
    fingerprint: text(),
  },
  (table) => [unique('source_offsets_source_partition').on(table.source, table.partition)],
)

export const deadLetters = sqliteTable(
  'dead_letters',
  {
    id: integer().primaryKey(),
    source: text().notNull(),
    partition: integer().notNull(),
    offset: integer().notNull(),
    messageKey: blob('message_key', { mode: 'buffer' }),
    /** Null for a tombstone. */
    payload: blob({ mode: 'buffer' }),
    reason: text().notNull(),
    error: text().notNull(),
    status: text({ enum: DEAD_LETTER_STATUSES }).notNull().default('PENDING'),
    createdAt: integer('created_at').notNull(),
    /** The kind that the topic gave it; null: the message's fields decide. */
    messageKind: text('message_kind', { enum: ['command', 'occurrence'] }),
    /** The record's own time, the default for the message's instant; null for a file: the time of reading. */
    recordTime: integer('record_time'),
  },
  (table) => [
    unique('dead_letters_position').on(table.source, table.partition, table.offset),
    check('dead_letters_status', oneOf(table.status, DEAD_LETTER_STATUSES)),
    index('dead_letters_status_id').on(table.status, table.id),
  ],
)

/** Requests by users who had an entry before: the rest of the story that `axon explain` tells. */
export const repeatedRequests = sqliteTable(
  'repeated_requests',
  {
    sourceId: integer('source_id').notNull(),
    sourceOffset: integer('source_offset').notNull(),
    campaignActivityId: integer('campaign_activity_id').notNull(),
    userId: integer('user_id').notNull(),
    requestedAt: integer('requested_at').notNull(),
    outcome: text({ enum: ['approved', 'rejected', 'duplicate'] }).notNull(),
    rejectReason: text('reject_reason'),
  },
  (table) => [primaryKey({ columns: [table.sourceId, table.sourceOffset] })],
)

/** What shop servers and operators sign in with (CONTRACT §11). The key itself is stored nowhere. */
export const apiKeys = sqliteTable(
  'api_keys',
  {
    id: integer().primaryKey(),
    name: text().notNull(),
    role: text({ enum: ['BUSINESS', 'ADMIN', 'VIEWER'] }).notNull(),
    /** SHA-256 of the key. */
    keyHash: blob('key_hash', { mode: 'buffer' }).notNull(),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at'),
    revokedAt: integer('revoked_at'),
  },
  (table) => [
    unique('api_keys_key_hash').on(table.keyHash),
    check('api_keys_role', sql`${table.role} IN ('BUSINESS', 'ADMIN', 'VIEWER')`),
  ],
)

/** Whose pages may ask from a browser (CONTRACT §11). Ids are not used again: definitions name their site. */
export const sites = sqliteTable(
  'sites',
  {
    id: integer().primaryKey({ autoIncrement: true }),
    name: text().notNull(),
    /** Public: it stands in the pages. */
    siteKey: text('site_key').notNull(),
    /** A JSON list. */
    origins: text().notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [
    unique('sites_name').on(table.name),
    unique('sites_site_key').on(table.siteKey),
    check('sites_origins_is_json', sql`json_valid(${table.origins})`),
  ],
)

/** What people changed (CONTRACT §11): rows are added, never changed or taken away. */
export const changes = sqliteTable(
  'changes',
  {
    id: integer().primaryKey(),
    changedAt: integer('changed_at').notNull(),
    changedBy: text('changed_by').notNull(),
    action: text().notNull(),
    subject: text().notNull(),
    subjectId: integer('subject_id'),
    /** JSON; null for what was not there before. */
    before: text(),
    /** JSON; null for what is not there any more. */
    after: text(),
  },
  (table) => [index('changes_subject').on(table.subject, table.subjectId)],
)
