"""Complaints and repairs: an owner files and follows, the property company handles, the street escalates.

What people write is encrypted; the audit has who did what and when, never the words. A ticket is locked before it is
decided what may become of it, so of two acts at once the second meets what the first has left.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Update, select, update
from sqlalchemy.dialects.postgresql import insert
from uuid_utils.compat import uuid7

from domain.rules.policy import Held, Permission, Place
from domain.rules.refusals import (
    Fault,
    InvalidInput,
    KeyAlreadyUsed,
    NoCertifiedUnit,
    NotFound,
    NotInThisState,
    NotSignedIn,
)
from domain.rules.terms import MatterKind, PhotoPurpose
from domain.rules.tickets import (
    LONGEST_NOTE,
    LONGEST_TEXT,
    NEEDS_WORDS,
    SETTLED,
    SHORTEST_TEXT,
    SIDE_OF,
    CommonPart,
    Side,
    Standing,
    TicketAct,
    TicketKind,
    TicketState,
    after,
    cost_faults,
    due_at,
    photos_faults,
    rating_faults,
    words_faults,
)
from domain.services import attempts, photos, ticket_messages
from domain.services.access import require, require_at
from domain.services.attempts import DAY, Counted, Limit
from domain.store.database import Transaction
from domain.store.selects import PUBLIC_BALLOTS
from domain.store.tables import (
    Ballot,
    Building,
    Certification,
    Estate,
    Matter,
    Member,
    Organizer,
    Photo,
    Street,
    Ticket,
    TicketEvent,
)

PER_ACCOUNT = (Limit(20, DAY),)
# What stands for the words of a ticket whose filer has deleted their account.
ERASED = b""
PERMISSION_OF = {
    Side.FILER: Permission.FILE_TICKET,
    Side.COMPANY: Permission.HANDLE_TICKET,
    Side.STREET: Permission.ESCALATE_TICKET,
}


@dataclass(frozen=True, slots=True)
class FileTicket:
    """What an owner files, as the certified owner of `unit_id`: about that unit, or about a common part.

    `building_id` says where a common part is; None is the whole estate. `client_key` makes it idempotent.
    """

    unit_id: UUID
    kind: TicketKind
    words: str = field(repr=False)
    client_key: UUID
    part: CommonPart | None = None
    building_id: UUID | None = None
    place_note: str = field(default="", repr=False)
    photo_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class MoveTicket:
    """An act that needs no more than words: an answer, start, hold, resume, finish, decline, withdraw, reopen or
    escalate."""

    ticket_id: UUID
    act: TicketAct
    words: str = field(default="", repr=False)
    photo_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class AssignTicket:
    """Who of the property company sees to it."""

    ticket_id: UUID
    member_id: UUID
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class LinkTicketCost:
    """What is to be paid from the repair fund, and the ballot that decides it. `fen` is 0.01 yuan."""

    ticket_id: UUID
    ballot_id: UUID
    fen: int


@dataclass(frozen=True, slots=True)
class RateTicketWork:
    """One to five for what was done, and words if the owner has any."""

    ticket_id: UUID
    rating: int
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class TicketChanged:
    """The ticket as it is now."""

    ticket: Ticket


async def file(tx: Transaction, command: FileTicket) -> TicketChanged:
    """File a complaint or a repair. Raises `NotSignedIn`, `NoCertifiedUnit`, `InvalidInput`, `NotFound` for a photo
    that is not one's own, `KeyAlreadyUsed` and `TooManyAttempts`."""
    owner_id, estate_id = await certified_owner(tx, command.unit_id)
    held = await require(tx, Permission.FILE_TICKET, estate_id)
    if faults := await _filing_faults(tx, command, estate_id):
        raise InvalidInput(faults)
    assert tx.actor.account_id is not None  # certified_owner found a certification of it
    now, ticket_id = await tx.now(), uuid7()
    values = {
        "id": ticket_id,
        "estate_id": estate_id,
        "unit_id": command.unit_id,
        "kind": command.kind,
        "part": command.part,
        "building_id": command.building_id,
        "place_note": _sealed(tx, "tickets.place_note", ticket_id, command.place_note),
        "words": tx.crypto.encrypt("tickets.words", ticket_id, command.words.strip()),
        "account_id": tx.actor.account_id,
        "owner_id": owner_id,
        "client_key": command.client_key,
        "state": TicketState.FILED,
        "state_since": now,
        "due_at": due_at(TicketState.FILED, now),
        "filed_at": now,
    }
    statement = insert(Ticket).values(values).on_conflict_do_nothing(index_elements=["account_id", "client_key"])
    ticket = await tx.session.scalar(statement.returning(Ticket))
    if ticket is None:
        return TicketChanged(await _filed_before(tx, command))
    await attempts.take(tx, [(Counted("ticket", f"account:{tx.actor.account_id}"), PER_ACCOUNT)])
    await _attach(tx, ticket, command.photo_ids)
    _enter(tx, ticket, TicketAct.FILE, now, photo_ids=command.photo_ids)
    _record(tx, "ticket.filed", ticket, held, {"kind": command.kind.value, "photos": len(command.photo_ids)})
    return TicketChanged(ticket)


async def _filing_faults(tx: Transaction, command: FileTicket, estate_id: UUID) -> list[Fault]:
    faults = [
        *words_faults("words", command.words, SHORTEST_TEXT, LONGEST_TEXT),
        *words_faults("placeNote", command.place_note, 0, LONGEST_NOTE),
        *photos_faults("photoIds", command.photo_ids),
    ]
    if command.building_id is not None:
        there = select(Building.id).where(
            Building.id == command.building_id, Building.estate_id == estate_id, Building.removed_at.is_(None)
        )
        if command.part is None:
            faults.append(
                Fault(
                    "buildingId",
                    "只有公共部位才需要选择楼栋；报修自己的房屋请不要选择。",
                    "A building is named for a common part only; leave it out for your own unit.",
                )
            )
        elif await tx.session.scalar(there) is None:
            faults.append(Fault("buildingId", "请选择本小区的楼栋。", "Choose a building of this estate."))
    return faults


async def _filed_before(tx: Transaction, command: FileTicket) -> Ticket:
    """What this key filed before. Raises `KeyAlreadyUsed` where that was something else."""
    filed = select(Ticket, TicketEvent.photo_ids).join(TicketEvent, TicketEvent.ticket_id == Ticket.id)
    mine = Ticket.account_id == tx.actor.account_id, Ticket.client_key == command.client_key
    ticket, photo_ids = (await tx.session.execute(filed.where(*mine, TicketEvent.act == TicketAct.FILE))).one()
    note = tx.crypto.decrypt("tickets.place_note", ticket.id, ticket.place_note) if ticket.place_note else ""
    before = (ticket.unit_id, ticket.kind, ticket.part, ticket.building_id, note, set(photo_ids))
    now = (command.unit_id, command.kind, command.part, command.building_id, command.place_note.strip())
    same = before == (*now, set(command.photo_ids))
    if not same or tx.crypto.decrypt("tickets.words", ticket.id, ticket.words) != command.words.strip():
        raise KeyAlreadyUsed()
    return ticket


async def certified_owner(tx: Transaction, unit_id: UUID) -> tuple[UUID, UUID]:
    """The owner and the estate for which the actor's account is certified at this unit.

    The certification is held until the command ends, so that it cannot end meanwhile. Raises `NotSignedIn`, and
    `NoCertifiedUnit` for every other unit, whether there is one or not.
    """
    if tx.actor.kind == "anonymous":
        raise NotSignedIn()
    certified = select(Certification.owner_id, Certification.estate_id).where(
        Certification.account_id == tx.actor.account_id,
        Certification.unit_id == unit_id,
        Certification.ended_at.is_(None),
    )
    found = (await tx.session.execute(certified.with_for_update(read=True))).first()
    if found is None:
        raise NoCertifiedUnit()
    return found[0], found[1]


async def move(tx: Transaction, command: MoveTicket) -> TicketChanged:
    """Do one of the acts that need no more than words. Raises `NotSignedIn`, `NotFound`, `InvalidInput` and
    `NotInThisState`."""
    ticket, held = await _take(tx, command.ticket_id, SIDE_OF[command.act])
    faults = [*_words(command.act, command.words), *photos_faults("photoIds", command.photo_ids)]
    if command.act not in _PARTICIPLES:
        faults.append(
            Fault("act", "这项操作有单独的入口，请从工单页面进入。", "This has a command of its own; use that one.")
        )
    if faults:
        raise InvalidInput(faults)
    now = await _move(tx, ticket, command.act)
    await _attach(tx, ticket, command.photo_ids)
    await _keep_photos(tx, ticket)
    event = _enter(tx, ticket, command.act, now, command.words, command.photo_ids)
    await tx.session.flush()
    _record(tx, f"ticket.{_PARTICIPLES[command.act]}", ticket, held, {"photos": len(command.photo_ids)})
    await ticket_messages.tell(tx, ticket, command.act, event)
    return TicketChanged(ticket)


_PARTICIPLES = {
    TicketAct.ANSWER: "answered",
    TicketAct.START: "started",
    TicketAct.HOLD: "held",
    TicketAct.RESUME: "resumed",
    TicketAct.FINISH: "finished",
    TicketAct.DECLINE: "declined",
    TicketAct.WITHDRAW: "withdrawn",
    TicketAct.REOPEN: "reopened",
    TicketAct.ESCALATE: "escalated",
}


async def assign(tx: Transaction, command: AssignTicket) -> TicketChanged:
    """Give it to a person of the property company. Raises `NotSignedIn`, `NotFound`, `InvalidInput` and
    `NotInThisState`."""
    ticket, held = await _take(tx, command.ticket_id, Side.COMPANY)
    faults = _words(TicketAct.ASSIGN, command.words)
    if not await _is_of_the_body(tx, command.member_id, held, ticket.estate_id):
        faults.append(
            Fault("memberId", "请选择本物业公司在任的人员。", "Choose somebody who is with this property company now.")
        )
    if faults:
        raise InvalidInput(faults)
    now = await _move(tx, ticket, TicketAct.ASSIGN)
    ticket.assignee_id = command.member_id
    _enter(tx, ticket, TicketAct.ASSIGN, now, command.words)
    await tx.session.flush()
    _record(tx, "ticket.assigned", ticket, held, {"member_id": str(command.member_id)})
    return TicketChanged(ticket)


async def _is_of_the_body(tx: Transaction, member_id: UUID, held: Held, estate_id: UUID) -> bool:
    theirs = (
        select(Member.id)
        .join(Organizer, Organizer.id == Member.organizer_id)
        .where(
            Member.id == member_id,
            Member.left_at.is_(None),
            Organizer.id == held.organizer_id,
            Organizer.estate_id == estate_id,
        )
    )
    return await tx.session.scalar(theirs) is not None


async def link_cost(tx: Transaction, command: LinkTicketCost) -> TicketChanged:
    """Say what the repair fund is to pay, and which ballot of the estate decides it; later figures replace earlier.

    Raises `NotSignedIn`, `NotFound`, `InvalidInput` and `NotInThisState`.
    """
    ticket, held = await _take(tx, command.ticket_id, Side.COMPANY)
    faults = list(cost_faults("costFen", command.fen))
    deciding = select(Ballot.id).where(
        Ballot.id == command.ballot_id,
        Ballot.estate_id == ticket.estate_id,
        Ballot.state.in_(PUBLIC_BALLOTS),
        Ballot.id.in_(select(Matter.ballot_id).where(Matter.kind == MatterKind.REPAIR_FUND_USE)),
    )
    if await tx.session.scalar(deciding) is None:
        faults.append(
            Fault(
                "ballotId",
                "请选择本小区已公布的、含有使用维修资金事项的投票。",
                "Choose a published ballot of this estate that decides on using the repair fund.",
            )
        )
    if faults:
        raise InvalidInput(faults)
    now = await _move(tx, ticket, TicketAct.LINK_COST)
    before = {"cost_fen": ticket.cost_fen, "ballot_id": str(ticket.ballot_id) if ticket.ballot_id else None}
    ticket.cost_fen, ticket.ballot_id = command.fen, command.ballot_id
    _enter(tx, ticket, TicketAct.LINK_COST, now)
    await tx.session.flush()
    after_it = {"cost_fen": command.fen, "ballot_id": str(command.ballot_id)}
    _record(tx, "ticket.cost_linked", ticket, held, after_it, before)
    return TicketChanged(ticket)


async def rate_work(tx: Transaction, command: RateTicketWork) -> TicketChanged:
    """Rate what was done, once for each time that it was finished. Raises `NotSignedIn`, `NotFound`, `InvalidInput`
    and `NotInThisState`."""
    ticket, held = await _take(tx, command.ticket_id, Side.FILER)
    if faults := [*rating_faults("rating", command.rating), *_words(TicketAct.RATE, command.words)]:
        raise InvalidInput(faults)
    now = await _move(tx, ticket, TicketAct.RATE)
    ticket.work_rating, ticket.rated_at = command.rating, now
    _enter(tx, ticket, TicketAct.RATE, now, command.words)
    await tx.session.flush()
    _record(tx, "ticket.work_rated", ticket, held, {"rating": command.rating})
    return TicketChanged(ticket)


def standing_of(ticket: Ticket) -> Standing:
    """What decides which acts are possible."""
    return Standing(
        ticket.state, ticket.settled_at, rated=ticket.rated_at is not None, escalated=ticket.escalated_at is not None
    )


async def _take(tx: Transaction, ticket_id: UUID, side: Side) -> tuple[Ticket, Held]:
    """The ticket, locked, and the role by which the actor may act on it; a filer acts on their own only."""
    if tx.actor.kind == "anonymous":
        raise NotSignedIn()
    placed = (
        select(Ticket, Street.district_code, Street.code)
        .join(Estate, Estate.id == Ticket.estate_id)
        .join(Street, Street.code == Estate.street_code)
        .where(Ticket.id == ticket_id)
        .with_for_update(of=Ticket)
    )
    row = (await tx.session.execute(placed.execution_options(populate_existing=True))).one_or_none()
    if row is None or (side is Side.FILER and row[0].account_id != tx.actor.account_id):
        raise NotFound()
    ticket, district, street = row
    return ticket, require_at(tx.actor, PERMISSION_OF[side], Place(district, street, ticket.estate_id))


def _words(act: TicketAct, words: str) -> list[Fault]:
    shortest = SHORTEST_TEXT if act in NEEDS_WORDS else 0
    return list(words_faults("words", words, shortest, LONGEST_TEXT))


async def _move(tx: Transaction, ticket: Ticket, act: TicketAct) -> datetime:
    """Let the act take its effect upon the state and its clocks; returns the instant. Raises `NotInThisState`."""
    now, was = await tx.now(), ticket.state
    following = after(act, standing_of(ticket), now)
    if following is None:
        raise NotInThisState(ticket.state.value)
    if following is not was:
        ticket.state, ticket.state_since, ticket.due_at = following, now, due_at(following, now)
        ticket.settled_at = now if following in SETTLED else None
    if SIDE_OF[act] is Side.COMPANY and ticket.first_answered_at is None:
        ticket.first_answered_at = now
    if following is TicketState.REOPENED and was is not following:
        ticket.reopened += 1
        ticket.work_rating = ticket.rated_at = ticket.escalated_at = None
    if act is TicketAct.ESCALATE:
        ticket.escalated_at = now
    return now


async def _attach(tx: Transaction, ticket: Ticket, photo_ids: Sequence[UUID]) -> None:
    """Raises `NotFound` for a photo that is not the actor's, or that was sent to show something else."""
    if photo_ids:
        await photos.attach(tx, photo_ids, ticket.id, (PhotoPurpose.TICKET,))


async def _keep_photos(tx: Transaction, ticket: Ticket) -> None:
    """A ticket's photos go thirty days after it was settled or withdrawn, whatever is done with it later; reopening
    keeps them."""
    over = ticket.state in SETTLED or ticket.state is TicketState.WITHDRAWN
    until = ticket.state_since + photos.KEPT_AFTER_DECISION if over else None
    await tx.session.execute(
        update(Photo).where(Photo.subject_id == ticket.id, Photo.deleted_at.is_(None)).values(delete_after=until)
    )


def _enter(
    tx: Transaction, ticket: Ticket, act: TicketAct, now: datetime, words: str = "", photo_ids: Sequence[UUID] = ()
) -> UUID:
    """Write the act into the time line, and wake who follows the ticket; returns the line's id."""
    assert tx.actor.account_id is not None  # nobody but a signed-in person holds one of the three permissions
    event = uuid7()
    tx.session.add(
        TicketEvent(
            id=event,
            ticket_id=ticket.id,
            act=act,
            state=ticket.state,
            at=now,
            account_id=tx.actor.account_id,
            words=_sealed(tx, "ticket_events.words", event, words),
            photo_ids=list(photo_ids),
            assignee_id=ticket.assignee_id,
        )
    )
    tx.wake(f"ticket:{ticket.id}", f"tickets:{ticket.estate_id}")
    return event


def _sealed(tx: Transaction, column: str, row: UUID, words: str) -> bytes | None:
    return tx.crypto.encrypt(column, row, words.strip()) if words.strip() else None


def _record(
    tx: Transaction,
    action: str,
    ticket: Ticket,
    held: Held,
    after_it: dict[str, Any],
    before: dict[str, Any] | None = None,
) -> None:
    tx.record(
        action, "ticket", ticket.id, estate_id=ticket.estate_id, role=held.role, before=before,
        after={"state": ticket.state.value, **after_it},
    )  # fmt: skip


async def request_photo(tx: Transaction, estate_id: UUID) -> photos.PhotoRequested:
    """A one-time address for a photo of a ticket, for who files and for who handles. Raises `NotSignedIn` and
    `NotFound`."""
    handling = tx.actor.scopes(Permission.HANDLE_TICKET)
    permission = Permission.HANDLE_TICKET if handling else Permission.FILE_TICKET
    held = await require(tx, permission, estate_id)
    requested = await photos.offer_address(tx, PhotoPurpose.TICKET)
    tx.record("photo.requested", "photo", requested.photo_id, estate_id=estate_id, role=held.role)
    return requested


@dataclass(frozen=True, slots=True)
class TicketPhotos:
    """Where the photos of a ticket are shown to this session for a minute."""

    addresses: Sequence[photos.PhotoAddress]


async def show_photos(tx: Transaction, ticket_id: UUID) -> TicketPhotos:
    """Addresses of a ticket's photos, for its filer and for who reads tickets there; the look is on record.

    Raises `NotSignedIn` and `NotFound`.
    """
    if tx.actor.kind == "anonymous":
        raise NotSignedIn()
    ticket = await tx.session.scalar(select(Ticket).where(Ticket.id == ticket_id))
    if ticket is None:
        raise NotFound()
    own = ticket.account_id == tx.actor.account_id
    held = await require(tx, Permission.FILE_TICKET if own else Permission.READ_TICKETS, ticket.estate_id)
    shown = await tx.session.scalars(
        select(Photo.id).where(Photo.subject_id == ticket.id, Photo.content.is_not(None)).order_by(Photo.id)
    )
    addresses = await photos.addresses_of(tx, list(shown))
    _record(tx, "ticket.photos_shown", ticket, held, {"photos": len(addresses)})
    return TicketPhotos(addresses)


def forgetting(account_id: UUID) -> list[Update]:
    """What was written about an account's tickets goes with the account; that they were, and when, stays counted."""
    mine = select(Ticket.id).where(Ticket.account_id == account_id)
    return [
        update(TicketEvent).where(TicketEvent.ticket_id.in_(mine)).values(words=None),
        update(Ticket).where(Ticket.account_id == account_id).values(words=ERASED, place_note=None),
    ]
