CREATE TABLE "app"."visitors" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"target_id" uuid NOT NULL,
	"device" text NOT NULL,
	"country" text NOT NULL,
	"sealed_person" text NOT NULL,
	"sealed_storage" text,
	"account_at" timestamp (3) with time zone,
	"visits" integer DEFAULT 0 NOT NULL,
	"session_id" uuid,
	"attempt" integer,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "app"."visitors" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "app"."visitors" ADD CONSTRAINT "visitors_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "app"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."visitors" ADD CONSTRAINT "visitors_target_id_targets_id_fk" FOREIGN KEY ("target_id") REFERENCES "app"."targets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."visitors" ADD CONSTRAINT "visitors_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "app"."sessions"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "visitors_page" ON "app"."visitors" USING btree ("target_id","id");--> statement-breakpoint
CREATE INDEX "visitors_seen" ON "app"."visitors" USING btree ("target_id","last_seen_at");--> statement-breakpoint
CREATE INDEX "visitors_session" ON "app"."visitors" USING btree ("session_id");--> statement-breakpoint
CREATE POLICY "visitors_own" ON "app"."visitors" AS PERMISSIVE FOR ALL TO "app" USING (workspace_id = app.current_workspace()) WITH CHECK (workspace_id = app.current_workspace());--> statement-breakpoint
CREATE POLICY "visitors_system" ON "app"."visitors" AS PERMISSIVE FOR ALL TO "system" USING (true) WITH CHECK (true);