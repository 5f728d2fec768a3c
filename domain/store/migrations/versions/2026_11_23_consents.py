"""Consents; a code keeps the phone it was sent to, encrypted, so that its first use can make the account."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261123_consents"
down_revision: str | Sequence[str] | None = "20261123_proposed_estates"


def upgrade() -> None:
    # A code lives for five minutes: whoever waits for one asks again.
    op.execute("DELETE FROM sms_codes")
    op.add_column("sms_codes", sa.Column("phone", sa.LargeBinary(), nullable=False))
    op.alter_column("sms_codes", "purpose", type_=sa.String(40))
    op.create_check_constraint(op.f("ck_sms_codes_purpose"), "sms_codes", "purpose IN ('sign_in', 'confirm')")
    op.create_table(
        "consents",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("document_number", name="kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_consents_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    op.create_index("ix_consents_account_id_kind", "consents", ["account_id", "kind"], unique=False)


def downgrade() -> None:
    op.drop_table("consents")
    op.drop_constraint(op.f("ck_sms_codes_purpose"), "sms_codes")
    op.alter_column("sms_codes", "purpose", type_=sa.Text())
    op.drop_column("sms_codes", "phone")
