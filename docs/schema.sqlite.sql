-- The tables of a freshly migrated database. Made by `npm run schema`; a test holds it true.

CREATE TABLE `api_keys` (
  `id` integer PRIMARY KEY NOT NULL,
  `name` text NOT NULL,
  `role` text NOT NULL,
  `key_hash` blob NOT NULL,
  `created_at` integer NOT NULL,
  `expires_at` integer,
  `revoked_at` integer,
  CONSTRAINT "api_keys_role" CHECK("api_keys"."role" IN ('BUSINESS', 'ADMIN', 'VIEWER'))
) STRICT;

CREATE UNIQUE INDEX `api_keys_key_hash` ON `api_keys` (`key_hash`);

CREATE TABLE axon_migrations (hash TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;

CREATE TABLE `campaign_activities` (
  `id` integer PRIMARY KEY NOT NULL,
  `campaign_id` integer NOT NULL,
  `product_id` integer,
  `name` text NOT NULL,
  `activity_type` text NOT NULL,
  `status` text NOT NULL,
  `limit_count` integer,
  `approved_count` integer DEFAULT 0 NOT NULL,
  `start_date` integer,
  `end_date` integer,
  `price` real, `max_quantity` integer DEFAULT 1 NOT NULL,
  FOREIGN KEY (`campaign_id`) REFERENCES `campaigns`(`id`) ON UPDATE no action ON DELETE no action,
  FOREIGN KEY (`product_id`) REFERENCES `products`(`id`) ON UPDATE no action ON DELETE no action,
  CONSTRAINT "campaign_activities_status" CHECK("campaign_activities"."status" IN ('DRAFT', 'ACTIVE', 'PAUSED', 'ENDED')),
  CONSTRAINT "campaign_activities_within_limit" CHECK("campaign_activities"."approved_count" >= 0 AND ("campaign_activities"."limit_count" IS NULL OR "campaign_activities"."approved_count" <= "campaign_activities"."limit_count"))
) STRICT;

CREATE TABLE `campaign_activity_entries` (
  `id` integer PRIMARY KEY NOT NULL,
  `campaign_activity_id` integer NOT NULL,
  `user_id` integer NOT NULL,
  `product_id` integer NOT NULL,
  `quantity` integer NOT NULL,
  `price` real NOT NULL,
  `status` text NOT NULL,
  `reject_reason` text,
  `sequence` integer,
  `requested_at` integer NOT NULL,
  `processed_at` integer NOT NULL,
  `source_id` integer NOT NULL,
  `source_offset` integer NOT NULL,
  `stock_seen` integer NOT NULL,
  `approved_seen` integer NOT NULL,
  CONSTRAINT "entries_status" CHECK("campaign_activity_entries"."status" IN ('APPROVED', 'REJECTED'))
) STRICT;

CREATE UNIQUE INDEX `entries_activity_sequence` ON `campaign_activity_entries` (`campaign_activity_id`,`sequence`) WHERE sequence IS NOT NULL;

CREATE UNIQUE INDEX `entries_activity_user` ON `campaign_activity_entries` (`campaign_activity_id`,`user_id`);

CREATE TABLE `campaigns` (
  `id` integer PRIMARY KEY NOT NULL,
  `name` text NOT NULL,
  `start_at` integer,
  `end_at` integer
) STRICT;

CREATE TABLE `changes` (
  `id` integer PRIMARY KEY NOT NULL,
  `changed_at` integer NOT NULL,
  `changed_by` text NOT NULL,
  `action` text NOT NULL,
  `subject` text NOT NULL,
  `subject_id` integer,
  `before` text,
  `after` text
) STRICT;

CREATE INDEX `changes_subject` ON `changes` (`subject`,`subject_id`);

CREATE TABLE `dead_letters` (
  `id` integer PRIMARY KEY NOT NULL,
  `source` text NOT NULL,
  `partition` integer NOT NULL,
  `offset` integer NOT NULL,
  `message_key` blob,
  `payload` blob,
  `reason` text NOT NULL,
  `error` text NOT NULL,
  `status` text DEFAULT 'PENDING' NOT NULL,
  `created_at` integer NOT NULL,
  `message_kind` text,
  `record_time` integer,
  CONSTRAINT "dead_letters_status" CHECK("dead_letters"."status" IN ('PENDING', 'RETRIED', 'DISCARDED'))
) STRICT;

CREATE UNIQUE INDEX `dead_letters_position` ON `dead_letters` (`source`,`partition`,`offset`);

CREATE INDEX `dead_letters_status_id` ON `dead_letters` (`status`,`id`);

CREATE TABLE `event_occurrences` (
  `id` integer PRIMARY KEY NOT NULL,
  `event_id` integer NOT NULL,
  `occurred_at` integer NOT NULL,
  `user_id` integer,
  `page_url` text,
  `event_context` text NOT NULL,
  `message_id` text,
  `entry_id` integer,
  `source_id` integer NOT NULL,
  `source_offset` integer NOT NULL,
  `checksum` integer
, `event_revision` integer, `received_at` integer, `sent_occurred_at` integer, `anonymous_id` text, `session_id` text) STRICT;

CREATE UNIQUE INDEX `occurrences_entry` ON `event_occurrences` (`entry_id`) WHERE entry_id IS NOT NULL;

CREATE UNIQUE INDEX `occurrences_message_id` ON `event_occurrences` (`message_id`) WHERE message_id IS NOT NULL;

CREATE UNIQUE INDEX `occurrences_request` ON `event_occurrences` (`source_id`,`source_offset`,`checksum`) WHERE checksum IS NOT NULL;

CREATE TABLE `event_revisions` (
  `event_id` integer NOT NULL,
  `revision` integer NOT NULL,
  `definition` text NOT NULL,
  `saved_at` integer NOT NULL,
  `saved_by` text NOT NULL,
  PRIMARY KEY(`event_id`, `revision`),
  CONSTRAINT "event_revisions_definition_is_json" CHECK(json_valid("event_revisions"."definition"))
) STRICT;

CREATE TABLE `events` (
  `id` integer PRIMARY KEY NOT NULL,
  `name` text NOT NULL,
  `description` text,
  `status` text NOT NULL,
  `trigger_type` text NOT NULL,
  `trigger_payload` text DEFAULT '{}' NOT NULL, `revision` integer DEFAULT 1 NOT NULL, `sink` text DEFAULT 'DATABASE' NOT NULL CONSTRAINT "events_sink" CHECK("sink" IN ('LOG', 'DATABASE')), `site_id` integer, `starts_at` integer, `ends_at` integer,
  CONSTRAINT "events_status" CHECK("events"."status" IN ('ACTIVE', 'INACTIVE')),
  CONSTRAINT "events_trigger_payload_is_json" CHECK(json_valid("events"."trigger_payload"))
) STRICT;

CREATE INDEX `events_trigger_type` ON `events` (`trigger_type`,`status`,`id`);

CREATE TABLE `products` (
  `id` integer PRIMARY KEY NOT NULL,
  `product_name` text NOT NULL,
  `stock` integer NOT NULL,
  `initial_stock` integer NOT NULL,
  `price` real NOT NULL,
  CONSTRAINT "products_stock_not_negative" CHECK("products"."stock" >= 0)
) STRICT;

CREATE TABLE `repeated_requests` (
  `source_id` integer NOT NULL,
  `source_offset` integer NOT NULL,
  `campaign_activity_id` integer NOT NULL,
  `user_id` integer NOT NULL,
  `requested_at` integer NOT NULL,
  `outcome` text NOT NULL,
  `reject_reason` text,
  PRIMARY KEY(`source_id`, `source_offset`)
) STRICT, WITHOUT ROWID;

CREATE TABLE `sites` (
  `id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  `name` text NOT NULL,
  `site_key` text NOT NULL,
  `origins` text NOT NULL,
  `created_at` integer NOT NULL,
  CONSTRAINT "sites_origins_is_json" CHECK(json_valid("sites"."origins"))
) STRICT;

CREATE UNIQUE INDEX `sites_name` ON `sites` (`name`);

CREATE UNIQUE INDEX `sites_site_key` ON `sites` (`site_key`);

CREATE TABLE `source_offsets` (
  `id` integer PRIMARY KEY NOT NULL,
  `source` text NOT NULL,
  `partition` integer NOT NULL,
  `next_offset` integer NOT NULL,
  `fingerprint` text
) STRICT;

CREATE UNIQUE INDEX `source_offsets_source_partition` ON `source_offsets` (`source`,`partition`);

CREATE TABLE sqlite_sequence(name,seq);

CREATE TABLE `user_summary` (
  `user_id` integer PRIMARY KEY NOT NULL,
  `last_purchase_at` integer,
  `last_login_at` integer
) STRICT;
