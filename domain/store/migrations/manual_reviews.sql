-- Whoever is certified for a unit by any way needs no review of it any more, whichever way that was.
CREATE FUNCTION certifications_overtake_reviews() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  WITH overtaken AS (
    UPDATE manual_reviews r SET state = 'overtaken', decided_at = domain_now()
    FROM inserted i
    WHERE r.account_id = i.account_id AND r.unit_id = i.unit_id AND r.state IN ('waiting', 'more_asked')
    RETURNING r.id, r.decided_at
  )
  INSERT INTO manual_review_events (id, review_id, step, at)
  SELECT gen_random_uuid(), id, 'overtaken', decided_at FROM overtaken;
  RETURN NULL;
END $$;

-- Triggers run by name: after the ones that colour the unit and look whether it was removed.
CREATE TRIGGER with_a_certification_reviews_end AFTER INSERT ON certifications REFERENCING NEW TABLE AS inserted
  FOR EACH STATEMENT EXECUTE FUNCTION certifications_overtake_reviews();

-- The thirty days of the photos begin with the end of the review, whatever ended it.
CREATE FUNCTION photos_outlive_reviews_by_thirty_days() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.decided_at IS NOT NULL AND OLD.decided_at IS NULL THEN
    UPDATE photos SET delete_after = NEW.decided_at + interval '30 days'
    WHERE subject_id = NEW.id AND content IS NOT NULL AND delete_after IS NULL;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER photos_go_after_the_decision AFTER UPDATE ON manual_reviews
  FOR EACH ROW EXECUTE FUNCTION photos_outlive_reviews_by_thirty_days();

-- A decision is final, and who waits has what was entered.
CREATE FUNCTION manual_reviews_end_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.decided_at IS NOT NULL AND (OLD.state, OLD.decided_at, OLD.decided_by)
     IS DISTINCT FROM (NEW.state, NEW.decided_at, NEW.decided_by) THEN
    RAISE EXCEPTION 'a manual review is decided once' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER manual_reviews_are_decided_once BEFORE UPDATE ON manual_reviews
  FOR EACH ROW EXECUTE FUNCTION manual_reviews_end_once();
