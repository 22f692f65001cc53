CREATE TABLE "app"."audit" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"user_id" uuid,
	"email" text,
	"key_id" uuid,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"subject_id" text NOT NULL,
	"subject_name" text,
	"before" jsonb,
	"after" jsonb,
	"channel" text NOT NULL,
	"address" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "app"."audit" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."invites" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"email" text NOT NULL,
	"role" "app"."member_role" NOT NULL,
	"token_hash" text NOT NULL,
	"invited_by" uuid NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"accepted_at" timestamp (3) with time zone,
	"accepted_by" uuid,
	"revoked_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "invites_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "app"."invites" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"name" text NOT NULL,
	"user_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"last_four" text NOT NULL,
	"scopes" text[] NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "keys_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "app"."keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "app"."members" ALTER COLUMN "last_used_at" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "app"."members" ALTER COLUMN "last_used_at" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."conversations" ADD COLUMN "key_id" uuid;--> statement-breakpoint
ALTER TABLE "app"."workspaces" ADD COLUMN "deleted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "app"."audit" ADD CONSTRAINT "audit_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "app"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."invites" ADD CONSTRAINT "invites_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "app"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."invites" ADD CONSTRAINT "invites_invited_by_profiles_id_fk" FOREIGN KEY ("invited_by") REFERENCES "app"."profiles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."invites" ADD CONSTRAINT "invites_accepted_by_profiles_id_fk" FOREIGN KEY ("accepted_by") REFERENCES "app"."profiles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."keys" ADD CONSTRAINT "keys_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "app"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."keys" ADD CONSTRAINT "keys_user_id_profiles_id_fk" FOREIGN KEY ("user_id") REFERENCES "app"."profiles"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_page" ON "app"."audit" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "invites_page" ON "app"."invites" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "invites_open" ON "app"."invites" USING btree ("workspace_id","email") WHERE accepted_at is null and revoked_at is null;--> statement-breakpoint
CREATE INDEX "keys_page" ON "app"."keys" USING btree ("workspace_id","id");--> statement-breakpoint
ALTER TABLE "app"."conversations" ADD CONSTRAINT "conversations_key_id_keys_id_fk" FOREIGN KEY ("key_id") REFERENCES "app"."keys"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "members_person" ON "app"."members" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "workspaces_deleted" ON "app"."workspaces" USING btree ("deleted_at") WHERE deleted_at is not null;--> statement-breakpoint
CREATE POLICY "audit_read" ON "app"."audit" AS PERMISSIVE FOR SELECT TO "app" USING (workspace_id = app.current_workspace());--> statement-breakpoint
CREATE POLICY "audit_add" ON "app"."audit" AS PERMISSIVE FOR INSERT TO "app" WITH CHECK (workspace_id = app.current_workspace());--> statement-breakpoint
CREATE POLICY "audit_system_read" ON "app"."audit" AS PERMISSIVE FOR SELECT TO "system" USING (true);--> statement-breakpoint
CREATE POLICY "audit_system_add" ON "app"."audit" AS PERMISSIVE FOR INSERT TO "system" WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "invites_own" ON "app"."invites" AS PERMISSIVE FOR ALL TO "app" USING (workspace_id = app.current_workspace()) WITH CHECK (workspace_id = app.current_workspace());--> statement-breakpoint
CREATE POLICY "invites_system" ON "app"."invites" AS PERMISSIVE FOR ALL TO "system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "keys_own" ON "app"."keys" AS PERMISSIVE FOR ALL TO "app" USING (workspace_id = app.current_workspace()) WITH CHECK (workspace_id = app.current_workspace());--> statement-breakpoint
CREATE POLICY "keys_system" ON "app"."keys" AS PERMISSIVE FOR ALL TO "system" USING (true) WITH CHECK (true);