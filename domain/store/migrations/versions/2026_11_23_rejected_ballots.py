"""What a ballot said when it was rejected is kept, so that the next review can show what has changed."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "20261123_rejected_ballots"
down_revision: str | Sequence[str] | None = "20261123_audit_scopes"


def upgrade() -> None:
    op.create_table(
        "rejected_ballots",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ballot_id", sa.Uuid(), nullable=False),
        sa.Column("rejected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("words", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballots.id"], name=op.f("fk_rejected_ballots_ballot_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rejected_ballots")),
    )
    op.create_index("ix_rejected_ballots_ballot", "rejected_ballots", ["ballot_id", "rejected_at"])
    op.execute(
        "CREATE TRIGGER rejected_ballots_are_final BEFORE UPDATE OR DELETE OR TRUNCATE ON rejected_ballots"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    op.drop_table("rejected_ballots")
