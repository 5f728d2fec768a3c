"""Every message has an end, and a code does not wait behind a broadcast."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261123_messages"
down_revision: str | Sequence[str] | None = "20261123_consents"


def upgrade() -> None:
    op.execute("UPDATE messages SET expires_at = clock_timestamp() + interval '24 hours' WHERE expires_at IS NULL")
    op.alter_column(
        "messages",
        "expires_at",
        nullable=False,
        server_default=sa.text("clock_timestamp() + interval '24 hours'"),
    )
    op.create_index(
        "ix_messages_due_single",
        "messages",
        ["next_attempt_at"],
        postgresql_where=sa.text("state = 'waiting' AND broadcast_id IS NULL"),
    )
    op.create_index("ix_messages_expiring", "messages", ["expires_at"], postgresql_where=sa.text("state = 'waiting'"))
    op.create_index("ix_messages_estate", "messages", ["estate_id", "created_at", "id"])
