-- What was filed stays as it was filed; a ticket moves along its edges only; its time line only grows.
CREATE FUNCTION tickets_move_along_their_edges() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  filed text[] := '{estate_id,unit_id,kind,part,building_id,place_note,words,account_id,owner_id,client_key,filed_at}';
  active text[] := '{filed,assigned,working,waiting,reopened}';
BEGIN
  IF EXISTS (SELECT FROM unnest(filed) f WHERE to_jsonb(NEW) -> f IS DISTINCT FROM to_jsonb(OLD) -> f) THEN
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
CREATE TRIGGER tickets_move_along_their_edges BEFORE UPDATE ON tickets
  FOR EACH ROW EXECUTE FUNCTION tickets_move_along_their_edges();
CREATE TRIGGER tickets_stay BEFORE DELETE OR TRUNCATE ON tickets
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ticket_events_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON ticket_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
