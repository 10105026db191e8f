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
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_key_hash` ON `api_keys` (`key_hash`);--> statement-breakpoint
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
--> statement-breakpoint
CREATE INDEX `changes_subject` ON `changes` (`subject`,`subject_id`);--> statement-breakpoint
CREATE TABLE `sites` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`site_key` text NOT NULL,
	`origins` text NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "sites_origins_is_json" CHECK(json_valid("sites"."origins"))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `sites_name` ON `sites` (`name`);--> statement-breakpoint
CREATE UNIQUE INDEX `sites_site_key` ON `sites` (`site_key`);