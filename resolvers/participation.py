"""Turnout and standing of ballots: read once for all who watch, authorised for each of them at every wake."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Protocol, TypeVar
from uuid import UUID

from domain.rules.policy import Actor, Permission, Place
from domain.services.callers import watcher
from domain.services.feeds import Feed
from domain.services.participation import (
    Participation,
    Standing,
    UnitVote,
    participation_feed,
    participation_of,
    place_of_ballot,
    standing_feed,
    unit_votes,
)
from domain.store.pages import Page
from resolvers.context import Info


class _OfABallot(Protocol):
    @property
    def ballot_id(self) -> UUID: ...


Seen = TypeVar("Seen", bound=_OfABallot)


async def participation(info: Info, ballot_id: UUID) -> Participation | None:
    """The turnout now."""
    return await participation_of(info.context.database, info.context.actor, ballot_id)


async def unit_participation(
    info: Info, ballot_id: UUID, search: str | None = None, first: int = 20, after: str | None = None
) -> Page[UnitVote]:
    """The units of a ballot's roll, and whether each was cast."""
    database, actor = info.context.database, info.context.actor
    return await unit_votes(database, actor, ballot_id, search=search, first=first, after=after)


async def watch_participation(info: Info, ballot_id: UUID) -> AsyncGenerator[Participation, None]:
    """The turnout now and whenever it changes."""
    async with aclosing(_watch(info, participation_feed(info.context.database), ballot_id)) as states:
        async for state in states:
            yield state


async def watch_ballot(info: Info, ballot_id: UUID) -> AsyncGenerator[Standing, None]:
    """Where the ballot stands now and whenever that changes."""
    async with aclosing(_watch(info, standing_feed(info.context.database), ballot_id)) as states:
        async for state in states:
            yield state


async def _watch(info: Info, feed: Feed[Seen], ballot_id: UUID) -> AsyncGenerator[Seen, None]:
    context = info.context
    actor = await watcher(context.database, context.session_token)
    async with context.database.read() as session:
        place = await place_of_ballot(session, actor, ballot_id)
    if place is None:
        return
    async with aclosing(feed.states(ballot_id)) as states:
        async for state in states:
            if not _may_still_see(await watcher(context.database, context.session_token), place):
                return
            yield state


def _may_still_see(actor: Actor, place: Place) -> bool:
    """A watched ballot was seen once and is public or worked on; its place does not change."""
    return actor.holding(Permission.READ_BALLOT, place) is not None
