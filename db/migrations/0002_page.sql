CREATE TABLE "app"."sign_ins" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "app"."sign_ins" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."frames" (
	"workspace_id" uuid NOT NULL,
	"turn_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"data" json NOT NULL,
	CONSTRAINT "frames_turn_id_number_pk" PRIMARY KEY("turn_id","number")
);
--> statement-breakpoint
ALTER TABLE "app"."frames" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."turns" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"state" text DEFAULT 'running' NOT NULL,
	"heartbeat_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"stop_requested_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "app"."turns" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "app"."sign_ins" ADD CONSTRAINT "sign_ins_user_id_profiles_id_fk" FOREIGN KEY ("user_id") REFERENCES "app"."profiles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."frames" ADD CONSTRAINT "frames_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "app"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."frames" ADD CONSTRAINT "frames_turn_id_turns_id_fk" FOREIGN KEY ("turn_id") REFERENCES "app"."turns"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."turns" ADD CONSTRAINT "turns_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "app"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."turns" ADD CONSTRAINT "turns_conversation_id_conversations_id_fk" FOREIGN KEY ("conversation_id") REFERENCES "app"."conversations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sign_ins_person" ON "app"."sign_ins" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "turns_running" ON "app"."turns" USING btree ("conversation_id") WHERE state = 'running';--> statement-breakpoint
CREATE INDEX "turns_conversation" ON "app"."turns" USING btree ("conversation_id");--> statement-breakpoint
CREATE INDEX "turns_ended" ON "app"."turns" USING btree ("ended_at") WHERE ended_at is not null;--> statement-breakpoint
CREATE POLICY "sign_ins_system" ON "app"."sign_ins" AS PERMISSIVE FOR ALL TO "system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "frames_own" ON "app"."frames" AS PERMISSIVE FOR ALL TO "app" USING (workspace_id = app.current_workspace()) WITH CHECK (workspace_id = app.current_workspace());--> statement-breakpoint
CREATE POLICY "frames_system" ON "app"."frames" AS PERMISSIVE FOR ALL TO "system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "turns_own" ON "app"."turns" AS PERMISSIVE FOR ALL TO "app" USING (workspace_id = app.current_workspace()) WITH CHECK (workspace_id = app.current_workspace());--> statement-breakpoint
CREATE POLICY "turns_system" ON "app"."turns" AS PERMISSIVE FOR ALL TO "system" USING (true) WITH CHECK (true);