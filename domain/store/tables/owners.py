"""Owners and the titles by which they own units."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, SmallInteger, func, literal_column, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.rules.terms import DocumentKind, OwnerKind
from domain.store.tables.columns import Identity, Instant, Table, closed


class Owner(Table):
    """A person or organisation, known by document kind and number; both number and name are encrypted."""

    __tablename__ = "owners"
    id: Mapped[Identity]
    kind: Mapped[OwnerKind] = mapped_column(closed(OwnerKind, "kind"))
    document_kind: Mapped[DocumentKind] = mapped_column(closed(DocumentKind, "document_kind"))
    document_number: Mapped[bytes]
    document_index: Mapped[bytes] = mapped_column(unique=True)
    index_version: Mapped[int] = mapped_column(SmallInteger)
    name: Mapped[bytes]
    created_at: Mapped[Instant] = mapped_column(server_default=text("domain_now()"))


class Title(Table):
    """Who owns a unit from the register's instant `starts_at` up to, not including, `ends_at` (民法典 209, 214).

    `head_key` identifies the exact set of owners: units with the same key are one head.
    """

    __tablename__ = "titles"
    __table_args__ = (
        CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="period"),
        ExcludeConstraint(
            (literal_column("unit_id"), "="),
            (func.tstzrange(literal_column("starts_at"), literal_column("ends_at")), "&&"),
            name="titles_do_not_overlap",
            using="gist",
        ),
    )
    id: Mapped[Identity]
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"), index=True)
    starts_at: Mapped[Instant]
    ends_at: Mapped[datetime | None]
    head_key: Mapped[UUID] = mapped_column(index=True)
    source: Mapped[str]
    evidence: Mapped[str | None]
    recorded_at: Mapped[Instant] = mapped_column(server_default=text("domain_now()"))
    end_recorded_at: Mapped[datetime | None]


class TitleOwner(Table):
    """One owner of a title; several are co-owners."""

    __tablename__ = "title_owners"
    title_id: Mapped[UUID] = mapped_column(ForeignKey("titles.id"), primary_key=True)
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("owners.id"), primary_key=True, index=True)
    share: Mapped[str | None]
