"""Photos, encrypted; a consent for each use of personal data, and its withdrawal."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "20261123_photos"
down_revision: str | Sequence[str] | None = "20261123_removed_units"

KINDS = "'document_number', 'card_read', 'photos'"


def upgrade() -> None:
    op.drop_constraint(op.f("ck_consents_kind"), "consents")
    op.create_check_constraint(op.f("ck_consents_kind"), "consents", f"kind IN ({KINDS})")
    op.add_column("consents", sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "photos",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "identity_document",
                "property_document",
                name="purpose",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("delete_after", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "content IS NULL OR (received_at IS NOT NULL AND deleted_at IS NULL)", name=op.f("ck_photos_content")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_photos_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photos")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_photos_token_hash")),
    )
    op.create_index("ix_photos_subject", "photos", ["subject_id", "id"], unique=False)
    op.create_index("ix_photos_account", "photos", ["account_id", "id"], unique=False)
    op.create_index(
        "ix_photos_to_delete", "photos", ["delete_after"], unique=False,
        postgresql_where=sa.text("content IS NOT NULL"),
    )  # fmt: skip
    op.create_index(
        "ix_photos_loose", "photos", ["expires_at"], unique=False,
        postgresql_where=sa.text("subject_id IS NULL AND content IS NOT NULL"),
    )  # fmt: skip
    # An encrypted photo does not shrink: it is stored outside the row at once, without trying.
    op.execute("ALTER TABLE photos ALTER COLUMN content SET STORAGE EXTERNAL")


def downgrade() -> None:
    op.drop_table("photos")
    op.drop_column("consents", "withdrawn_at")
    op.execute("DELETE FROM consents WHERE kind <> 'document_number'")
    op.drop_constraint(op.f("ck_consents_kind"), "consents")
    op.create_check_constraint(op.f("ck_consents_kind"), "consents", "kind IN ('document_number')")
