DROP POLICY "session_hours_own" ON "app"."session_hours" CASCADE;--> statement-breakpoint
DROP POLICY "session_hours_system" ON "app"."session_hours" CASCADE;--> statement-breakpoint
DROP TABLE "app"."session_hours" CASCADE;--> statement-breakpoint
ALTER TABLE "app"."session_deltas" ADD COLUMN "reached" text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE TABLE "app"."session_lengths" (
	"workspace_id" uuid NOT NULL,
	"dimension" text NOT NULL,
	"span" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"value" text NOT NULL,
	"target_id" uuid NOT NULL,
	"bars" integer[] NOT NULL,
	"bins" integer[] NOT NULL,
	"counts" integer[] NOT NULL,
	CONSTRAINT "session_lengths_pk" PRIMARY KEY("workspace_id","dimension","span","at","value","target_id")
);
--> statement-breakpoint
ALTER TABLE "app"."session_lengths" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "app"."session_sums" (
	"workspace_id" uuid NOT NULL,
	"dimension" text NOT NULL,
	"span" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
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
	"sessions" integer GENERATED ALWAYS AS (scheduled + running + completed + dropped + bounced + failed + cancelled) STORED NOT NULL,
	CONSTRAINT "session_sums_pk" PRIMARY KEY("workspace_id","dimension","span","at","value","target_id")
);
--> statement-breakpoint
ALTER TABLE "app"."session_sums" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "app"."session_lengths" ADD CONSTRAINT "session_lengths_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "app"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "app"."session_sums" ADD CONSTRAINT "session_sums_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "app"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "session_lengths_empty" ON "app"."session_lengths" USING btree ("workspace_id") WHERE bins = '{}';--> statement-breakpoint
CREATE INDEX "session_sums_empty" ON "app"."session_sums" USING btree ("workspace_id") WHERE sessions = 0;--> statement-breakpoint
CREATE POLICY "session_lengths_own" ON "app"."session_lengths" AS PERMISSIVE FOR ALL TO "app" USING (workspace_id = app.current_workspace()) WITH CHECK (workspace_id = app.current_workspace());--> statement-breakpoint
CREATE POLICY "session_lengths_system" ON "app"."session_lengths" AS PERMISSIVE FOR ALL TO "system" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "session_sums_own" ON "app"."session_sums" AS PERMISSIVE FOR ALL TO "app" USING (workspace_id = app.current_workspace()) WITH CHECK (workspace_id = app.current_workspace());--> statement-breakpoint
CREATE POLICY "session_sums_system" ON "app"."session_sums" AS PERMISSIVE FOR ALL TO "system" USING (true) WITH CHECK (true);
--> statement-breakpoint
-- Bursts with the same steps have the same key.
CREATE FUNCTION app.journey_key(journey text[]) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT left(md5(to_jsonb(journey)::text), 16) $$;
--> statement-breakpoint
-- Which journey, and once it is over how many of its steps were done: so that a step of a running one changes no sum.
CREATE FUNCTION app.reached(journey text[], outcome text, steps_done integer) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(app.journey_key(journey), '') || ':'
    || CASE WHEN outcome IN ('completed', 'dropped', 'bounced', 'failed') THEN steps_done::text ELSE '' END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION app.note_session_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO app.session_deltas
        (workspace_id, hour, target_id, device, country, referrer, outcome, reached, bin, sessions, pages, events)
      SELECT s.workspace_id, date_trunc('hour', began_at, 'UTC'), s.target_id, device, country, coalesce(referrer, ''),
          outcome, app.reached(journey, outcome, steps_done), app.length_bin(length_ms),
          count(*), sum(coalesce(pages, 0)), sum(events)
        FROM after_it s LEFT JOIN app.bursts b ON b.id = s.burst_id GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9;
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO app.session_deltas
        (workspace_id, hour, target_id, device, country, referrer, outcome, reached, bin, sessions, pages, events)
      WITH changed AS (
        SELECT a.id FROM after_it a JOIN before_it b ON b.id = a.id
          WHERE (a.outcome, a.reason, a.due_at, a.started_at, a.ended_at, a.length_ms, a.pages, a.events, a.steps_done,
              a.attempts, a.screenshot, a.metadata, a.device, a.country, a.referrer, a.target_id)
            IS DISTINCT FROM (b.outcome, b.reason, b.due_at, b.started_at, b.ended_at, b.length_ms, b.pages, b.events,
              b.steps_done, b.attempts, b.screenshot, b.metadata, b.device, b.country, b.referrer, b.target_id)),
      sides AS (SELECT -1 AS sign, * FROM before_it UNION ALL SELECT 1, * FROM after_it)
      SELECT s.workspace_id, date_trunc('hour', began_at, 'UTC'), s.target_id, device, country, coalesce(referrer, ''),
          outcome, app.reached(journey, outcome, steps_done), app.length_bin(length_ms),
          sum(sign), sum(sign * coalesce(pages, 0)), sum(sign * events)
        FROM sides s LEFT JOIN app.bursts b ON b.id = s.burst_id
        WHERE s.id IN (SELECT id FROM changed) GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9;
  ELSE
    -- A workspace that is going takes its sums with it.
    INSERT INTO app.session_deltas
        (workspace_id, hour, target_id, device, country, referrer, outcome, reached, bin, sessions, pages, events)
      SELECT s.workspace_id, date_trunc('hour', began_at, 'UTC'), s.target_id, device, country, coalesce(referrer, ''),
          outcome, app.reached(journey, outcome, steps_done), app.length_bin(length_ms),
          -count(*), -sum(coalesce(pages, 0)), -sum(events)
        FROM before_it s LEFT JOIN app.bursts b ON b.id = s.burst_id
        WHERE EXISTS (SELECT 1 FROM app.workspaces w WHERE w.id = s.workspace_id)
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- A burst that goes takes its sessions along while its journey can still be read: the foreign key alone would come too late.
CREATE FUNCTION app.drop_burst_sessions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM app.sessions WHERE burst_id = OLD.id;
  RETURN OLD;
END $$;
--> statement-breakpoint
CREATE TRIGGER bursts_sessions BEFORE DELETE ON app.bursts FOR EACH ROW EXECUTE FUNCTION app.drop_burst_sessions();
--> statement-breakpoint
DROP FUNCTION app.add_bins(jsonb, jsonb);
--> statement-breakpoint
-- It is asked for words that the newest sessions hardly have. The planner cannot know how often a word's beginning occurs,
-- and of ten million rows it chose to read half rather than to ask the index: 8 s for what takes 0.1 s.
ALTER FUNCTION app.find_sessions(text, integer) SET enable_seqscan = off SET enable_indexscan = off;
--> statement-breakpoint
-- What was summed up without journeys and days is summed up anew, in order, so that folding meets a sum in one batch;
-- the version of the log goes on from where it was.
LOCK TABLE app.sessions IN SHARE ROW EXCLUSIVE MODE;
--> statement-breakpoint
INSERT INTO app.session_versions AS v (workspace_id, folded)
  SELECT workspace_id, count(*) FROM app.session_deltas GROUP BY 1
  ON CONFLICT (workspace_id) DO UPDATE SET folded = v.folded + excluded.folded;
--> statement-breakpoint
DELETE FROM app.session_deltas;
--> statement-breakpoint
INSERT INTO app.session_deltas
    (workspace_id, hour, target_id, device, country, referrer, outcome, reached, bin, sessions, pages, events)
  SELECT s.workspace_id, date_trunc('hour', began_at, 'UTC'), s.target_id, device, country, coalesce(referrer, ''),
      outcome, app.reached(journey, outcome, steps_done), app.length_bin(length_ms),
      count(*), sum(coalesce(pages, 0)), sum(events)
    FROM app.sessions s JOIN app.bursts b ON b.id = s.burst_id GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9 ORDER BY 1, 2;
