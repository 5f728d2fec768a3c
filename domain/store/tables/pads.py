"""Voting on a helper's PAD: the helper's session, the reads of cards, match tokens, and what was cast by them.

Nothing of a card is kept but the match: no number, no name, no sealed bytes.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.rules.card import CardKind
from domain.rules.card_reads import CardReadFault, CardReadState, PadKind
from domain.store.tables.columns import Identity, Instant, Table, closed

_OPEN_STATES = "('waiting_for_reader', 'waiting_for_card', 'reading', 'checking', 'read_error', 'reader_offline')"


class PadSession(Table):
    """A helper at work for one ballot with one reader, a witness beside them. `witness` is a name, encrypted.

    Its hours are on the domain's clock, as the ballot's are: from `opened_at` to `ends_at`, unless ended before.
    """

    __tablename__ = "pad_sessions"
    __table_args__ = (
        Index("uq_pad_sessions_device", "device_id", unique=True, postgresql_where=text("ended_at IS NULL")),
        Index("ix_pad_sessions_ballot", "ballot_id", "id"),
        Index("ix_pad_sessions_operator", "operator_id", "id"),
        CheckConstraint("opened_at < ends_at", name="hours"),
    )
    id: Mapped[Identity]
    ballot_id: Mapped[UUID] = mapped_column(ForeignKey("ballots.id"))
    estate_id: Mapped[UUID] = mapped_column(ForeignKey("estates.id"), index=True)
    device_id: Mapped[UUID] = mapped_column(ForeignKey("devices.id"))
    operator_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    role: Mapped[str]
    kind: Mapped[PadKind] = mapped_column(closed(PadKind, "kind"))
    place: Mapped[str]
    witness: Mapped[bytes]
    opened_at: Mapped[Instant] = mapped_column(server_default=text("domain_now()"))
    ends_at: Mapped[Instant]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None]


class CardRead(Table):
    """One request to read a card, and what came of it. Its instants are real time: it lives for 60 seconds.

    `envelope_hash` tells a repeated submission from another one; `timings_hash` that two reads took exactly as long.
    """

    __tablename__ = "card_reads"
    __table_args__ = (
        Index("uq_card_reads_open", "device_id", unique=True, postgresql_where=text(f"state IN {_OPEN_STATES}")),
        Index("ix_card_reads_pad_session", "pad_session_id", "id"),
        Index("ix_card_reads_device", "device_id", "id"),
    )
    id: Mapped[Identity]
    pad_session_id: Mapped[UUID] = mapped_column(ForeignKey("pad_sessions.id"))
    device_id: Mapped[UUID] = mapped_column(ForeignKey("devices.id"))
    ballot_id: Mapped[UUID] = mapped_column(ForeignKey("ballots.id"))
    state: Mapped[CardReadState] = mapped_column(closed(CardReadState, "state"))
    fault: Mapped[CardReadFault | None] = mapped_column(closed(CardReadFault, "fault"))
    seq: Mapped[int]
    nonce: Mapped[bytes]
    consent: Mapped[str]
    sequence: Mapped[int | None] = mapped_column(BigInteger)
    envelope_hash: Mapped[bytes | None]
    card_kind: Mapped[CardKind | None] = mapped_column(closed(CardKind, "card_kind"))
    name_flagged: Mapped[bool] = mapped_column(server_default="false")
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("owners.id"))
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    sam_id: Mapped[str | None]
    attempts: Mapped[int | None]
    find_misses: Mapped[int | None]
    timings_hash: Mapped[bytes | None]
    created_at: Mapped[Instant] = mapped_column(server_default=text("clock_timestamp()"))
    expires_at: Mapped[Instant]
    finished_at: Mapped[datetime | None]


class MatchToken(Table):
    """Lets a PAD session cast once for the owner whose card was read; known by the SHA-256 of the token."""

    __tablename__ = "match_tokens"
    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    card_read_id: Mapped[UUID] = mapped_column(ForeignKey("card_reads.id"), unique=True)
    key_version: Mapped[int] = mapped_column(SmallInteger)
    expires_at: Mapped[Instant]
    used_at: Mapped[datetime | None]


class PadCasting(Table):
    """By which device, reader, helper and read a submission was made; only ever inserted."""

    __tablename__ = "pad_castings"
    __table_args__ = (Index("ix_pad_castings_pad_session", "pad_session_id"),)
    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    card_read_id: Mapped[UUID] = mapped_column(ForeignKey("card_reads.id"), unique=True)
    pad_session_id: Mapped[UUID] = mapped_column(ForeignKey("pad_sessions.id"))
    device_id: Mapped[UUID] = mapped_column(ForeignKey("devices.id"))
    operator_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    sam_id: Mapped[str]


class DoorMark(Table):
    """A unit of a ballot where a helper found nobody at home, with the session in which that was last so.

    `marked_at` is real time: it lives for a day.
    """

    __tablename__ = "door_marks"
    ballot_id: Mapped[UUID] = mapped_column(ForeignKey("ballots.id"), primary_key=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"), primary_key=True, index=True)
    pad_session_id: Mapped[UUID] = mapped_column(ForeignKey("pad_sessions.id"))
    marked_at: Mapped[Instant] = mapped_column(server_default=text("clock_timestamp()"), index=True)
