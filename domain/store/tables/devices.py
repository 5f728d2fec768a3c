"""Card readers with the bridge beside each: enrolment, sessions, health.

Everything that lets a device in runs on the real clock, as sessions of people do.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.rules.card_reads import DeviceState, ReaderState
from domain.store.tables.columns import Document, Identity, Instant, Table, closed


class Device(Table):
    """A bridge with its reader, enrolled by a street: known by its public key, pinned to the reader's SAM id.

    `last_sequence` is the number of its last new submission; `command_seq` counts what it was asked to do.
    """

    __tablename__ = "devices"
    __table_args__ = (Index("ix_devices_street", "street_code", "id"),)
    id: Mapped[Identity]
    street_code: Mapped[str] = mapped_column(ForeignKey("streets.code"))
    name: Mapped[str]
    state: Mapped[DeviceState] = mapped_column(closed(DeviceState, "state"))
    public_key: Mapped[bytes | None]
    sam_id: Mapped[str | None]
    version: Mapped[str | None]
    last_sequence: Mapped[int] = mapped_column(BigInteger, server_default="0")
    command_seq: Mapped[int] = mapped_column(BigInteger, server_default="0")
    created_by: Mapped[UUID]
    created_at: Mapped[Instant] = mapped_column(server_default=text("domain_now()"))
    enrolled_at: Mapped[datetime | None]
    reader_state: Mapped[ReaderState | None] = mapped_column(closed(ReaderState, "reader_state"))
    seen_sam_id: Mapped[str | None]
    counters: Mapped[Document | None]
    health_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[UUID | None]
    revoked_reason: Mapped[str | None]


class EnrolmentCode(Table):
    """A one-time code that makes a bridge a device: its first part finds the row, the rest is kept as an HMAC."""

    __tablename__ = "enrolment_codes"
    id: Mapped[Identity]
    device_id: Mapped[UUID] = mapped_column(ForeignKey("devices.id"), index=True)
    selector: Mapped[str] = mapped_column(unique=True)
    secret_hmac: Mapped[bytes]
    tries: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    created_by: Mapped[UUID]
    created_at: Mapped[Instant] = mapped_column(server_default=text("clock_timestamp()"))
    expires_at: Mapped[Instant]
    used_at: Mapped[datetime | None]
    replaced_at: Mapped[datetime | None]


class DeviceChallenge(Table):
    """A nonce that a device signs once to open a session; only its SHA-256 is kept."""

    __tablename__ = "device_challenges"
    nonce_hash: Mapped[bytes] = mapped_column(primary_key=True)
    device_id: Mapped[UUID] = mapped_column(ForeignKey("devices.id"), index=True)
    expires_at: Mapped[Instant]
    used_at: Mapped[datetime | None]


class DeviceSession(Table):
    """A device that is signed in, known by the SHA-256 of its token; a new session closes the old."""

    __tablename__ = "device_sessions"
    __table_args__ = (
        Index("uq_device_sessions_open", "device_id", unique=True, postgresql_where=text("closed_at IS NULL")),
    )
    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(unique=True)
    device_id: Mapped[UUID] = mapped_column(ForeignKey("devices.id"), index=True)
    created_at: Mapped[Instant] = mapped_column(server_default=text("clock_timestamp()"))
    expires_at: Mapped[Instant]
    closed_at: Mapped[datetime | None]
