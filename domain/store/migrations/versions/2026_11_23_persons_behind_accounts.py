"""A member of staff's document, so that a person is the same after a change of keys; nobody reviews what they wrote."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261123_persons_behind_accounts"
down_revision: str | Sequence[str] | None = "20261123_corrections_touch"

_WAYS_IN = (
    "CASE WHEN kind = 'card' OR deleted_at IS NOT NULL"
    " THEN num_nonnulls(login, phone, phone_index, name, {}password_hash, totp_secret) = 0"
    " ELSE num_nonnulls(phone, phone_index) = 2 END"
)
_FOUR_EYES = "reviewed_by IS NULL OR (reviewed_by <> submitted_by AND reviewed_by <> author_id)"
_WITHOUT_THE_AUTHOR = "reviewed_by IS NULL OR reviewed_by <> submitted_by"


def upgrade() -> None:
    op.add_column("accounts", sa.Column("document", sa.LargeBinary(), nullable=True))
    _change("accounts", "ways_in", _WAYS_IN.format("document, "))
    for table in ("ballots", "notices"):
        _change(table, "four_eyes", _FOUR_EYES)


def downgrade() -> None:
    for table in ("ballots", "notices"):
        _change(table, "four_eyes", _WITHOUT_THE_AUTHOR)
    _change("accounts", "ways_in", _WAYS_IN.format(""))
    op.drop_column("accounts", "document")


def _change(table: str, name: str, condition: str) -> None:
    op.drop_constraint(op.f(f"ck_{table}_{name}"), table, type_="check")
    op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, condition)
