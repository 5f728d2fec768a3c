"""Doors at which a helper with a PAD found nobody at home."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261123_door_marks"
down_revision: str | Sequence[str] | None = "20261123_ticket_event_photos"


def upgrade() -> None:
    now = sa.text("clock_timestamp()")
    op.create_table(
        "door_marks",
        sa.Column("ballot_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("pad_session_id", sa.Uuid(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), server_default=now, nullable=False),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballots.id"], name=op.f("fk_door_marks_ballot_id")),
        sa.ForeignKeyConstraint(["pad_session_id"], ["pad_sessions.id"], name=op.f("fk_door_marks_pad_session_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_door_marks_unit_id")),
        sa.PrimaryKeyConstraint("ballot_id", "unit_id", name=op.f("pk_door_marks")),
    )
    op.create_index(op.f("ix_door_marks_marked_at"), "door_marks", ["marked_at"], unique=False)
    op.create_index(op.f("ix_door_marks_unit_id"), "door_marks", ["unit_id"], unique=False)


def downgrade() -> None:
    op.drop_table("door_marks")
