"""What owners may do with their data: export it, and delete their account with everything that may go."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261123_own_data"
down_revision: str | Sequence[str] | None = "20261123_notice_reads"

NOTHING_LEFT = "num_nonnulls(login, phone, phone_index, name, password_hash, totp_secret) = 0"
WAYS_IN = f"CASE {{of_these}} THEN {NOTHING_LEFT} ELSE num_nonnulls(phone, phone_index) = 2 END"


def upgrade() -> None:
    op.add_column("accounts", sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True))
    op.drop_constraint(op.f("ck_accounts_ways_in"), "accounts")
    of_these = "WHEN kind = 'card' OR deleted_at IS NOT NULL"
    op.create_check_constraint(op.f("ck_accounts_ways_in"), "accounts", WAYS_IN.format(of_these=of_these))
    op.create_table(
        "account_exports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_account_exports_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_exports")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_account_exports_token_hash")),
    )


def downgrade() -> None:
    raise RuntimeError("accounts that were deleted have nothing to go back to: drop the database instead")
