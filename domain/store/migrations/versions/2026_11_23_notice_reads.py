"""Which owners have opened which notice, and when they first did."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261123_notice_reads"
down_revision: str | Sequence[str] | None = "20261123_manual_reviews"


def upgrade() -> None:
    op.create_table(
        "notice_reads",
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), server_default=sa.text("domain_now()"), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_notice_reads_account_id")),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name=op.f("fk_notice_reads_notice_id")),
        sa.PrimaryKeyConstraint("notice_id", "account_id", name=op.f("pk_notice_reads")),
    )
    op.create_index("ix_notice_reads_account_id", "notice_reads", ["account_id"], unique=False)


def downgrade() -> None:
    op.drop_table("notice_reads")
