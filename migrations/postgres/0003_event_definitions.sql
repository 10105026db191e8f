CREATE TABLE "event_revisions" (
	"event_id" bigint NOT NULL,
	"revision" integer NOT NULL,
	"definition" jsonb NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"saved_by" text NOT NULL,
	CONSTRAINT "event_revisions_event_id_revision_pk" PRIMARY KEY("event_id","revision")
);
--> statement-breakpoint
ALTER TABLE "event_occurrences" ADD COLUMN "event_revision" integer;--> statement-breakpoint
ALTER TABLE "event_occurrences" ADD COLUMN "received_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "event_occurrences" ADD COLUMN "sent_occurred_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "event_occurrences" ADD COLUMN "anonymous_id" text;--> statement-breakpoint
ALTER TABLE "event_occurrences" ADD COLUMN "session_id" text;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "sink" text DEFAULT 'DATABASE' NOT NULL;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "site_id" bigint;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "starts_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "ends_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_sink" CHECK ("events"."sink" IN ('LOG', 'DATABASE'));--> statement-breakpoint
INSERT INTO "event_revisions" ("event_id", "revision", "definition", "saved_at", "saved_by")
SELECT "id", 1, jsonb_build_object('id', "id", 'name', "name", 'description', "description", 'status', "status", 'triggerType', "trigger_type", 'triggerPayload', "trigger_payload", 'sink', 'DATABASE', 'siteId', NULL, 'startsAt', NULL, 'endsAt', NULL), now(), 'upgrade'
FROM "events";
