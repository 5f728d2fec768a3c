"""A gate per ballot: castings pass together, whoever changes the ballot waits for them and they wait for the change."""

from collections.abc import Sequence

from domain.store.migrations.scripts import run_script

revision: str = "20261123_ballot_gates"
down_revision: str | Sequence[str] | None = "20261123_messages"


def upgrade() -> None:
    run_script("gates.sql")


def downgrade() -> None:
    raise RuntimeError("castings rely on the gates: drop the database instead")
