"""A message may tell of a submission: who it names and when is read from there when it is sent."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261123_co_owner_messages"
down_revision: str | Sequence[str] | None = "20261123_erasable_words"


def upgrade() -> None:
    op.add_column("messages", sa.Column("submission_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(op.f("fk_messages_submission_id"), "messages", "submissions", ["submission_id"], ["id"])


def downgrade() -> None:
    op.drop_column("messages", "submission_id")
