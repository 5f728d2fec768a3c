"""Districts, streets, estates, buildings, units, and the change sets by which a register is maintained."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from domain.rules.terms import AreaSource, BuildingSource, EstateStatus, Usage
from domain.store.tables.columns import Document, Hundredths, Identity, Instant, Table, closed


class District(Table):
    """One of Beijing's districts, by its statistical code (six digits)."""

    __tablename__ = "districts"
    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]


class Street(Table):
    """A sub-district office or town, by its statistical code (nine digits)."""

    __tablename__ = "streets"
    code: Mapped[str] = mapped_column(primary_key=True)
    district_code: Mapped[str] = mapped_column(ForeignKey("districts.code"), index=True)
    name: Mapped[str]
    district: Mapped[District] = relationship(lazy="raise", viewonly=True)


class Estate(Table):
    """A residential estate (小区) and the settings by which its ballots are counted.

    `number` is the project number; an estate that is proposed or was rejected has none.
    """

    __tablename__ = "estates"
    __table_args__ = (
        CheckConstraint("co_owner IN ('exact_set', 'any_overlap')", name="co_owner"),
        CheckConstraint("silent IN ('none', 'majority')", name="silent"),
        CheckConstraint("election_rank IN ('heads_then_area', 'area_then_heads')", name="election_rank"),
        CheckConstraint("status IN ('proposed', 'rejected') OR number IS NOT NULL", name="numbered"),
        Index("ix_estates_name_trigram", "name", postgresql_using="gin", postgresql_ops={"name": "gin_trgm_ops"}),
    )
    id: Mapped[Identity]
    number: Mapped[str | None] = mapped_column(unique=True)
    name: Mapped[str]
    address: Mapped[str]
    street_code: Mapped[str] = mapped_column(ForeignKey("streets.code"), index=True)
    status: Mapped[EstateStatus] = mapped_column(closed(EstateStatus, "status"))
    co_owner: Mapped[str] = mapped_column(server_default="exact_set")
    silent: Mapped[str] = mapped_column(server_default="none")
    election_rank: Mapped[str] = mapped_column(server_default="heads_then_area")
    area_kinds: Mapped[list[str]] = mapped_column(server_default=text("ARRAY['home', 'shop', 'office']"))
    proposed_by: Mapped[UUID | None]
    proposal_reason: Mapped[str | None]
    decided_by: Mapped[UUID | None]
    decision_reason: Mapped[str | None]
    created_at: Mapped[Instant] = mapped_column(server_default=text("domain_now()"))
    street: Mapped[Street] = relationship(lazy="raise", viewonly=True)


class Building(Table):
    """A building (楼栋). One that does not belong is removed, never deleted."""

    __tablename__ = "buildings"
    __table_args__ = (
        Index("uq_buildings_name", "estate_id", "name", unique=True, postgresql_where=text("removed_at IS NULL")),
    )
    id: Mapped[Identity]
    estate_id: Mapped[UUID] = mapped_column(ForeignKey("estates.id"), index=True)
    name: Mapped[str]
    number: Mapped[str]
    source: Mapped[BuildingSource] = mapped_column(closed(BuildingSource, "source"))
    position: Mapped[int]
    removed_at: Mapped[datetime | None]
    removed_reason: Mapped[str | None]
    created_at: Mapped[Instant] = mapped_column(server_default=text("domain_now()"))


class Unit(Table):
    """A unit (房屋). `owned` and `certified` are kept by triggers on titles and certifications: they are the colour."""

    __tablename__ = "units"
    __table_args__ = (
        CheckConstraint("area >= 0", name="area"),
        CheckConstraint("floor_from <= floor_to", name="floors"),
        Index(
            "uq_units_room",
            "building_id",
            "entrance",
            "room",
            unique=True,
            postgresql_where=text("removed_at IS NULL"),
        ),
        Index(
            "ix_units_table",
            "estate_id",
            "building_id",
            postgresql_include=["owned", "certified", "area", "usage"],
            postgresql_where=text("removed_at IS NULL"),
        ),
    )
    id: Mapped[Identity]
    estate_id: Mapped[UUID] = mapped_column(ForeignKey("estates.id"))
    building_id: Mapped[UUID] = mapped_column(ForeignKey("buildings.id"))
    entrance: Mapped[str]
    floor: Mapped[int]
    floor_from: Mapped[int]
    floor_to: Mapped[int]
    room: Mapped[str]
    usage: Mapped[Usage] = mapped_column(closed(Usage, "usage"))
    layout: Mapped[str]
    area: Mapped[Hundredths]
    area_source: Mapped[AreaSource] = mapped_column(closed(AreaSource, "area_source"))
    developer_stock: Mapped[bool] = mapped_column(server_default="false")
    delivered: Mapped[bool] = mapped_column(server_default="true")
    owned: Mapped[bool] = mapped_column(server_default="false")
    certified: Mapped[bool] = mapped_column(server_default="false")
    removed_at: Mapped[datetime | None]
    created_at: Mapped[Instant] = mapped_column(server_default=text("domain_now()"))


class ChangeSet(Table):
    """A package of changes to one estate's register (房屋维护): drafted, then applied as a whole or dropped."""

    __tablename__ = "change_sets"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'applied', 'dropped')", name="state"),
        CheckConstraint("source IN ('form', 'sheet')", name="source"),
    )
    id: Mapped[Identity]
    estate_id: Mapped[UUID] = mapped_column(ForeignKey("estates.id"), index=True)
    state: Mapped[str] = mapped_column(server_default="draft")
    source: Mapped[str]
    file_name: Mapped[str | None]
    file_sha256: Mapped[bytes | None]
    opened_by: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    opened_at: Mapped[Instant] = mapped_column(server_default=text("domain_now()"))
    ended_by: Mapped[UUID | None]
    ended_at: Mapped[datetime | None]
    counts: Mapped[Document | None]


class Change(Table):
    """One change of a set. `fields` holds the unit's new values, `owners` (encrypted) its new owners or nothing."""

    __tablename__ = "changes"
    __table_args__ = (
        CheckConstraint("kind IN ('add_building', 'add_unit', 'change_unit')", name="kind"),
        Index("uq_changes_unit", "change_set_id", "unit_id", unique=True, postgresql_where=text("unit_id IS NOT NULL")),
    )
    id: Mapped[Identity]
    change_set_id: Mapped[UUID] = mapped_column(ForeignKey("change_sets.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    building_id: Mapped[UUID | None] = mapped_column(ForeignKey("buildings.id"))
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("units.id"))
    fields: Mapped[Document]
    owners: Mapped[bytes | None]
    row: Mapped[int | None]


class Upload(Table):
    """A one-time address to which a file is sent, outside GraphQL; its content is kept only until it is used."""

    __tablename__ = "uploads"
    id: Mapped[Identity]
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    purpose: Mapped[str]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    estate_id: Mapped[UUID | None] = mapped_column(ForeignKey("estates.id"))
    file_name: Mapped[str | None]
    content: Mapped[bytes | None]
    expires_at: Mapped[Instant]
    received_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]


class Download(Table):
    """A one-time address from which a sheet is fetched; the sheet is made when it is fetched and never kept."""

    __tablename__ = "downloads"
    id: Mapped[Identity]
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    estate_id: Mapped[UUID] = mapped_column(ForeignKey("estates.id"))
    revealed: Mapped[bool]
    expires_at: Mapped[Instant]
    used_at: Mapped[datetime | None]
