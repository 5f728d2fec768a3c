"""Manual reviews, from a failed match to the decision."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from alembic import op

from domain.store.migrations.scripts import run_script

revision: str = "20261123_manual_reviews"
down_revision: str | Sequence[str] | None = "20261123_ratings"

DOCUMENTS = (
    "id_card",
    "residence_permit",
    "permanent_residence",
    "passport",
    "officer_card",
    "organisation_code",
    "other",
)
STATES = ("waiting", "more_asked", "approved", "rejected", "withdrawn", "overtaken", "lapsed")
STEPS = ("submitted", "more_asked", "resubmitted", "approved", "rejected", "withdrawn", "overtaken", "lapsed")
OPEN = sa.text("state IN ('waiting', 'more_asked')")


def _one_of(name: str, *terms: str) -> sa.Enum:
    return sa.Enum(*terms, name=name, native_enum=False, create_constraint=True, length=40)


def _instant(name: str, default: str | None = None) -> sa.Column[datetime]:
    given = sa.text(default) if default else None
    return sa.Column(name, sa.DateTime(timezone=True), server_default=given, nullable=default is None)


def upgrade() -> None:
    op.create_table(
        "failed_matches",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("document_kind", _one_of("document_kind", *DOCUMENTS), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("number", sa.LargeBinary(), nullable=False),
        _instant("failed_at", "clock_timestamp()"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_failed_matches_account_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_failed_matches_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed_matches")),
        sa.UniqueConstraint("account_id", "unit_id", name=op.f("uq_failed_matches_account_id_unit_id")),
    )
    op.create_index("ix_failed_matches_failed_at", "failed_matches", ["failed_at"], unique=False)
    op.create_table(
        "manual_reviews",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("estate_id", sa.Uuid(), nullable=False),
        sa.Column("client_key", sa.Uuid(), nullable=False),
        sa.Column("payload_hash", sa.LargeBinary(), nullable=False),
        sa.Column("state", _one_of("state", *STATES), server_default="waiting", nullable=False),
        sa.Column("document_kind", _one_of("document_kind", *DOCUMENTS), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("number", sa.LargeBinary(), nullable=True),
        _instant("submitted_at", "domain_now()"),
        _instant("waiting_since", "domain_now()"),
        _instant("decided_at"),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("title_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(state IN ('waiting', 'more_asked')) = (decided_at IS NULL)", name=op.f("ck_manual_reviews_decided")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_manual_reviews_account_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_manual_reviews_unit_id")),
        sa.ForeignKeyConstraint(["estate_id"], ["estates.id"], name=op.f("fk_manual_reviews_estate_id")),
        sa.ForeignKeyConstraint(["title_id"], ["titles.id"], name=op.f("fk_manual_reviews_title_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_manual_reviews")),
        sa.UniqueConstraint("account_id", "client_key", name=op.f("uq_manual_reviews_account_id_client_key")),
    )
    op.create_index(
        "uq_manual_reviews_open", "manual_reviews", ["account_id", "unit_id"], unique=True, postgresql_where=OPEN
    )
    op.create_index(op.f("ix_manual_reviews_unit_id"), "manual_reviews", ["unit_id"], unique=False)
    op.create_index(
        "ix_manual_reviews_estate", "manual_reviews", ["estate_id", "state", "waiting_since", "id"], unique=False
    )
    op.create_index(
        "ix_manual_reviews_entered", "manual_reviews", ["decided_at"], unique=False,
        postgresql_where=sa.text("name IS NOT NULL"),
    )  # fmt: skip
    op.create_table(
        "manual_review_events",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("review_id", sa.Uuid(), nullable=False),
        sa.Column("step", _one_of("step", *STEPS), nullable=False),
        _instant("at", "domain_now()"),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("reasons", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["review_id"], ["manual_reviews.id"], name=op.f("fk_manual_review_events_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_manual_review_events")),
    )
    op.create_index("ix_manual_review_events_review", "manual_review_events", ["review_id", "at", "id"], unique=False)
    run_script("manual_reviews.sql")


def downgrade() -> None:
    op.execute("DROP TRIGGER with_a_certification_reviews_end ON certifications")
    op.drop_table("manual_review_events")
    op.drop_table("manual_reviews")
    op.drop_table("failed_matches")
    op.execute("DROP FUNCTION certifications_overtake_reviews, photos_outlive_reviews_by_thirty_days")
    op.execute("DROP FUNCTION manual_reviews_end_once")
