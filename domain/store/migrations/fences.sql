-- What the database itself refuses, whoever asks: the last fence behind the services.

-- The domain's clock. It is built on clock_timestamp(): now() is the transaction's start, and a vote that waited for a
-- lock would be called in time after the deadline.
CREATE FUNCTION domain_now() RETURNS timestamptz LANGUAGE sql VOLATILE PARALLEL RESTRICTED AS $$
  SELECT clock_timestamp() + coalesce((SELECT shift FROM demo_clock), interval '0')
$$;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
