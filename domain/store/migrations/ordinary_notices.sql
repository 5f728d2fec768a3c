-- A rejected ballot notice that is made an ordinary one needs no review any more: it is a draft, and can be published.
CREATE OR REPLACE FUNCTION notices_move_along_their_edges() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  words text[] := '{estate_id,kind,title,body,agenda,organizer_kind,organizer_id,author_id}';
BEGIN
  IF OLD.state = 'published' THEN
    RAISE EXCEPTION 'a published notice is never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.state <> OLD.state AND NOT (OLD.state, NEW.state) IN (
      ('draft', 'submitted'), ('rejected', 'submitted'), ('submitted', 'draft'), ('submitted', 'rejected'),
      ('submitted', 'approved'), ('approved', 'published'))
     AND NOT ((OLD.state, NEW.state) IN (('draft', 'published'), ('rejected', 'draft'))
              AND NEW.kind IN ('publicity', 'announcement')) THEN
    RAISE EXCEPTION 'a notice does not move from % to %', OLD.state, NEW.state USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.state IN ('submitted', 'approved') AND EXISTS (
      SELECT FROM unnest(words) f WHERE to_jsonb(NEW) -> f IS DISTINCT FROM to_jsonb(OLD) -> f) THEN
    RAISE EXCEPTION 'a submitted notice is not edited' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
