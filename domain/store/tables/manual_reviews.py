"""Manual reviews: what was entered when a match failed, what became of it, step by step."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.rules.terms import DocumentKind, ManualReviewState, ManualReviewStep
from domain.store.tables.columns import Identity, Instant, Table, closed


class FailedMatch(Table):
    """What an account entered for a unit and the register does not have; kept for three days (real time)."""

    __tablename__ = "failed_matches"
    __table_args__ = (UniqueConstraint("account_id", "unit_id"), Index("ix_failed_matches_failed_at", "failed_at"))
    id: Mapped[Identity]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"))
    document_kind: Mapped[DocumentKind] = mapped_column(closed(DocumentKind, "document_kind"))
    name: Mapped[bytes]
    number: Mapped[bytes]
    failed_at: Mapped[Instant] = mapped_column(server_default=text("clock_timestamp()"))


class ManualReview(Table):
    """An owner's request to be certified by photos. Name and number as entered go with the photos, 30 days after.

    `waiting_since` is since when it waits, for the street or, asked for more, for the owner. `decided_at`
    stands for every end; `decided_by` is who decided, where a person of the street did.
    """

    __tablename__ = "manual_reviews"
    __table_args__ = (
        UniqueConstraint("account_id", "client_key"),
        Index(
            "uq_manual_reviews_open",
            "account_id",
            "unit_id",
            unique=True,
            postgresql_where=text("state IN ('waiting', 'more_asked')"),
        ),
        Index("ix_manual_reviews_estate", "estate_id", "state", "waiting_since", "id"),
        Index("ix_manual_reviews_entered", "decided_at", postgresql_where=text("name IS NOT NULL")),
        CheckConstraint("(state IN ('waiting', 'more_asked')) = (decided_at IS NULL)", name="decided"),
    )
    id: Mapped[Identity]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"), index=True)
    estate_id: Mapped[UUID] = mapped_column(ForeignKey("estates.id"))
    client_key: Mapped[UUID]
    payload_hash: Mapped[bytes]
    state: Mapped[ManualReviewState] = mapped_column(closed(ManualReviewState, "state"), server_default="waiting")
    document_kind: Mapped[DocumentKind] = mapped_column(closed(DocumentKind, "document_kind"))
    name: Mapped[bytes | None]
    number: Mapped[bytes | None]
    submitted_at: Mapped[Instant] = mapped_column(server_default=text("domain_now()"))
    waiting_since: Mapped[Instant] = mapped_column(server_default=text("domain_now()"))
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[UUID | None]
    title_id: Mapped[UUID | None] = mapped_column(ForeignKey("titles.id"))


class ManualReviewEvent(Table):
    """One step of a review: by whom, with which reasons, and in which words (encrypted: they are about a person)."""

    __tablename__ = "manual_review_events"
    __table_args__ = (Index("ix_manual_review_events_review", "review_id", "at", "id"),)
    id: Mapped[Identity]
    review_id: Mapped[UUID] = mapped_column(ForeignKey("manual_reviews.id"))
    step: Mapped[ManualReviewStep] = mapped_column(closed(ManualReviewStep, "step"))
    at: Mapped[Instant] = mapped_column(server_default=text("domain_now()"))
    account_id: Mapped[UUID | None]
    reasons: Mapped[list[str]] = mapped_column(server_default=text("'{}'"))
    words: Mapped[bytes | None]
