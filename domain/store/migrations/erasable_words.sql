-- What was filed, done and given stays, but for the words: they are erased, and never changed, when an account is
-- deleted.
CREATE OR REPLACE FUNCTION tickets_move_along_their_edges() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  filed text[] := '{estate_id,unit_id,kind,part,building_id,account_id,owner_id,client_key,filed_at}';
  active text[] := '{filed,assigned,working,waiting,reopened}';
BEGIN
  IF EXISTS (SELECT FROM unnest(filed) f WHERE to_jsonb(NEW) -> f IS DISTINCT FROM to_jsonb(OLD) -> f)
     OR NEW.words NOT IN (OLD.words, ''::bytea)
     OR (NEW.place_note IS NOT NULL AND NEW.place_note IS DISTINCT FROM OLD.place_note) THEN
    RAISE EXCEPTION 'what was filed is never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.state <> OLD.state
     AND NOT (OLD.state = ANY(active) AND NEW.state IN ('assigned', 'done', 'withdrawn'))
     AND NOT (OLD.state, NEW.state) IN (
       ('assigned', 'working'), ('waiting', 'working'), ('assigned', 'waiting'), ('working', 'waiting'),
       ('filed', 'declined'), ('reopened', 'declined'), ('assigned', 'declined'),
       ('done', 'reopened'), ('declined', 'reopened')) THEN
    RAISE EXCEPTION 'a ticket does not move from % to %', OLD.state, NEW.state USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION ticket_events_lose_words_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.words IS NOT NULL OR to_jsonb(NEW) - 'words' IS DISTINCT FROM to_jsonb(OLD) - 'words' THEN
    RAISE EXCEPTION 'a time line is never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER ticket_events_stay ON ticket_events;
CREATE TRIGGER ticket_events_stay BEFORE DELETE OR TRUNCATE ON ticket_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ticket_events_lose_words_only BEFORE UPDATE ON ticket_events
  FOR EACH ROW EXECUTE FUNCTION ticket_events_lose_words_only();

CREATE OR REPLACE FUNCTION ratings_stay_as_they_were_given() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  answered text[] := '{answer,answered_at,answered_by}';
  answering boolean := to_jsonb(NEW) - 'words' IS DISTINCT FROM to_jsonb(OLD) - 'words';
BEGIN
  IF (OLD.answered_at IS NOT NULL AND answering)
     OR to_jsonb(NEW) - answered - 'words' IS DISTINCT FROM to_jsonb(OLD) - answered - 'words'
     OR (NEW.words IS NOT NULL AND NEW.words IS DISTINCT FROM OLD.words) THEN
    RAISE EXCEPTION 'a rating is never changed, and answered once' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
