DROP INDEX "app"."sessions_target";--> statement-breakpoint
ALTER TABLE "app"."targets" ADD COLUMN "proven_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "app"."targets" ADD COLUMN "proven_by" text;--> statement-breakpoint
ALTER TABLE "app"."targets" ADD COLUMN "checked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "app"."targets" ADD COLUMN "check_asked_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "app"."targets" ADD COLUMN "check_due_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "app"."targets" ADD COLUMN "misses" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."targets" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "app"."targets" ADD COLUMN "sessions_per_hour" integer;--> statement-breakpoint
ALTER TABLE "app"."targets" ADD COLUMN "sessions_at_once" integer;--> statement-breakpoint
CREATE INDEX "sessions_waiting" ON "app"."sessions" USING btree ("target_id","due_at","id") WHERE outcome = 'scheduled';--> statement-breakpoint
CREATE INDEX "targets_check" ON "app"."targets" USING btree ("check_due_at") WHERE check_due_at is not null;--> statement-breakpoint
CREATE INDEX "sessions_target" ON "app"."sessions" USING btree ("target_id","started_at");