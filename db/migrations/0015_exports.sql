CREATE TABLE "app"."exports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"format" text NOT NULL,
	"asked" jsonb NOT NULL,
	"filters" jsonb NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"reason" text,
	"rows" integer DEFAULT 0 NOT NULL,
	"total" integer,
	"total_exact" boolean DEFAULT true NOT NULL,
	"bytes" bigint,
	"link_secret" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"queued_at" timestamp (3) with time zone,
	"lease_owner" uuid,
	"lease_until" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "app"."exports" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."views" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"name" text NOT NULL,
	"filters" jsonb NOT NULL,
	"columns" text[] NOT NULL,
	"shared" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "views_name" UNIQUE("workspace_id","user_id","name")
);
--> statement-breakpoint
ALTER TABLE "app"."views" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "app"."exports" ADD CONSTRAINT "exports_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "app"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."exports" ADD CONSTRAINT "exports_user_id_profiles_id_fk" FOREIGN KEY ("user_id") REFERENCES "app"."profiles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."views" ADD CONSTRAINT "views_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "app"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."views" ADD CONSTRAINT "views_user_id_profiles_id_fk" FOREIGN KEY ("user_id") REFERENCES "app"."profiles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "exports_page" ON "app"."exports" USING btree ("workspace_id","user_id","id");--> statement-breakpoint
CREATE INDEX "exports_open" ON "app"."exports" USING btree ("created_at") WHERE state in ('waiting', 'running');--> statement-breakpoint
CREATE INDEX "exports_expired" ON "app"."exports" USING btree ("expires_at");--> statement-breakpoint
CREATE POLICY "exports_own" ON "app"."exports" AS PERMISSIVE FOR ALL TO "app" USING (workspace_id = app.current_workspace()) WITH CHECK (workspace_id = app.current_workspace());--> statement-breakpoint
CREATE POLICY "exports_system" ON "app"."exports" AS PERMISSIVE FOR ALL TO "system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "views_own" ON "app"."views" AS PERMISSIVE FOR ALL TO "app" USING (workspace_id = app.current_workspace()) WITH CHECK (workspace_id = app.current_workspace());--> statement-breakpoint
CREATE POLICY "views_system" ON "app"."views" AS PERMISSIVE FOR ALL TO "system" USING (true) WITH CHECK (true);