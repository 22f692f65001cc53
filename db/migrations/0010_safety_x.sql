-- Budgets are spent on nearly every request. Unlogged, that waits for no disk; after a crash they begin full again.
ALTER TABLE app.budgets SET UNLOGGED;
--> statement-breakpoint
-- Each spending rewrites a row: room on its page keeps the index out of it.
ALTER TABLE app.budgets SET (fillfactor = 50);
--> statement-breakpoint
-- Spends from each budget in turn until one refuses, and answers how many seconds ahead of the clock each then is.
-- A budget refills steadily (the generic cell rate algorithm): `step` seconds bring back one, `span` seconds all.
-- A negative step gives one back. One statement and one round trip; the row's lock makes it exact for any number of
-- instances. It runs as its owner, so that whoever asks may spend and do nothing else with the table.
CREATE FUNCTION app.spend(asked jsonb) RETURNS TABLE (allowed boolean, ahead double precision)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  budget record;
  until timestamptz;
BEGIN
  FOR budget IN
    SELECT value->>'key' AS key,
      make_interval(secs => (value->>'step')::double precision) AS step,
      make_interval(secs => (value->>'span')::double precision) AS span
    FROM jsonb_array_elements(asked) WITH ORDINALITY AS list (value, place) ORDER BY place
  LOOP
    INSERT INTO app.budgets AS b (key, spent_until) VALUES (budget.key, clock_timestamp() + budget.step)
    ON CONFLICT ON CONSTRAINT budgets_pkey
      DO UPDATE SET spent_until = greatest(b.spent_until, clock_timestamp()) + budget.step
      WHERE greatest(b.spent_until, clock_timestamp()) + budget.step <= clock_timestamp() + budget.span
    RETURNING b.spent_until INTO until;
    allowed := FOUND;
    IF NOT FOUND THEN
      SELECT b.spent_until INTO until FROM app.budgets b WHERE b.key = budget.key;
    END IF;
    ahead := greatest(0, extract(epoch FROM until - clock_timestamp()));
    RETURN NEXT;
    EXIT WHEN NOT allowed;
  END LOOP;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.spend(jsonb) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.spend(jsonb) TO app, system;
