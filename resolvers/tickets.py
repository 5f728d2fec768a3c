"""Complaints and repairs: what an actor may see of them, and the acts in their life."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Coroutine, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol, TypeVar
from uuid import UUID

import strawberry
from sqlalchemy import func, select
from sqlalchemy.orm import aliased
from strawberry.dataloader import DataLoader

from domain.rules import policy
from domain.rules.identity import mask_name
from domain.rules.policy import Permission
from domain.rules.tickets import (
    SIDE_OF,
    Side,
    TicketAct,
    TicketKind,
    TicketState,
    possible_acts,
    reopen_until,
    time_in_states,
)
from domain.services import tickets as services
from domain.services.photos import PhotoRequested
from domain.services.ticket_figures import TicketFigures, figures_of, told_to_everybody
from domain.store.database import Database, Transaction
from domain.store.pages import Page, PageNotPossible, page_of, read_page
from domain.store.selects import ballots_for, estates_for, tickets_for, within
from domain.store.tables import Ballot, Building, Estate, Member, Owner, Photo, Street, Ticket, TicketEvent, Unit
from resolvers.context import Info

Key = TypeVar("Key", bound=Hashable)
Found = TypeVar("Found")


class TicketOrder(StrEnum):
    """How a list of tickets is ordered."""

    NEWEST = "newest"
    LONGEST_WAITING = "longest_waiting"


async def ticket(info: Info, id: UUID) -> Ticket | None:
    """One ticket, or null."""
    async with info.context.database.glance() as session:
        return (await session.scalars(tickets_for(info.context.actor).where(Ticket.id == id))).one_or_none()


async def my_tickets(info: Info, first: int = 20, after: str | None = None) -> Page[Ticket]:
    """What the actor filed, newest first."""
    own = tickets_for(info.context.actor).where(Ticket.account_id == info.context.actor.account_id)
    by = [Ticket.filed_at, Ticket.id]
    return await read_page(info.context.database, own, by=by, first=first, after=after, descending=True)


async def tickets(
    info: Info,
    estate_id: UUID | None = None,
    states: list[TicketState] | None = None,
    kinds: list[TicketKind] | None = None,
    assignee_id: UUID | None = None,
    overdue: bool | None = None,
    escalated: bool | None = None,
    order: TicketOrder = TicketOrder.LONGEST_WAITING,
    first: int = 20,
    after: str | None = None,
) -> Page[Ticket]:
    """The queue of the property company and of the street."""
    listed = tickets_for(info.context.actor).where(within(info.context.actor, Permission.READ_TICKETS))
    if estate_id is not None:
        listed = listed.where(Ticket.estate_id == estate_id)
    if states:
        listed = listed.where(Ticket.state.in_(states))
    if kinds:
        listed = listed.where(Ticket.kind.in_(kinds))
    if assignee_id is not None:
        listed = listed.where(Ticket.assignee_id == assignee_id)
    if overdue is not None:
        late = func.coalesce(Ticket.due_at <= select(func.domain_now()).scalar_subquery(), False)
        listed = listed.where(late if overdue else ~late)
    if escalated is not None:
        listed = listed.where(Ticket.escalated_at.is_not(None) if escalated else Ticket.escalated_at.is_(None))
    newest = order is TicketOrder.NEWEST
    by = [Ticket.filed_at if newest else Ticket.state_since, Ticket.id]
    return await read_page(info.context.database, listed, by=by, first=first, after=after, descending=newest)


async def ticket_figures(info: Info, estate_id: UUID, since: datetime | None = None) -> TicketFigures | None:
    """The figures of an estate that the actor may see, or null; from `since` on for those who read its tickets."""
    actor = info.context.actor
    seen = estates_for(actor).where(Estate.id == estate_id)
    async with info.context.database.read() as session:
        reads = await session.scalar(seen.with_only_columns(within(actor, Permission.READ_TICKETS)))
        if reads is None:
            return None
        if reads:
            return (await figures_of(session, [estate_id], since))[0]
        if since is not None:
            raise PageNotPossible("`since` is for those who read the estate's tickets; leave it out")
        return told_to_everybody((await figures_of(session, [estate_id], None))[0])


class TicketFiguresOrder(StrEnum):
    """How the estates stand whose tickets are compared; estates where it is equal stand by name."""

    NAME = "name"
    MOST_OVERDUE = "most_overdue"
    SLOWEST_ANSWER = "slowest_answer"
    SLOWEST_DONE = "slowest_done"
    MOST_FILED = "most_filed"


async def ticket_comparison(
    info: Info,
    since: datetime | None = None,
    order: TicketFiguresOrder = TicketFiguresOrder.MOST_OVERDUE,
    first: int = 20,
    after: str | None = None,
) -> Page[TicketFigures]:
    """The figures of each estate where the actor reads tickets; those where nothing was filed too."""
    listed = estates_for(info.context.actor, Permission.READ_TICKETS).with_only_columns(Estate.id, Estate.name)
    async with info.context.database.read() as session:
        names: dict[UUID, str] = {row[0]: row[1] for row in await session.execute(listed)}
        figures = await figures_of(session, list(names), since)

    def key(of: TicketFigures) -> tuple[int | str, ...]:
        return _place_among(order, of), names[of.estate_id], str(of.estate_id)

    return page_of(sorted(figures, key=key), key, first=first, after=after)


def _place_among(order: TicketFiguresOrder, of: TicketFigures) -> int:
    measured = {
        TicketFiguresOrder.NAME: 0,
        TicketFiguresOrder.MOST_OVERDUE: of.overdue,
        TicketFiguresOrder.SLOWEST_ANSWER: of.median_to_first_answer,
        TicketFiguresOrder.SLOWEST_DONE: of.median_to_done,
        TicketFiguresOrder.MOST_FILED: of.filed,
    }[order]
    # What was not measured stands behind what took no time at all.
    return 1 if measured is None else -measured


# What is shown of one ticket


def words(root: strawberry.Parent[Ticket], info: Info) -> str:
    """What was filed, in clear; nothing once its filer has deleted their account."""
    if root.words == services.ERASED:
        return ""
    return info.context.database.crypto.decrypt("tickets.words", root.id, root.words)


def place_note(root: strawberry.Parent[Ticket], info: Info) -> str | None:
    """Where exactly, in the filer's words."""
    if root.place_note is None:
        return None
    return info.context.database.crypto.decrypt("tickets.place_note", root.id, root.place_note)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the filer's unit is, and of a common part the building, by name; and who filed it, encrypted."""

    unit_building: str
    entrance: str
    room: str
    part_building: str | None
    filer_name: bytes


async def place(root: strawberry.Parent[Ticket], info: Info) -> Place:
    """By name."""
    return await _loaded(info, "ticket_place", _places, root.id)


async def _places(database: Database, ids: list[UUID]) -> list[Place]:
    home, there = aliased(Building), aliased(Building)
    named = (
        select(Ticket.id, home.name, Unit.entrance, Unit.room, there.name, Owner.name)
        .join(Unit, Unit.id == Ticket.unit_id)
        .join(home, home.id == Unit.building_id)
        .join(Owner, Owner.id == Ticket.owner_id)
        .outerjoin(there, there.id == Ticket.building_id)
        .where(Ticket.id.in_(ids))
    )
    async with database.glance() as session:
        found = {row[0]: Place(*row[1:]) for row in await session.execute(named)}
    return [found[one] for one in ids]


async def masked_filer(root: strawberry.Parent[Ticket], info: Info) -> str:
    """Who filed it, masked."""
    name = (await _loaded(info, "ticket_place", _places, root.id)).filer_name
    return mask_name(info.context.database.crypto.decrypt("owners.name", root.owner_id, name))


class Assigned(Protocol):
    """A ticket, or an act in its time line."""

    @property
    def assignee_id(self) -> UUID | None: ...


async def masked_assignee(root: strawberry.Parent[Assigned], info: Info) -> str | None:
    """Who of the property company sees to it, masked; null before it is assigned."""
    if root.assignee_id is None:
        return None
    return await _loaded(info, "ticket_assignee", _masked_members, root.assignee_id)


async def _masked_members(database: Database, ids: list[UUID]) -> list[str]:
    async with database.glance() as session:
        rows = await session.execute(select(Member.id, Member.name).where(Member.id.in_(ids)))
        found = {id_: mask_name(database.crypto.decrypt("members.name", id_, name)) for id_, name in rows}
    return [found[one] for one in ids]


@dataclass(frozen=True, slots=True)
class Act:
    """One act in a time line, in clear."""

    at: datetime
    act: TicketAct
    state: TicketState
    side: Side
    words: str | None
    ticket_id: UUID
    photo_ids: Sequence[UUID]
    assignee_id: UUID | None


@dataclass(frozen=True, slots=True)
class TimeLine:
    """A ticket's acts, the first first, and the instant at which they were read."""

    acts: Sequence[Act]
    at: datetime


async def time_line(root: strawberry.Parent[Ticket], info: Info) -> Sequence[Act]:
    """What has been done, the first first."""
    return (await _loaded(info, "ticket_line", _lines, root.id)).acts


async def photos_of_act(root: strawberry.Parent[Act], info: Info) -> list[UUID]:
    """The photos that were sent with this act and are still kept."""
    if not root.photo_ids:
        return []
    kept = await _loaded(info, "ticket_photos", _photos, root.ticket_id)
    return [one for one in root.photo_ids if one in kept]


@dataclass(frozen=True, slots=True)
class StateTime:
    """How many seconds a ticket has been in a state so far."""

    state: TicketState
    seconds: int


async def times(root: strawberry.Parent[Ticket], info: Info) -> list[StateTime]:
    """The clock of each state that it was in."""
    line = await _loaded(info, "ticket_line", _lines, root.id)
    spent = time_in_states([(act.at, act.state) for act in line.acts], line.at)
    return [StateTime(state, int(time.total_seconds())) for state, time in spent.items()]


async def overdue(root: strawberry.Parent[Ticket], info: Info) -> bool:
    """Whether its state has lasted longer than it may."""
    line = await _loaded(info, "ticket_line", _lines, root.id)
    return root.due_at is not None and line.at >= root.due_at


def may_reopen_until(root: strawberry.Parent[Ticket]) -> datetime | None:
    """Until when its filer may reopen it; null while it is not settled."""
    return None if root.settled_at is None else reopen_until(root.settled_at)


async def possible(root: strawberry.Parent[Ticket], info: Info) -> list[TicketAct]:
    """What the actor may do with it now."""
    line = await _loaded(info, "ticket_line", _lines, root.id)
    actor, estate = info.context.actor, await _loaded(info, "ticket_estate", _estates, root.estate_id)
    sides = [
        side
        for side, permission in services.PERMISSION_OF.items()
        if actor.holding(permission, estate) is not None
        and (side is not Side.FILER or root.account_id == actor.account_id)
    ]
    return [act for side in sides for act in possible_acts(side, services.standing_of(root), line.at)]


async def photos(root: strawberry.Parent[Ticket], info: Info) -> list[UUID]:
    """Its photos that are still kept, in the order in which they were sent."""
    return await _loaded(info, "ticket_photos", _photos, root.id)


async def ballot(root: strawberry.Parent[Ticket], info: Info) -> Ballot | None:
    """The ballot that decides on the cost, where the actor may see it."""
    if root.ballot_id is None:
        return None
    actor = info.context.actor

    async def seen(database: Database, ids: list[UUID]) -> list[Ballot | None]:
        async with database.glance() as session:
            found = {one.id: one for one in await session.scalars(ballots_for(actor).where(Ballot.id.in_(ids)))}
        return [found.get(one) for one in ids]

    return await _loaded(info, "ticket_ballot", seen, root.ballot_id)


async def _lines(database: Database, ids: list[UUID]) -> list[TimeLine]:
    now = select(func.domain_now()).scalar_subquery()
    entered = select(TicketEvent, now).where(TicketEvent.ticket_id.in_(ids)).order_by(TicketEvent.at, TicketEvent.id)
    lines: dict[UUID, list[Act]] = defaultdict(list)
    read_at: dict[UUID, datetime] = {}
    async with database.glance() as session:
        for event, at in await session.execute(entered):
            words = event.words
            clear = None if words is None else database.crypto.decrypt("ticket_events.words", event.id, words)
            side = SIDE_OF[event.act]
            lines[event.ticket_id].append(
                Act(event.at, event.act, event.state, side, clear, event.ticket_id, event.photo_ids, event.assignee_id)
            )
            read_at[event.ticket_id] = at
    return [TimeLine(lines[one], read_at[one]) for one in ids]


async def _estates(database: Database, ids: list[UUID]) -> list[policy.Place]:
    placed = (
        select(Estate.id, Street.district_code, Street.code)
        .join(Street, Street.code == Estate.street_code)
        .where(Estate.id.in_(ids))
    )
    async with database.glance() as session:
        found = {
            id_: policy.Place(district=district, street=street, estate=id_)
            for id_, district, street in await session.execute(placed)
        }
    return [found[one] for one in ids]


async def _photos(database: Database, ids: list[UUID]) -> list[list[UUID]]:
    kept = select(Photo.subject_id, Photo.id).where(Photo.subject_id.in_(ids), Photo.content.is_not(None))
    found: dict[UUID | None, list[UUID]] = defaultdict(list)
    async with database.glance() as session:
        for ticket_id, photo_id in await session.execute(kept.order_by(Photo.id)):
            found[ticket_id].append(photo_id)
    return [found[one] for one in ids]


async def _loaded(
    info: Info, name: str, batch: Callable[[Database, list[Key]], Awaitable[list[Found]]], key: Key
) -> Found:
    database = info.context.database

    def make() -> DataLoader[Key, Found]:
        return DataLoader(lambda keys: batch(database, keys), cache=False)

    return await info.context.loader(name, make).load(key)


# Commands

_Service = Callable[[Transaction, Any], Coroutine[Any, Any, Found]]


async def _run(info: Info, service: _Service[Found], command: object) -> Found:
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await service(tx, command)


async def file_ticket(info: Info, command: services.FileTicket) -> services.TicketChanged:
    """File a complaint or a repair."""
    return await _run(info, services.file, command)


async def move_ticket(info: Info, command: services.MoveTicket) -> services.TicketChanged:
    """Do one of the acts that need no more than words."""
    return await _run(info, services.move, command)


async def assign_ticket(info: Info, command: services.AssignTicket) -> services.TicketChanged:
    """Give it to a person of the property company."""
    return await _run(info, services.assign, command)


async def link_ticket_cost(info: Info, command: services.LinkTicketCost) -> services.TicketChanged:
    """Say what the repair fund is to pay, and which ballot decides it."""
    return await _run(info, services.link_cost, command)


async def rate_ticket_work(info: Info, command: services.RateTicketWork) -> services.TicketChanged:
    """Rate what was done."""
    return await _run(info, services.rate_work, command)


async def request_ticket_photo(info: Info, command: UUID) -> PhotoRequested:
    """A one-time address for a photo."""
    return await _run(info, services.request_photo, command)


async def show_ticket_photos(info: Info, command: UUID) -> services.TicketPhotos:
    """Where a ticket's photos are shown for a minute."""
    return await _run(info, services.show_photos, command)
