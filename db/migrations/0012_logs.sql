CREATE TABLE "app"."session_deltas" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "app"."session_deltas_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"workspace_id" uuid NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"target_id" uuid NOT NULL,
	"device" text NOT NULL,
	"country" text NOT NULL,
	"referrer" text NOT NULL,
	"outcome" text NOT NULL,
	"bin" integer,
	"sessions" integer DEFAULT 0 NOT NULL,
	"pages" integer DEFAULT 0 NOT NULL,
	"events" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "app"."session_deltas" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."session_hours" (
	"workspace_id" uuid NOT NULL,
	"dimension" text NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"value" text NOT NULL,
	"target_id" uuid NOT NULL,
	"scheduled" integer DEFAULT 0 NOT NULL,
	"running" integer DEFAULT 0 NOT NULL,
	"completed" integer DEFAULT 0 NOT NULL,
	"dropped" integer DEFAULT 0 NOT NULL,
	"bounced" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"cancelled" integer DEFAULT 0 NOT NULL,
	"pages" bigint DEFAULT 0 NOT NULL,
	"events" bigint DEFAULT 0 NOT NULL,
	"lengths" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"sessions" integer GENERATED ALWAYS AS (scheduled + running + completed + dropped + bounced + failed + cancelled) STORED NOT NULL,
	CONSTRAINT "session_hours_workspace_id_dimension_hour_value_target_id_pk" PRIMARY KEY("workspace_id","dimension","hour","value","target_id")
);
--> statement-breakpoint
ALTER TABLE "app"."session_hours" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."session_versions" (
	"workspace_id" uuid PRIMARY KEY NOT NULL,
	"folded" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "app"."session_versions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."session_words" (
	"workspace_id" uuid NOT NULL,
	"session_id" uuid PRIMARY KEY NOT NULL,
	"words" "tsvector" NOT NULL
);
--> statement-breakpoint
ALTER TABLE "app"."session_words" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP INDEX "app"."sessions_page";--> statement-breakpoint
ALTER TABLE "app"."sessions" ADD COLUMN "began_at" timestamp (3) with time zone GENERATED ALWAYS AS (coalesce(started_at, due_at)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."sessions" ADD COLUMN "events" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."sessions" ADD COLUMN "template_id" uuid;--> statement-breakpoint
ALTER TABLE "app"."session_deltas" ADD CONSTRAINT "session_deltas_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "app"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."session_hours" ADD CONSTRAINT "session_hours_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "app"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."session_versions" ADD CONSTRAINT "session_versions_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "app"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."session_words" ADD CONSTRAINT "session_words_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "app"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."session_words" ADD CONSTRAINT "session_words_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "app"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "session_deltas_workspace" ON "app"."session_deltas" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "session_hours_empty" ON "app"."session_hours" USING btree ("workspace_id") WHERE sessions = 0;--> statement-breakpoint
CREATE INDEX "session_words_found" ON "app"."session_words" USING gin ("words");--> statement-breakpoint
CREATE INDEX "session_words_workspace" ON "app"."session_words" USING btree ("workspace_id");--> statement-breakpoint
CREATE INDEX "sessions_began" ON "app"."sessions" USING btree ("workspace_id","began_at","id");--> statement-breakpoint
CREATE INDEX "sessions_outcome" ON "app"."sessions" USING btree ("workspace_id","outcome","began_at","id");--> statement-breakpoint
CREATE INDEX "sessions_length" ON "app"."sessions" USING btree ("workspace_id",coalesce(length_ms, -1),"id");--> statement-breakpoint
CREATE POLICY "session_deltas_own" ON "app"."session_deltas" AS PERMISSIVE FOR ALL TO "app" USING (workspace_id = app.current_workspace()) WITH CHECK (workspace_id = app.current_workspace());--> statement-breakpoint
CREATE POLICY "session_deltas_system" ON "app"."session_deltas" AS PERMISSIVE FOR ALL TO "system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "session_hours_own" ON "app"."session_hours" AS PERMISSIVE FOR ALL TO "app" USING (workspace_id = app.current_workspace()) WITH CHECK (workspace_id = app.current_workspace());--> statement-breakpoint
CREATE POLICY "session_hours_system" ON "app"."session_hours" AS PERMISSIVE FOR ALL TO "system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "session_versions_own" ON "app"."session_versions" AS PERMISSIVE FOR ALL TO "app" USING (workspace_id = app.current_workspace()) WITH CHECK (workspace_id = app.current_workspace());--> statement-breakpoint
CREATE POLICY "session_versions_system" ON "app"."session_versions" AS PERMISSIVE FOR ALL TO "system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "session_words_own" ON "app"."session_words" AS PERMISSIVE FOR ALL TO "app" USING (workspace_id = app.current_workspace()) WITH CHECK (workspace_id = app.current_workspace());--> statement-breakpoint
CREATE POLICY "session_words_system" ON "app"."session_words" AS PERMISSIVE FOR ALL TO "system" USING (true) WITH CHECK (true);