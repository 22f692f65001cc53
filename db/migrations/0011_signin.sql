ALTER TABLE "app"."profiles" ADD COLUMN "name" text;--> statement-breakpoint
ALTER TABLE "app"."profiles" ADD COLUMN "signed_out_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "app"."sign_ins" ADD COLUMN "session_id" text;