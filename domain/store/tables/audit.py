"""The installation's profile, the demo clock's shift, and the audit trail."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy import Identity as Sequence
from sqlalchemy.orm import Mapped, mapped_column

from domain.store.tables.columns import Document, Instant, Table


class Installation(Table):
    """One row: which profile this database belongs to. A production database has no clock to shift."""

    __tablename__ = "installation"
    __table_args__ = (
        CheckConstraint("id = 1", name="one_row"),
        CheckConstraint("profile IN ('demo', 'test', 'production')", name="profile"),
    )
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    profile: Mapped[str]
    created_at: Mapped[Instant] = mapped_column(server_default=text("clock_timestamp()"))


class DemoClock(Table):
    """One row or none: how far `domain_now()` runs ahead. A trigger refuses it outside the demo and test profiles."""

    __tablename__ = "demo_clock"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    shift: Mapped[timedelta]


class AuditRecord(Table):
    """Who did what, when, on what and why; written in the command's own transaction and never changed.

    The chain is filled in afterwards, once per row, by the sealing worker: `chain_hash` covers the row and the hash
    before it in the same estate, so that a removed or altered row shows. Doing it afterwards keeps the castings of a
    hot ballot from queueing for one chain head.

    What belongs to no estate belongs to a street or to a district, where the act has one: staff, readers.
    """

    __tablename__ = "audit_records"
    __table_args__ = (
        Index("ix_audit_records_unsealed", "id", postgresql_where=text("chain_position IS NULL")),
        Index("ix_audit_records_estate", "estate_id", "id"),
        Index("ix_audit_records_subject", "subject_id"),
        Index("ix_audit_records_street", "street_code", "id", postgresql_where=text("street_code IS NOT NULL")),
        Index("ix_audit_records_district", "district_code", "id", postgresql_where=text("district_code IS NOT NULL")),
        CheckConstraint("num_nonnulls(estate_id, street_code, district_code) <= 1", name="scope"),
        UniqueConstraint("chain", "chain_position"),
    )
    id: Mapped[int] = mapped_column(BigInteger, Sequence(always=True), primary_key=True)
    action: Mapped[str]
    subject_kind: Mapped[str]
    subject_id: Mapped[UUID | None]
    estate_id: Mapped[UUID | None]
    street_code: Mapped[str | None] = mapped_column(ForeignKey("streets.code"))
    district_code: Mapped[str | None] = mapped_column(ForeignKey("districts.code"))
    account_id: Mapped[UUID | None]
    role: Mapped[str | None]
    before: Mapped[Document | None]
    after: Mapped[Document | None]
    reason: Mapped[str | None]
    request_id: Mapped[UUID]
    at: Mapped[Instant] = mapped_column(server_default=text("domain_now()"))
    chain: Mapped[str | None]
    chain_position: Mapped[int | None] = mapped_column(BigInteger)
    chain_hash: Mapped[bytes | None]
