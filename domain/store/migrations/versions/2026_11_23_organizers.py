"""When and by whom a body was dissolved, and why a member left it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261123_organizers"
down_revision: str | Sequence[str] | None = "20261123_notices"


def upgrade() -> None:
    op.add_column("organizers", sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("organizers", sa.Column("ended_by", sa.Uuid(), nullable=True))
    op.add_column("members", sa.Column("left_reason", sa.Text(), nullable=True))
