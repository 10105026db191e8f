CREATE TABLE `event_revisions` (
	`event_id` integer NOT NULL,
	`revision` integer NOT NULL,
	`definition` text NOT NULL,
	`saved_at` integer NOT NULL,
	`saved_by` text NOT NULL,
	PRIMARY KEY(`event_id`, `revision`),
	CONSTRAINT "event_revisions_definition_is_json" CHECK(json_valid("event_revisions"."definition"))
) STRICT;
--> statement-breakpoint
ALTER TABLE `event_occurrences` ADD `event_revision` integer;--> statement-breakpoint
ALTER TABLE `event_occurrences` ADD `received_at` integer;--> statement-breakpoint
ALTER TABLE `event_occurrences` ADD `sent_occurred_at` integer;--> statement-breakpoint
ALTER TABLE `event_occurrences` ADD `anonymous_id` text;--> statement-breakpoint
ALTER TABLE `event_occurrences` ADD `session_id` text;--> statement-breakpoint
ALTER TABLE `events` ADD `revision` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `events` ADD `sink` text DEFAULT 'DATABASE' NOT NULL CONSTRAINT "events_sink" CHECK("sink" IN ('LOG', 'DATABASE'));--> statement-breakpoint
ALTER TABLE `events` ADD `site_id` integer;--> statement-breakpoint
ALTER TABLE `events` ADD `starts_at` integer;--> statement-breakpoint
ALTER TABLE `events` ADD `ends_at` integer;--> statement-breakpoint
INSERT INTO `event_revisions` (`event_id`, `revision`, `definition`, `saved_at`, `saved_by`)
SELECT `id`, 1, json_object('id', `id`, 'name', `name`, 'description', `description`, 'status', `status`, 'triggerType', `trigger_type`, 'triggerPayload', json(`trigger_payload`), 'sink', 'DATABASE', 'siteId', NULL, 'startsAt', NULL, 'endsAt', NULL), CAST(unixepoch('subsec') * 1000 AS INTEGER), 'upgrade'
FROM `events`;
