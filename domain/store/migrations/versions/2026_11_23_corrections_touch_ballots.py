"""A correction of a closed ballot's roll touches the ballot, so that a tally whose picture is older than it fails.

A tally sees one picture of the database, taken as it begins to lock its ballots. A correction that was committed before
the lock and after the picture would be in neither the result nor, ever again, a repetition of it.
"""

from collections.abc import Sequence

from alembic import op

revision: str = "20261123_corrections_touch"
down_revision: str | Sequence[str] | None = "20261123_ordinary_notices"

_TOUCH = """
CREATE FUNCTION corrections_touch_closed_ballots() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE ballots SET state = state WHERE id IN (SELECT ballot_id FROM inserted) AND state = 'closed';
  RETURN NULL;
END $$
"""


def upgrade() -> None:
    op.execute(_TOUCH)
    op.execute(
        "CREATE TRIGGER corrections_touch_closed_ballots AFTER INSERT ON roll_corrections"
        " REFERENCING NEW TABLE AS inserted FOR EACH STATEMENT EXECUTE FUNCTION corrections_touch_closed_ballots()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER corrections_touch_closed_ballots ON roll_corrections")
    op.execute("DROP FUNCTION corrections_touch_closed_ballots()")
