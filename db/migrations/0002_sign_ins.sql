CREATE TABLE "app"."sign_ins" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "app"."sign_ins" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "app"."sign_ins" ADD CONSTRAINT "sign_ins_user_id_profiles_id_fk" FOREIGN KEY ("user_id") REFERENCES "app"."profiles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sign_ins_person" ON "app"."sign_ins" USING btree ("user_id");--> statement-breakpoint
CREATE POLICY "sign_ins_system" ON "app"."sign_ins" AS PERMISSIVE FOR ALL TO "system" USING (true) WITH CHECK (true);