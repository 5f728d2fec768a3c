"""A notice moves along its edges, and what was published or submitted stays as it was."""

from collections.abc import Sequence

from domain.store.migrations.scripts import run_script

revision: str = "20261123_notices"
down_revision: str | Sequence[str] | None = "20261123_released_tallies"


def upgrade() -> None:
    run_script("notices.sql")
