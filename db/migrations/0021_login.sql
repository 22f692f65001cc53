ALTER TABLE "app"."targets" ADD COLUMN "access" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "app"."targets" ADD COLUMN "proxies" jsonb DEFAULT '{}'::jsonb NOT NULL;