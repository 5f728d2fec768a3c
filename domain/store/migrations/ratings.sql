-- A rating stays as it was given; the company's answer is written once.
CREATE FUNCTION ratings_stay_as_they_were_given() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  answered text[] := '{answer,answered_at,answered_by}';
BEGIN
  IF OLD.answered_at IS NOT NULL OR to_jsonb(NEW) - answered IS DISTINCT FROM to_jsonb(OLD) - answered THEN
    RAISE EXCEPTION 'a rating is never changed, and answered once' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ratings_stay_as_they_were_given BEFORE UPDATE ON ratings
  FOR EACH ROW EXECUTE FUNCTION ratings_stay_as_they_were_given();
CREATE TRIGGER ratings_stay BEFORE DELETE OR TRUNCATE ON ratings
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
