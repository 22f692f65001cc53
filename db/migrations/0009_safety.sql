CREATE TABLE "app"."budgets" (
	"key" text PRIMARY KEY NOT NULL,
	"spent_until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "app"."budgets" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."idempotency_keys" (
	"workspace_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"route" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"made_id" uuid NOT NULL,
	"held_until" timestamp (3) with time zone,
	"status" integer,
	"headers" jsonb,
	"body" text,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_workspace_id_user_id_route_key_pk" PRIMARY KEY("workspace_id","user_id","route","key")
);
--> statement-breakpoint
ALTER TABLE "app"."idempotency_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."target_secrets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"target_id" uuid NOT NULL,
	"name" text NOT NULL,
	"sealed" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "target_secrets_name" UNIQUE("target_id","name")
);
--> statement-breakpoint
ALTER TABLE "app"."target_secrets" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "app"."idempotency_keys" ADD CONSTRAINT "idempotency_keys_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "app"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."idempotency_keys" ADD CONSTRAINT "idempotency_keys_user_id_profiles_id_fk" FOREIGN KEY ("user_id") REFERENCES "app"."profiles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."target_secrets" ADD CONSTRAINT "target_secrets_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "app"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."target_secrets" ADD CONSTRAINT "target_secrets_target_id_targets_id_fk" FOREIGN KEY ("target_id") REFERENCES "app"."targets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "idempotency_keys_expiry" ON "app"."idempotency_keys" USING btree ("expires_at");--> statement-breakpoint
CREATE POLICY "budgets_system" ON "app"."budgets" AS PERMISSIVE FOR ALL TO "system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "idempotency_keys_own" ON "app"."idempotency_keys" AS PERMISSIVE FOR ALL TO "app" USING (workspace_id = app.current_workspace()) WITH CHECK (workspace_id = app.current_workspace());--> statement-breakpoint
CREATE POLICY "idempotency_keys_system" ON "app"."idempotency_keys" AS PERMISSIVE FOR ALL TO "system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "target_secrets_own" ON "app"."target_secrets" AS PERMISSIVE FOR ALL TO "app" USING (workspace_id = app.current_workspace()) WITH CHECK (workspace_id = app.current_workspace());--> statement-breakpoint
CREATE POLICY "target_secrets_system" ON "app"."target_secrets" AS PERMISSIVE FOR ALL TO "system" USING (true) WITH CHECK (true);