ALTER TABLE "app"."steps" ADD COLUMN "screenshot" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
-- Lengths in bins that are at most 2% wide, so that a bin's middle is within 1% of every length in it. No bin crosses
-- an edge of the bars that lengths are shown in: its number is the bar's, from 1, times 1000, and its place in the bar.
CREATE OR REPLACE FUNCTION app.length_bin(ms bigint) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT width_bucket(greatest(ms, 1), '{1,1000,2000,5000,10000,20000,30000,45000,60000,90000,120000,180000,300000,600000,1200000,1800000,3600000}'::bigint[]) * 1000
    + floor(ln(greatest(ms, 1)::float8 / ('{1,1000,2000,5000,10000,20000,30000,45000,60000,90000,120000,180000,300000,600000,1200000,1800000,3600000}'::bigint[])[width_bucket(greatest(ms, 1), '{1,1000,2000,5000,10000,20000,30000,45000,60000,90000,120000,180000,300000,600000,1200000,1800000,3600000}'::bigint[])])
        / ln(1.02::float8))::integer
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION app.bin_middle(bin integer) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ('{1,1000,2000,5000,10000,20000,30000,45000,60000,90000,120000,180000,300000,600000,1200000,1800000,3600000}'::bigint[])[bin / 1000] * power(1.02::float8, bin % 1000 + 0.5)
$$;
--> statement-breakpoint
-- What was summed up in other bins is summed up anew; the version of the log goes on from where it was.
LOCK TABLE app.sessions IN SHARE ROW EXCLUSIVE MODE;
--> statement-breakpoint
INSERT INTO app.session_versions AS v (workspace_id, folded)
  SELECT workspace_id, count(*) FROM app.session_deltas GROUP BY 1
  ON CONFLICT (workspace_id) DO UPDATE SET folded = v.folded + excluded.folded;
--> statement-breakpoint
DELETE FROM app.session_deltas;
--> statement-breakpoint
DELETE FROM app.session_hours;
--> statement-breakpoint
INSERT INTO app.session_deltas
    (workspace_id, hour, target_id, device, country, referrer, outcome, bin, sessions, pages, events)
  SELECT workspace_id, date_trunc('hour', began_at, 'UTC'), target_id, device, country, coalesce(referrer, ''),
      outcome, app.length_bin(length_ms), count(*), sum(coalesce(pages, 0)), sum(events)
    FROM app.sessions GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
