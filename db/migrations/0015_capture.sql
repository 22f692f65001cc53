CREATE TABLE "app"."inspections" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"target_id" uuid NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"queued_at" timestamp (3) with time zone,
	"lease_until" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"reason" text,
	"report" jsonb,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "app"."inspections" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."third_parties" (
	"workspace_id" uuid NOT NULL,
	"target_id" uuid NOT NULL,
	"host" text NOT NULL,
	"vendor" text,
	"allowed" boolean NOT NULL,
	"decided_by" text NOT NULL,
	"seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "third_parties_target_id_host_pk" PRIMARY KEY("target_id","host")
);
--> statement-breakpoint
ALTER TABLE "app"."third_parties" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "app"."attempts" ADD COLUMN "failed" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."attempts" ADD COLUMN "events" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."attempts" ADD COLUMN "left" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."targets" ADD COLUMN "label" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."targets" ADD COLUMN "consent" jsonb DEFAULT '{"accept":100,"decline":0,"ignore":0}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."targets" ADD COLUMN "email_pattern" text;--> statement-breakpoint
ALTER TABLE "app"."inspections" ADD CONSTRAINT "inspections_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "app"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."inspections" ADD CONSTRAINT "inspections_target_id_targets_id_fk" FOREIGN KEY ("target_id") REFERENCES "app"."targets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."third_parties" ADD CONSTRAINT "third_parties_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "app"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."third_parties" ADD CONSTRAINT "third_parties_target_id_targets_id_fk" FOREIGN KEY ("target_id") REFERENCES "app"."targets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "inspections_open" ON "app"."inspections" USING btree ("target_id") WHERE state in ('waiting', 'running');--> statement-breakpoint
CREATE INDEX "inspections_target" ON "app"."inspections" USING btree ("target_id","id");--> statement-breakpoint
CREATE POLICY "inspections_own" ON "app"."inspections" AS PERMISSIVE FOR ALL TO "app" USING (workspace_id = app.current_workspace()) WITH CHECK (workspace_id = app.current_workspace());--> statement-breakpoint
CREATE POLICY "inspections_system" ON "app"."inspections" AS PERMISSIVE FOR ALL TO "system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "third_parties_own" ON "app"."third_parties" AS PERMISSIVE FOR ALL TO "app" USING (workspace_id = app.current_workspace()) WITH CHECK (workspace_id = app.current_workspace());--> statement-breakpoint
CREATE POLICY "third_parties_system" ON "app"."third_parties" AS PERMISSIVE FOR ALL TO "system" USING (true) WITH CHECK (true);