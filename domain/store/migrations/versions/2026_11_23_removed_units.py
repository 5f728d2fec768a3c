"""Nobody is certified for a unit that was removed, not even while it is being removed."""

from collections.abc import Sequence

from alembic import op

revision: str = "20261123_removed_units"
down_revision: str | Sequence[str] | None = "20261123_organizers"


def upgrade() -> None:
    op.execute(
        """
        CREATE FUNCTION removed_units_are_not_certified() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF EXISTS (SELECT FROM inserted i JOIN units u ON u.id = i.unit_id WHERE u.removed_at IS NOT NULL) THEN
            RAISE EXCEPTION 'a unit that was removed is not certified' USING ERRCODE = 'restrict_violation';
          END IF;
          RETURN NULL;
        END $$
        """
    )
    # Triggers run by name: this one comes after the one that colours the unit, which waits for a removal under way.
    op.execute(
        """
        CREATE TRIGGER units_that_were_removed_stay AFTER INSERT ON certifications REFERENCING NEW TABLE AS inserted
          FOR EACH STATEMENT EXECUTE FUNCTION removed_units_are_not_certified()
        """
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER units_that_were_removed_stay ON certifications")
    op.execute("DROP FUNCTION removed_units_are_not_certified()")
