"""A tally that was held back may be released by a person; who, when, why, and by which law."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "20261123_released_tallies"
down_revision: str | Sequence[str] | None = "20261123_places"


def upgrade() -> None:
    op.add_column("ballots", sa.Column("release", postgresql.JSONB(astext_type=sa.Text()), nullable=True))


def downgrade() -> None:
    op.drop_column("ballots", "release")
