-- A ballot's gate is an advisory lock. Castings hold it shared until they commit; a change of the ballot or of one of
-- its matters takes it alone. A row lock would not do: shared row locks can follow each other for as long as votes keep
-- arriving, and a suspension would wait that long, while whoever waits for an advisory lock is served in turn.
CREATE FUNCTION ballot_gate(ballot uuid) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT hashtextextended(ballot::text, 20261123)
$$;

-- Pass the gates of these ballots, always in the same order. What is read in later statements stays as it is until the
-- transaction ends.
CREATE FUNCTION pass_ballot_gates(ballots uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE ballot uuid;
BEGIN
  FOR ballot IN SELECT DISTINCT b FROM unnest(ballots) b ORDER BY b LOOP
    PERFORM pg_advisory_xact_lock_shared(ballot_gate(ballot));
  END LOOP;
END $$;

-- Shut the gates of these ballots until the transaction ends, in the same order.
CREATE FUNCTION shut_ballot_gates(ballots uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE ballot uuid;
BEGIN
  FOR ballot IN SELECT DISTINCT b FROM unnest(ballots) b ORDER BY b LOOP
    PERFORM pg_advisory_xact_lock(ballot_gate(ballot));
  END LOOP;
END $$;

CREATE FUNCTION ballot_changes_wait_for_castings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'ballots' THEN
    PERFORM pg_advisory_xact_lock(ballot_gate(OLD.id));
  ELSE
    PERFORM pg_advisory_xact_lock(ballot_gate(OLD.ballot_id));
  END IF;
  RETURN NEW;
END $$;
-- Before the trigger that reads the clock: what it says is true when the change is made, not when it began to wait.
CREATE TRIGGER ballot_changes_wait_for_castings BEFORE UPDATE ON ballots
  FOR EACH ROW WHEN (OLD.state IN ('approved', 'open')) EXECUTE FUNCTION ballot_changes_wait_for_castings();
CREATE TRIGGER a_change_waits_for_castings BEFORE UPDATE ON matters
  FOR EACH ROW WHEN (OLD.state = 'active') EXECUTE FUNCTION ballot_changes_wait_for_castings();

-- An option has no state: the row is read as a document, so that one function can guard all three tables.
CREATE OR REPLACE FUNCTION approved_content_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ballot uuid := coalesce(NEW.ballot_id, OLD.ballot_id);
  free text[] := '{state,suspended_at,suspended_by,suspension_reason}';
BEGIN
  IF EXISTS (SELECT FROM ballots WHERE id = ballot AND state NOT IN ('draft', 'rejected', 'submitted')) AND NOT (
      TG_TABLE_NAME = 'matters' AND TG_OP = 'UPDATE' AND to_jsonb(OLD) ->> 'state' = 'active'
      AND to_jsonb(NEW) - free IS NOT DISTINCT FROM to_jsonb(OLD) - free) THEN
    RAISE EXCEPTION 'an approved ballot is not edited' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
