-- Count attempts and say what was made before, in one visit. The locks are taken in one order everywhere, so that two
-- transactions never wait for each other in a ring, and before the rows are read, so that each sees what the other
-- counted. The first `counted` of the kinds and keys are counted; the rest are only looked at.
CREATE FUNCTION count_attempts(kinds text[], keys bytea[], ids uuid[], locks bigint[], most integer)
RETURNS TABLE (kind text, key bytea, read_at timestamptz, times timestamptz[]) LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE one bigint;
BEGIN
  FOR one IN SELECT DISTINCT lock FROM unnest(locks) lock ORDER BY lock LOOP
    PERFORM pg_advisory_xact_lock(one);
  END LOOP;
  RETURN QUERY SELECT looked.kind, looked.key, clock_timestamp(), ARRAY(
    SELECT a.at FROM attempts a
    WHERE a.kind = looked.kind AND a.key = looked.key AND a.at > clock_timestamp() - interval '1 day'
    ORDER BY a.at DESC LIMIT most)
  FROM unnest(kinds, keys) AS looked (kind, key);
  INSERT INTO attempts (id, kind, key)
  SELECT made.id, made.kind, made.key FROM unnest(ids, kinds, keys) AS made (id, kind, key) WHERE made.id IS NOT NULL;
END $$;
