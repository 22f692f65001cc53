CREATE TABLE "app"."memory_changes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"memory_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"session_id" uuid,
	"reason" text,
	"before" jsonb,
	"after" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "app"."memory_changes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "app"."memory" ALTER COLUMN "rounds" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."memory" ADD COLUMN "version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."memory" ADD COLUMN "lease_owner" uuid;--> statement-breakpoint
ALTER TABLE "app"."memory" ADD COLUMN "lease_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "app"."memory" ADD COLUMN "updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."memory_changes" ADD CONSTRAINT "memory_changes_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "app"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."memory_changes" ADD CONSTRAINT "memory_changes_memory_id_memory_id_fk" FOREIGN KEY ("memory_id") REFERENCES "app"."memory"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "memory_changes_entry" ON "app"."memory_changes" USING btree ("memory_id","version");--> statement-breakpoint
CREATE POLICY "memory_changes_own" ON "app"."memory_changes" AS PERMISSIVE FOR ALL TO "app" USING (workspace_id = app.current_workspace()) WITH CHECK (workspace_id = app.current_workspace());--> statement-breakpoint
CREATE POLICY "memory_changes_system" ON "app"."memory_changes" AS PERMISSIVE FOR ALL TO "system" USING (true) WITH CHECK (true);