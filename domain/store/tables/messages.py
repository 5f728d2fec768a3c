"""Messages to people, the broadcasts they come from, and the demo carrier's outbox."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.store.tables.columns import Document, Identity, Instant, Table


class Broadcast(Table):
    """A message to all certified owners in a ballot's scope, or to those who have not voted; expanded by a worker."""

    __tablename__ = "broadcasts"
    __table_args__ = (
        CheckConstraint("audience IN ('everyone', 'not_voted')", name="audience"),
        Index("ix_broadcasts_waiting", "created_at", postgresql_where=text("expanded_at IS NULL")),
    )
    id: Mapped[Identity]
    ballot_id: Mapped[UUID] = mapped_column(ForeignKey("ballots.id"), index=True)
    template: Mapped[str]
    audience: Mapped[str]
    parameters: Mapped[Document]
    requested_by: Mapped[UUID | None]
    client_key: Mapped[UUID | None] = mapped_column(unique=True)
    created_at: Mapped[Instant] = mapped_column(server_default=text("domain_now()"))
    expanded_at: Mapped[datetime | None]
    recipients: Mapped[int | None]


class Message(Table):
    """One text to one phone. `key` makes it take effect once; phone and text are encrypted and go when it is done.

    A message to an account has no phone of its own, one of a broadcast takes the broadcast's parameters, and one that
    tells of a submission is worded from that: so a hundred thousand of them are one INSERT. `next_attempt_at` and
    `expires_at` are real time.
    """

    __tablename__ = "messages"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'sent', 'failed', 'expired')", name="state"),
        CheckConstraint("language IN ('zh', 'en')", name="language"),
        Index("ix_messages_due", "next_attempt_at", postgresql_where=text("state = 'waiting'")),
        Index(
            "ix_messages_due_single",
            "next_attempt_at",
            postgresql_where=text("state = 'waiting' AND broadcast_id IS NULL"),
        ),
        Index("ix_messages_expiring", "expires_at", postgresql_where=text("state = 'waiting'")),
        Index("ix_messages_broadcast", "broadcast_id"),
        Index("ix_messages_estate", "estate_id", "created_at", "id"),
    )
    id: Mapped[Identity]
    key: Mapped[str] = mapped_column(unique=True)
    template: Mapped[str]
    language: Mapped[str]
    account_id: Mapped[UUID | None]
    broadcast_id: Mapped[UUID | None] = mapped_column(ForeignKey("broadcasts.id"))
    submission_id: Mapped[UUID | None] = mapped_column(ForeignKey("submissions.id"))
    estate_id: Mapped[UUID | None]
    phone: Mapped[bytes | None]
    parameters: Mapped[bytes | None]
    state: Mapped[str] = mapped_column(server_default="waiting")
    attempts: Mapped[int] = mapped_column(server_default="0")
    next_attempt_at: Mapped[Instant] = mapped_column(server_default=text("clock_timestamp()"))
    expires_at: Mapped[Instant] = mapped_column(server_default=text("clock_timestamp() + interval '24 hours'"))
    sent_at: Mapped[datetime | None]
    carrier_reference: Mapped[str | None]
    last_fault: Mapped[str | None]
    created_at: Mapped[Instant] = mapped_column(server_default=text("domain_now()"))


class OutboxText(Table):
    """What the demo carrier 'delivered'. The message's id is its key, so a second delivery changes nothing."""

    __tablename__ = "outbox_texts"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    phone: Mapped[bytes]
    body: Mapped[bytes]
    template: Mapped[str]
    delivered_at: Mapped[Instant] = mapped_column(server_default=text("domain_now()"))
