"""Ratings of the property company, one per certified unit and quarter."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.store.tables.columns import Document, Instant, Table


class Rating(Table):
    """A unit's scores (criterion to 1–5) and words in a quarter such as `2026Q1`, and the company's one answer.

    `ticket_ids` are the unit's tickets that were settled in the quarter until then. The id is random: published
    ratings stand in its order, which says nothing about when and by whom.
    """

    __tablename__ = "ratings"
    __table_args__ = (
        UniqueConstraint("unit_id", "quarter"),
        CheckConstraint("quarter ~ '^[0-9]{4}Q[1-4]$'", name="quarter"),
        CheckConstraint("(answered_at IS NULL) = (answer IS NULL)", name="answer"),
        Index("ix_ratings_estate_quarter", "estate_id", "quarter", "id"),
        Index("ix_ratings_account", "account_id", "rated_at", "id"),
    )
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    estate_id: Mapped[UUID] = mapped_column(ForeignKey("estates.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"))
    quarter: Mapped[str]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("owners.id"))
    scores: Mapped[Document]
    words: Mapped[bytes | None]
    ticket_ids: Mapped[list[UUID]]
    answer: Mapped[bytes | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[UUID | None]
    rated_at: Mapped[Instant] = mapped_column(server_default=text("domain_now()"))
