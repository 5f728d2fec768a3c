"""Owners' assemblies and the organizers that belong to an estate: preparatory group, committee, property company."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.rules.terms import OrganizerKind
from domain.store.tables.columns import Identity, Instant, Table, closed


class Assembly(Table):
    """The owners' assembly (业主大会) of an estate; there is one."""

    __tablename__ = "assemblies"
    id: Mapped[Identity]
    estate_id: Mapped[UUID] = mapped_column(ForeignKey("estates.id"), unique=True)
    name: Mapped[str]
    has_committee: Mapped[bool]
    created_by: Mapped[UUID | None]
    created_at: Mapped[Instant] = mapped_column(server_default=text("domain_now()"))


class Organizer(Table):
    """A body that may start ballots in its estate during its term."""

    __tablename__ = "organizers"
    __table_args__ = (
        CheckConstraint("kind <> 'street'", name="not_a_street"),
        CheckConstraint("term_ends_on IS NULL OR term_ends_on >= term_starts_on", name="term"),
        CheckConstraint("state IN ('active', 'dissolved')", name="state"),
        Index(
            "uq_organizers_active",
            "estate_id",
            "kind",
            unique=True,
            postgresql_where=text("state = 'active'"),
        ),
    )
    id: Mapped[Identity]
    estate_id: Mapped[UUID] = mapped_column(ForeignKey("estates.id"), index=True)
    assembly_id: Mapped[UUID | None] = mapped_column(ForeignKey("assemblies.id"))
    kind: Mapped[OrganizerKind] = mapped_column(closed(OrganizerKind, "kind"))
    name: Mapped[str]
    code: Mapped[str | None]
    state: Mapped[str] = mapped_column(server_default="active")
    term_starts_on: Mapped[date]
    term_ends_on: Mapped[date | None]
    ended_reason: Mapped[str | None]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None]
    created_by: Mapped[UUID | None]
    created_at: Mapped[Instant] = mapped_column(server_default=text("domain_now()"))


class Member(Table):
    """A person in an organizer: a group's leader, a committee's member, a company's contact. Details are encrypted."""

    __tablename__ = "members"
    __table_args__ = (
        CheckConstraint(
            "position IN ('leader', 'chair', 'deputy_chair', 'member', 'alternate', 'contact')", name="position"
        ),
        CheckConstraint("sex IN ('male', 'female', 'not_stated')", name="sex"),
    )
    id: Mapped[Identity]
    organizer_id: Mapped[UUID] = mapped_column(ForeignKey("organizers.id"), index=True)
    position: Mapped[str]
    name: Mapped[bytes]
    sex: Mapped[str]
    age: Mapped[int | None]
    employer: Mapped[str | None]
    document_number: Mapped[bytes | None]
    person_index: Mapped[bytes | None]
    address: Mapped[bytes | None]
    phone: Mapped[bytes]
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    left_at: Mapped[datetime | None]
    left_reason: Mapped[str | None]
    created_at: Mapped[Instant] = mapped_column(server_default=text("domain_now()"))
