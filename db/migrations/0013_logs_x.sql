-- Lengths in bins that are 2% wide: a bin's middle is within 1% of every length in it.
CREATE FUNCTION app.length_bin(ms bigint) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$ SELECT floor(ln(greatest(ms, 1)::float8) / ln(1.02::float8))::integer $$;
--> statement-breakpoint
CREATE FUNCTION app.bin_middle(bin integer) RETURNS float8 LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT power(1.02::float8, bin + 0.5) $$;
--> statement-breakpoint
CREATE FUNCTION app.add_bins(a jsonb, b jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(jsonb_object_agg(bin, n), '{}') FROM (
    SELECT key AS bin, sum(value::integer) AS n
      FROM (SELECT * FROM jsonb_each_text(a) UNION ALL SELECT * FROM jsonb_each_text(b)) both_of_them
      GROUP BY key HAVING sum(value::integer) <> 0) summed
$$;
--> statement-breakpoint
-- Words are runs of letters and digits in small letters; what is searched for is cut the same way.
CREATE FUNCTION app.cut_words(said text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ARRAY(SELECT DISTINCT left(word, 60)
    FROM regexp_split_to_table(lower(left(coalesce(said, ''), 20000)), '[^[:alnum:]]+') word WHERE word <> '')
$$;
--> statement-breakpoint
-- Finds what has every word, or the beginning of one; NULL, which finds nothing, when there is no word.
CREATE FUNCTION app.word_query(said text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT string_agg('''' || word || ''':*', ' & ')::tsquery FROM unnest(app.cut_words(said)) word
$$;
--> statement-breakpoint
CREATE FUNCTION app.session_words(workspace_id uuid, said text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT array_to_tsvector(app.cut_words(said) || ('~' || workspace_id)) $$;
--> statement-breakpoint
CREATE FUNCTION app.values_of(metadata jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT string_agg(leaf #>> '{}', ' ') FROM jsonb_path_query(metadata, 'strict $.**') leaf
    WHERE jsonb_typeof(leaf) IN ('string', 'number')
$$;
--> statement-breakpoint
-- Row-level security forbids operators that might leak to use an index, and text search is one. This function reads
-- past it, as the tables' owner, and keeps the same fence itself.
CREATE FUNCTION app.find_sessions(said text, most integer) RETURNS SETOF uuid
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  -- EXECUTE, so that it is planned for these very words: rare ones by the index, common ones by reading on.
  RETURN QUERY EXECUTE 'SELECT session_id FROM app.session_words WHERE workspace_id = $1 AND words @@ $2 LIMIT $3'
    USING app.current_workspace(),
      app.word_query(said) && (quote_literal('~' || app.current_workspace()))::tsquery, most;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.find_sessions(text, integer) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.find_sessions(text, integer) TO app;
--> statement-breakpoint
CREATE FUNCTION app.keep_session_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO app.session_words (workspace_id, session_id, words)
      SELECT workspace_id, id, app.session_words(workspace_id, concat_ws(' ', reason, referrer, app.values_of(metadata)))
        FROM after_it;
  ELSE
    UPDATE app.session_words w
      SET words = app.session_words(a.workspace_id, concat_ws(' ', a.reason, a.referrer, app.values_of(a.metadata),
        (SELECT string_agg(concat_ws(' ', s.text, s.reason), ' ') FROM app.steps s WHERE s.session_id = a.id)))
      FROM after_it a JOIN before_it b ON b.id = a.id
      WHERE w.session_id = a.id
        AND (a.reason, a.referrer, a.metadata) IS DISTINCT FROM (b.reason, b.referrer, b.metadata);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER sessions_words_insert AFTER INSERT ON app.sessions
  REFERENCING NEW TABLE AS after_it FOR EACH STATEMENT EXECUTE FUNCTION app.keep_session_words();
--> statement-breakpoint
CREATE TRIGGER sessions_words_update AFTER UPDATE ON app.sessions
  REFERENCING OLD TABLE AS before_it NEW TABLE AS after_it FOR EACH STATEMENT EXECUTE FUNCTION app.keep_session_words();
--> statement-breakpoint
-- One row per kind of session that changed; its sums may be zero, for that too is a change of the log.
CREATE FUNCTION app.note_session_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO app.session_deltas
        (workspace_id, hour, target_id, device, country, referrer, outcome, bin, sessions, pages, events)
      SELECT workspace_id, date_trunc('hour', began_at, 'UTC'), target_id, device, country, coalesce(referrer, ''),
          outcome, app.length_bin(length_ms), count(*), sum(coalesce(pages, 0)), sum(events)
        FROM after_it GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO app.session_deltas
        (workspace_id, hour, target_id, device, country, referrer, outcome, bin, sessions, pages, events)
      WITH changed AS (
        SELECT a.id FROM after_it a JOIN before_it b ON b.id = a.id
          WHERE (a.outcome, a.reason, a.due_at, a.started_at, a.ended_at, a.length_ms, a.pages, a.events, a.steps_done,
              a.attempts, a.screenshot, a.metadata, a.device, a.country, a.referrer, a.target_id)
            IS DISTINCT FROM (b.outcome, b.reason, b.due_at, b.started_at, b.ended_at, b.length_ms, b.pages, b.events,
              b.steps_done, b.attempts, b.screenshot, b.metadata, b.device, b.country, b.referrer, b.target_id)),
      sides AS (SELECT -1 AS sign, * FROM before_it UNION ALL SELECT 1, * FROM after_it)
      SELECT workspace_id, date_trunc('hour', began_at, 'UTC'), target_id, device, country, coalesce(referrer, ''),
          outcome, app.length_bin(length_ms), sum(sign), sum(sign * coalesce(pages, 0)), sum(sign * events)
        FROM sides WHERE id IN (SELECT id FROM changed) GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
  ELSE
    -- A workspace that is going takes its sums with it.
    INSERT INTO app.session_deltas
        (workspace_id, hour, target_id, device, country, referrer, outcome, bin, sessions, pages, events)
      SELECT workspace_id, date_trunc('hour', began_at, 'UTC'), target_id, device, country, coalesce(referrer, ''),
          outcome, app.length_bin(length_ms), -count(*), -sum(coalesce(pages, 0)), -sum(events)
        FROM before_it WHERE EXISTS (SELECT 1 FROM app.workspaces w WHERE w.id = workspace_id)
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER sessions_changes_insert AFTER INSERT ON app.sessions
  REFERENCING NEW TABLE AS after_it FOR EACH STATEMENT EXECUTE FUNCTION app.note_session_changes();
--> statement-breakpoint
CREATE TRIGGER sessions_changes_update AFTER UPDATE ON app.sessions
  REFERENCING OLD TABLE AS before_it NEW TABLE AS after_it FOR EACH STATEMENT EXECUTE FUNCTION app.note_session_changes();
--> statement-breakpoint
CREATE TRIGGER sessions_changes_delete AFTER DELETE ON app.sessions
  REFERENCING OLD TABLE AS before_it FOR EACH STATEMENT EXECUTE FUNCTION app.note_session_changes();
--> statement-breakpoint
CREATE FUNCTION app.touch_log(workspace_id uuid, target_id uuid) RETURNS void LANGUAGE sql AS $$
  INSERT INTO app.session_deltas (workspace_id, hour, target_id, device, country, referrer, outcome)
    VALUES (workspace_id, date_trunc('hour', now(), 'UTC'), target_id, '', '', '', 'scheduled')
$$;
--> statement-breakpoint
CREATE FUNCTION app.note_steps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE app.session_words w SET words = w.words || app.session_words(w.workspace_id, added.said)
    FROM (SELECT session_id, string_agg(concat_ws(' ', text, reason), ' ') AS said FROM after_it GROUP BY session_id) added
    WHERE w.session_id = added.session_id
      AND NOT w.words @@ coalesce(replace(app.word_query(added.said)::text, ':*', '')::tsquery, '');
  PERFORM app.touch_log(s.workspace_id, s.target_id) FROM app.sessions s
    WHERE s.id IN (SELECT session_id FROM after_it);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER steps_noted AFTER INSERT ON app.steps
  REFERENCING NEW TABLE AS after_it FOR EACH STATEMENT EXECUTE FUNCTION app.note_steps();
--> statement-breakpoint
-- Rows of the log show the target's name.
CREATE FUNCTION app.note_target() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM app.touch_log(NEW.workspace_id, NEW.id);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER targets_noted AFTER UPDATE OF name, origin ON app.targets
  FOR EACH ROW EXECUTE FUNCTION app.note_target();
--> statement-breakpoint
UPDATE app.sessions s SET events = coalesce((SELECT sum(n.value::integer) FROM app.attempts a
  CROSS JOIN LATERAL jsonb_each_text(a.sent) n WHERE a.session_id = s.id), 0)
  WHERE s.outcome NOT IN ('scheduled', 'running');
--> statement-breakpoint
DELETE FROM app.session_deltas;
--> statement-breakpoint
INSERT INTO app.session_words (workspace_id, session_id, words)
  SELECT workspace_id, id, app.session_words(workspace_id, concat_ws(' ', reason, referrer, app.values_of(metadata),
    (SELECT string_agg(concat_ws(' ', s.text, s.reason), ' ') FROM app.steps s WHERE s.session_id = sessions.id)))
  FROM app.sessions;
--> statement-breakpoint
INSERT INTO app.session_deltas
    (workspace_id, hour, target_id, device, country, referrer, outcome, bin, sessions, pages, events)
  SELECT workspace_id, date_trunc('hour', began_at, 'UTC'), target_id, device, country, coalesce(referrer, ''),
      outcome, app.length_bin(length_ms), count(*), sum(coalesce(pages, 0)), sum(events)
    FROM app.sessions GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
