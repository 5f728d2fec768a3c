"""Complaints and repairs, and the time line of each. What people write there is encrypted."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from domain.rules.tickets import CommonPart, TicketAct, TicketKind, TicketState
from domain.store.tables.columns import Identity, Instant, Table, closed


class Ticket(Table):
    """What an owner filed as the certified owner of `unit_id`: about that unit or, where `part` is named, about a
    common part (of `building_id`, or of the whole estate).

    `state_since` and `due_at` are the clock of its state; `settled_at`, `rated_at` and `escalated_at` are of this
    round, which reopening ends. `cost_fen` is what is to be paid from the repair fund if `ballot_id` decides so.
    """

    __tablename__ = "tickets"
    __table_args__ = (
        CheckConstraint("part IS NOT NULL OR building_id IS NULL", name="place"),
        CheckConstraint("(cost_fen IS NULL) = (ballot_id IS NULL) AND cost_fen > 0", name="cost"),
        CheckConstraint("work_rating BETWEEN 1 AND 5", name="work_rating"),
        CheckConstraint("(settled_at IS NOT NULL) = (state IN ('done', 'declined'))", name="settled"),
        UniqueConstraint("account_id", "client_key"),
        Index("ix_tickets_estate_filed", "estate_id", "filed_at", "id"),
        Index("ix_tickets_estate_since", "estate_id", "state_since", "id"),
        Index("ix_tickets_account_filed", "account_id", "filed_at", "id"),
        Index("ix_tickets_unit", "unit_id"),
    )
    id: Mapped[Identity]
    estate_id: Mapped[UUID] = mapped_column(ForeignKey("estates.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("units.id"))
    kind: Mapped[TicketKind] = mapped_column(closed(TicketKind, "kind"))
    part: Mapped[CommonPart | None] = mapped_column(closed(CommonPart, "part"))
    building_id: Mapped[UUID | None] = mapped_column(ForeignKey("buildings.id"))
    place_note: Mapped[bytes | None]
    words: Mapped[bytes]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("owners.id"))
    client_key: Mapped[UUID]
    state: Mapped[TicketState] = mapped_column(closed(TicketState, "state"))
    state_since: Mapped[Instant]
    due_at: Mapped[datetime | None]
    assignee_id: Mapped[UUID | None] = mapped_column(ForeignKey("members.id"))
    first_answered_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    reopened: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    escalated_at: Mapped[datetime | None]
    cost_fen: Mapped[int | None] = mapped_column(BigInteger)
    ballot_id: Mapped[UUID | None] = mapped_column(ForeignKey("ballots.id"))
    work_rating: Mapped[int | None] = mapped_column(SmallInteger)
    rated_at: Mapped[datetime | None]
    filed_at: Mapped[Instant] = mapped_column(server_default=text("domain_now()"))


class TicketEvent(Table):
    """One act in a ticket's time line, the state after it and the photos sent with it; only ever inserted."""

    __tablename__ = "ticket_events"
    __table_args__ = (Index("ix_ticket_events_ticket", "ticket_id", "at", "id"),)
    id: Mapped[Identity]
    ticket_id: Mapped[UUID] = mapped_column(ForeignKey("tickets.id"))
    act: Mapped[TicketAct] = mapped_column(closed(TicketAct, "act"))
    state: Mapped[TicketState] = mapped_column(closed(TicketState, "state"))
    at: Mapped[Instant]
    account_id: Mapped[UUID]
    words: Mapped[bytes | None]
    photo_ids: Mapped[list[UUID]] = mapped_column(server_default="{}")
    assignee_id: Mapped[UUID | None] = mapped_column(ForeignKey("members.id"))
