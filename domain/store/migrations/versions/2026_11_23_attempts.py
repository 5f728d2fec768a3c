"""Attempts are counted and looked at in one visit."""

from collections.abc import Sequence

from domain.store.migrations.scripts import run_script

revision: str = "20261123_attempts"
down_revision: str | Sequence[str] | None = "20261123_photos"


def upgrade() -> None:
    run_script("attempts.sql")


def downgrade() -> None:
    raise RuntimeError("attempts are counted by the function: drop the database instead")
