-- A notice moves along its edges only; its words change only while it is a draft or rejected; once published it stays.
CREATE FUNCTION notices_move_along_their_edges() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  words text[] := '{estate_id,kind,title,body,agenda,organizer_kind,organizer_id,author_id}';
BEGIN
  IF OLD.state = 'published' THEN
    RAISE EXCEPTION 'a published notice is never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.state <> OLD.state AND NOT (OLD.state, NEW.state) IN (
      ('draft', 'submitted'), ('rejected', 'submitted'), ('submitted', 'draft'), ('submitted', 'rejected'),
      ('submitted', 'approved'), ('approved', 'published'))
     AND NOT (OLD.state = 'draft' AND NEW.state = 'published' AND NEW.kind IN ('publicity', 'announcement')) THEN
    RAISE EXCEPTION 'a notice does not move from % to %', OLD.state, NEW.state USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.state IN ('submitted', 'approved') AND EXISTS (
      SELECT FROM unnest(words) f WHERE to_jsonb(NEW) -> f IS DISTINCT FROM to_jsonb(OLD) -> f) THEN
    RAISE EXCEPTION 'a submitted notice is not edited' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER notices_move_along_their_edges BEFORE UPDATE ON notices
  FOR EACH ROW EXECUTE FUNCTION notices_move_along_their_edges();
CREATE TRIGGER notices_stay BEFORE DELETE ON notices FOR EACH ROW WHEN (OLD.state = 'published')
  EXECUTE FUNCTION refuse_change();

-- What was submitted stays as it was; the decision about it is written once.
CREATE FUNCTION notice_revisions_are_decided_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  decision text[] := '{approved,decided_by,decided_at,reason}';
BEGIN
  IF OLD.decided_at IS NOT NULL
     OR to_jsonb(NEW) - decision IS DISTINCT FROM to_jsonb(OLD) - decision THEN
    RAISE EXCEPTION 'a submitted revision is never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER notice_revisions_are_decided_once BEFORE UPDATE ON notice_revisions
  FOR EACH ROW EXECUTE FUNCTION notice_revisions_are_decided_once();
CREATE TRIGGER notice_revisions_stay BEFORE DELETE OR TRUNCATE ON notice_revisions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
