"""A helper's PAD: its session, the reads it asks for, and casting by a match token."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, func, or_, select
from strawberry.dataloader import DataLoader

from domain.rules.card_reads import OPEN, CardReadState
from domain.rules.identity import mask_name
from domain.rules.policy import Actor, Permission
from domain.rules.terms import BallotState
from domain.services import card_reads, door_marks, pad_castings, pad_sessions
from domain.services.callers import watcher
from domain.services.castings import Receipt
from domain.services.pad_views import (
    CardMatch,
    CardReadView,
    MatchedUnit,
    ReaderNow,
    SessionCounts,
    card_read_of,
    counts_of,
    reader_now,
)
from domain.store.database import Database
from domain.store.pages import Page, read_page
from domain.store.selects import ballots_run_by, within
from domain.store.tables import Account, Ballot, CardRead, Device, Estate, PadCasting, PadSession, Street
from resolvers.accounts import transaction
from resolvers.certifications import NamedUnit, units_named
from resolvers.context import Info

# How often a read is looked at that nobody has woken anybody for: a wake may be lost, and time passes by itself.
LOOK_EVERY_SECONDS = 1.0


async def open_pad_session(info: Info, command: pad_sessions.OpenPadSession) -> PadSession:
    """Begin to work for a ballot with a reader."""
    async with transaction(info) as tx:
        return await pad_sessions.open_pad_session(tx, command)


async def end_pad_session(info: Info, pad_session_id: UUID) -> PadSession:
    """End a session."""
    async with transaction(info) as tx:
        return await pad_sessions.end_pad_session(tx, pad_session_id)


async def mark_door(info: Info, command: door_marks.MarkDoor) -> door_marks.DoorMarked:
    """Note that nobody is at home, or take it back."""
    async with transaction(info) as tx:
        return await door_marks.mark_door(tx, command)


async def request_card_read(info: Info, command: card_reads.RequestCardRead) -> card_reads.CardProgress:
    """Ask for a card."""
    async with transaction(info) as tx:
        return await card_reads.request_card_read(tx, command)


async def cancel_card_read(info: Info, request_id: UUID) -> card_reads.CardProgress:
    """Ask no more."""
    async with transaction(info) as tx:
        return await card_reads.cancel_card_read(tx, request_id)


async def cast_by_match_token(info: Info, command: pad_castings.CastByMatchToken) -> Receipt:
    """Cast for the owner whose card was read."""
    return await pad_castings.cast_by_match_token(info.context.database, command)


async def watch_card_read(info: Info, request_id: UUID) -> AsyncGenerator[CardReadView, None]:
    """The request as it stands, then every change, up to the one that ends it."""
    database = info.context.database
    shown: CardReadView | None = None
    async with database.bus.listen(f"card_read:{request_id}") as wakes:
        woken = asyncio.ensure_future(anext(wakes))
        try:
            while True:
                actor = await watcher(database, info.context.session_token)
                present = await card_read_of(database, actor, request_id)
                if present is None:
                    return
                if present != shown:
                    shown = present
                    yield present
                if present.is_final:
                    return
                await asyncio.wait({woken}, timeout=LOOK_EVERY_SECONDS)
                if woken.done():
                    woken = asyncio.ensure_future(anext(wakes))
        finally:
            woken.cancel()
            with suppress(asyncio.CancelledError, StopAsyncIteration):
                await woken


async def units_of_match(root: strawberry.Parent[CardMatch], info: Info) -> list["ShownUnit"]:
    """The units of a match by their names, building by building."""
    match: CardMatch = root
    names = await units_named(info, [one.unit_id for one in match.units])
    shown = [ShownUnit(name, one) for name, one in zip(names, match.units, strict=True)]
    return sorted(shown, key=lambda one: (one.name.building_name, one.name.entrance, one.name.floor, one.name.room))


@dataclass(frozen=True, slots=True)
class ShownUnit:
    """A unit by its names, with its area in the ballot and whether it is cast."""

    name: NamedUnit
    matched: MatchedUnit


def _seen(actor: Actor) -> ColumnElement[bool]:
    """One's own sessions, and those of the estates where one watches over readers."""
    own = (PadSession.operator_id == actor.account_id) & within(actor, Permission.OPERATE_PAD)
    return or_(own, within(actor, Permission.READ_DEVICES))


def mine(root: strawberry.Parent[PadSession], info: Info) -> bool:
    """Whether the actor is its helper."""
    return root.operator_id == info.context.actor.account_id


async def pad_session(info: Info, id: UUID) -> PadSession | None:
    """A session by its id."""
    seen = select(PadSession).join(Estate).where(PadSession.id == id, _seen(info.context.actor))
    async with info.context.database.glance() as session:
        return (await session.scalars(seen)).one_or_none()


async def ballots_to_serve(info: Info, first: int = 20, after: str | None = None) -> Page[Ballot]:
    """Open ballots of the bodies that the actor works for, and for the street every one there."""
    listed = ballots_run_by(info.context.actor).where(Ballot.state == BallotState.OPEN)
    return await read_page(info.context.database, listed, by=[Ballot.closes_at, Ballot.id], first=first, after=after)


async def pad_sessions_of(
    info: Info, ballot_id: UUID | None = None, first: int = 20, after: str | None = None
) -> Page[PadSession]:
    """The sessions that the actor may see, newest first; of one ballot where it is named."""
    listed = select(PadSession).join(Estate).where(_seen(info.context.actor))
    if ballot_id is not None:
        listed = listed.where(PadSession.ballot_id == ballot_id)
    return await read_page(info.context.database, listed, by=[PadSession.id], first=first, after=after, descending=True)


async def card_reads_of(info: Info, pad_session_id: UUID, first: int = 20, after: str | None = None) -> Page[CardRead]:
    """The log of a session: every read that was asked for, newest first; nobody's name."""
    listed = (
        select(CardRead)
        .join(PadSession, PadSession.id == CardRead.pad_session_id)
        .join(Estate, Estate.id == PadSession.estate_id)
        .where(CardRead.pad_session_id == pad_session_id, _seen(info.context.actor))
    )
    return await read_page(info.context.database, listed, by=[CardRead.id], first=first, after=after, descending=True)


def state_of_read(root: strawberry.Parent[CardRead]) -> CardReadState:
    """Where a read stands: nobody writes down that one has expired until the next is asked for."""
    read: CardRead = root
    over = read.state in OPEN and datetime.now(UTC) >= read.expires_at
    return CardReadState.EXPIRED if over else read.state


async def receipt_of_read(root: strawberry.Parent[CardRead], info: Info) -> UUID | None:
    """The submission that a read led to."""
    database = info.context.database

    async def load(ids: list[UUID]) -> list[UUID | None]:
        made = select(PadCasting.card_read_id, PadCasting.submission_id).where(PadCasting.card_read_id.in_(ids))
        async with database.glance() as session:
            found = {row[0]: row[1] for row in await session.execute(made)}
        return [found.get(one) for one in ids]

    return await info.context.loader("receipt_of_read", lambda: DataLoader(load, cache=False)).load(root.id)


@dataclass(frozen=True, slots=True)
class SessionSurroundings:
    """What stands around a session: names, the reader as it is now, and whether the session goes on."""

    ballot_title: str
    estate_name: str
    street_name: str
    masked_operator: str
    masked_witness: str
    reader: ReaderNow
    is_open: bool


async def surroundings(root: strawberry.Parent[PadSession], info: Info) -> SessionSurroundings:
    """What stands around a session."""
    database = info.context.database

    def make() -> DataLoader[UUID, SessionSurroundings]:
        return DataLoader(lambda ids: _surroundings(database, ids), cache=False)

    return await info.context.loader("pad_session_surroundings", make).load(root.id)


async def _surroundings(database: Database, ids: list[UUID]) -> list[SessionSurroundings]:
    statement = (
        select(
            PadSession, Ballot.title, Estate.name, Street.name, Account, Device, func.clock_timestamp(),
            func.domain_now(),
        )
        .join(Ballot, Ballot.id == PadSession.ballot_id)
        .join(Estate, Estate.id == PadSession.estate_id)
        .join(Street, Street.code == Estate.street_code)
        .join(Account, Account.id == PadSession.operator_id)
        .join(Device, Device.id == PadSession.device_id)
        .where(PadSession.id.in_(ids))
    )  # fmt: skip
    crypto, found = database.crypto, {}
    async with database.glance() as session:
        rows = (await session.execute(statement)).all()
    for pad, title, estate, street, operator, device, now, domain_now in rows:
        name = crypto.decrypt("accounts.name", operator.id, operator.name) if operator.name is not None else ""
        found[pad.id] = SessionSurroundings(
            title,
            estate,
            street,
            mask_name(name),
            mask_name(crypto.decrypt("pad_sessions.witness", pad.id, pad.witness)),
            reader_now(device, now),
            pad.ended_at is None and domain_now < pad.ends_at,
        )
    return [found[one] for one in ids]


async def counts(root: strawberry.Parent[PadSession], info: Info) -> SessionCounts:
    """What came of a session so far."""
    database = info.context.database

    async def load(ids: list[UUID]) -> Sequence[SessionCounts]:
        async with database.glance() as session:
            found = await counts_of(session, ids)
        return [found[one] for one in ids]

    return await info.context.loader("pad_session_counts", lambda: DataLoader(load, cache=False)).load(root.id)
