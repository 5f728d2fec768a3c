"""A proposed estate has no project number yet; one-time addresses from which a register is fetched."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261123_proposed_estates"
down_revision: str | Sequence[str] | None = "20261123_baseline"


def upgrade() -> None:
    op.alter_column("estates", "number", existing_type=sa.Text(), nullable=True)
    op.create_check_constraint(
        op.f("ck_estates_numbered"), "estates", "status IN ('proposed', 'rejected') OR number IS NOT NULL"
    )
    op.create_table(
        "downloads",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("revealed", sa.Boolean(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_downloads_account_id")),
        sa.ForeignKeyConstraint(["estate_id"], ["estates.id"], name=op.f("fk_downloads_estate_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_downloads")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_downloads_token_hash")),
    )


def downgrade() -> None:
    op.drop_table("downloads")
    op.drop_constraint(op.f("ck_estates_numbered"), "estates", type_="check")
    op.alter_column("estates", "number", existing_type=sa.Text(), nullable=False)
