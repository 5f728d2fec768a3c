"""Which photos were sent with which act of a ticket: what it was like before, and after the work."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "20261123_ticket_event_photos"
down_revision: str | Sequence[str] | None = "20261123_co_owner_messages"


def upgrade() -> None:
    op.add_column(
        "ticket_events",
        sa.Column("photo_ids", postgresql.ARRAY(sa.Uuid()), server_default="{}", nullable=False),
    )


def downgrade() -> None:
    op.drop_column("ticket_events", "photo_ids")
