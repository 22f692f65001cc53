CREATE TABLE "app"."erasures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"keys" text[] NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "app"."erasures" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "app"."workspaces" ADD COLUMN "plan" text DEFAULT 'self-hosted' NOT NULL;--> statement-breakpoint
CREATE INDEX "erasures_due" ON "app"."erasures" USING btree ("created_at");--> statement-breakpoint
CREATE POLICY "erasures_own" ON "app"."erasures" AS PERMISSIVE FOR ALL TO "app" USING (workspace_id = app.current_workspace()) WITH CHECK (workspace_id = app.current_workspace());--> statement-breakpoint
CREATE POLICY "erasures_system" ON "app"."erasures" AS PERMISSIVE FOR ALL TO "system" USING (true) WITH CHECK (true);