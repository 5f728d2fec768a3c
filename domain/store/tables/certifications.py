"""Certifications: what binds an account to an owner and a unit, and ends with the title."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.rules.terms import CertificationMethod
from domain.store.tables.columns import Identity, Instant, Table, closed


class Certification(Table):
    """One account's certified hold on one unit through one title."""

    __tablename__ = "certifications"
    __table_args__ = (
        Index(
            "uq_certifications_live",
            "account_id",
            "title_id",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_certifications_unit", "unit_id", postgresql_where=text("ended_at IS NULL")),
        Index("ix_certifications_estate", "estate_id", "account_id", postgresql_where=text("ended_at IS NULL")),
        Index("ix_certifications_title", "title_id"),
    )
    id: Mapped[Identity]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("owners.id"), index=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"))
    title_id: Mapped[UUID] = mapped_column(ForeignKey("titles.id"))
    estate_id: Mapped[UUID] = mapped_column(ForeignKey("estates.id"))
    method: Mapped[CertificationMethod] = mapped_column(closed(CertificationMethod, "method"))
    certified_at: Mapped[Instant] = mapped_column(server_default=text("domain_now()"))
    ended_at: Mapped[datetime | None]
    ended_reason: Mapped[str | None]
