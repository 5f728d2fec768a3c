-- Production has no demo clock.
CREATE FUNCTION demo_clock_only_in_demo() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM installation WHERE profile IN ('demo', 'test')) THEN
    RAISE EXCEPTION 'only the demo and test profiles may shift the clock' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.shift < OLD.shift THEN
    RAISE EXCEPTION 'the clock only moves forward' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER demo_clock_only_in_demo BEFORE INSERT OR UPDATE ON demo_clock
  FOR EACH ROW EXECUTE FUNCTION demo_clock_only_in_demo();

-- A profile, once set, stays.
CREATE TRIGGER installation_is_final BEFORE UPDATE OR DELETE ON installation
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Castings, submissions, roll entries, results and corrections are only ever inserted.
CREATE TRIGGER castings_are_final BEFORE UPDATE OR DELETE OR TRUNCATE ON castings
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER submissions_are_final BEFORE UPDATE OR DELETE OR TRUNCATE ON submissions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER roll_entries_are_final BEFORE UPDATE OR DELETE OR TRUNCATE ON roll_entries
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER roll_corrections_are_final BEFORE UPDATE OR DELETE OR TRUNCATE ON roll_corrections
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER results_are_final BEFORE UPDATE OR DELETE OR TRUNCATE ON results
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER scopes_are_final BEFORE UPDATE OR DELETE OR TRUNCATE ON scopes
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- An audit record is inserted once, and sealed into its chain once; nothing else ever happens to it.
CREATE FUNCTION audit_record_is_sealed_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.chain_position IS NOT NULL
     OR to_jsonb(NEW) - '{chain,chain_position,chain_hash}'::text[]
        IS DISTINCT FROM to_jsonb(OLD) - '{chain,chain_position,chain_hash}'::text[] THEN
    RAISE EXCEPTION 'audit records are never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER audit_record_is_sealed_once BEFORE UPDATE ON audit_records
  FOR EACH ROW EXECUTE FUNCTION audit_record_is_sealed_once();
CREATE TRIGGER audit_records_stay BEFORE DELETE OR TRUNCATE ON audit_records
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A casting enters only while its ballot is open and inside its window by the domain's clock.
CREATE FUNCTION castings_need_an_open_ballot() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE closed_ballot uuid;
BEGIN
  SELECT c.ballot_id INTO closed_ballot
  FROM (SELECT DISTINCT ballot_id, cast_at FROM inserted) c LEFT JOIN ballots b ON b.id = c.ballot_id
  WHERE b.state IS DISTINCT FROM 'open' OR c.cast_at < b.opens_at OR c.cast_at >= b.closes_at
  LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'ballot % takes no casting now', closed_ballot USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER castings_need_an_open_ballot AFTER INSERT ON castings REFERENCING NEW TABLE AS inserted
  FOR EACH STATEMENT EXECUTE FUNCTION castings_need_an_open_ballot();

-- A ballot moves along its edges only, is never edited after approval, and never closes early.
CREATE FUNCTION ballots_move_along_their_edges() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  content text[] := '{estate_id,title,organizer_kind,organizer_id,author_id,publicity_id,announcement_id,opens_at,'
    'first_closes_at,whole_estate,scope_reason,submitted_by,content_hash,reviewed_by,settings,rules_hash,'
    'notices_hash,scope_hash}';
BEGIN
  IF NEW.state <> OLD.state AND NOT (OLD.state, NEW.state) IN (
      ('draft', 'submitted'), ('rejected', 'submitted'), ('submitted', 'draft'), ('submitted', 'rejected'), ('submitted', 'approved'),
      ('approved', 'open'), ('approved', 'suspended'), ('open', 'suspended'), ('open', 'closed'),
      ('closed', 'published')) THEN
    RAISE EXCEPTION 'a ballot does not move from % to %', OLD.state, NEW.state USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.state IN ('approved', 'open', 'suspended', 'closed', 'published') AND EXISTS (
      SELECT FROM unnest(content) f WHERE to_jsonb(NEW) -> f IS DISTINCT FROM to_jsonb(OLD) -> f) THEN
    RAISE EXCEPTION 'an approved ballot is not edited' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.closes_at IS DISTINCT FROM OLD.closes_at AND OLD.state NOT IN ('draft', 'rejected', 'approved', 'open') THEN
    RAISE EXCEPTION 'the window of this ballot is final' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.state = 'open' AND OLD.state = 'approved' AND domain_now() < NEW.opens_at THEN
    RAISE EXCEPTION 'a ballot does not open early' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.state = 'closed' AND OLD.state = 'open' AND domain_now() < NEW.closes_at THEN
    RAISE EXCEPTION 'a ballot does not close early' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ballots_move_along_their_edges BEFORE UPDATE ON ballots
  FOR EACH ROW EXECUTE FUNCTION ballots_move_along_their_edges();

-- Matters and options of an approved ballot stay as approved; a matter may still be suspended.
CREATE FUNCTION approved_content_stays() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER approved_matters_stay BEFORE INSERT OR UPDATE OR DELETE ON matters
  FOR EACH ROW EXECUTE FUNCTION approved_content_stays();
CREATE TRIGGER approved_options_stay BEFORE INSERT OR UPDATE OR DELETE ON options
  FOR EACH ROW EXECUTE FUNCTION approved_content_stays();
CREATE TRIGGER approved_scope_stays BEFORE INSERT OR UPDATE OR DELETE ON scope_items
  FOR EACH ROW EXECUTE FUNCTION approved_content_stays();

-- The colour of a unit: whether a title is in force and whether a certification is.
CREATE FUNCTION units_follow_their_titles() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE units u SET owned = EXISTS (SELECT FROM titles t WHERE t.unit_id = u.id AND t.ends_at IS NULL)
  WHERE u.id IN (SELECT unit_id FROM changed) AND u.owned <> EXISTS (SELECT FROM titles t WHERE t.unit_id = u.id AND t.ends_at IS NULL);
  RETURN NULL;
END $$;
CREATE TRIGGER units_follow_new_titles AFTER INSERT ON titles REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION units_follow_their_titles();
CREATE TRIGGER units_follow_changed_titles AFTER UPDATE ON titles REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION units_follow_their_titles();
CREATE FUNCTION units_follow_their_certifications() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE units u SET certified = EXISTS (SELECT FROM certifications c WHERE c.unit_id = u.id AND c.ended_at IS NULL)
  WHERE u.id IN (SELECT unit_id FROM changed)
    AND u.certified <> EXISTS (SELECT FROM certifications c WHERE c.unit_id = u.id AND c.ended_at IS NULL);
  RETURN NULL;
END $$;
CREATE TRIGGER units_follow_new_certifications AFTER INSERT ON certifications REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION units_follow_their_certifications();
CREATE TRIGGER units_follow_changed_certifications AFTER UPDATE ON certifications REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION units_follow_their_certifications();
