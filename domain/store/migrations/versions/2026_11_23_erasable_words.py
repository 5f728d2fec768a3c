"""Words about tickets and ratings go with the account that wrote them; nothing else about them ever changes."""

from collections.abc import Sequence

from domain.store.migrations.scripts import run_script

revision: str = "20261123_erasable_words"
down_revision: str | Sequence[str] | None = "20261123_own_data"


def upgrade() -> None:
    run_script("erasable_words.sql")
