"""A rejected ballot notice that is made an ordinary one is a draft again."""

from collections.abc import Sequence

from domain.store.migrations.scripts import run_script

revision: str = "20261123_ordinary_notices"
down_revision: str | Sequence[str] | None = "20261123_rejected_ballots"


def upgrade() -> None:
    run_script("ordinary_notices.sql")
