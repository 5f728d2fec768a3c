"""Ballots open, close and are counted by themselves.

Many that are due at one instant go through together: what arrives while a transaction is under way forms the next.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, ScalarSelect, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.rules.policy import SYSTEM
from domain.rules.terms import BallotState
from domain.services import alarms
from domain.services.ballots_opening import open_due
from domain.services.closing import close_due
from domain.services.gathering import Gathering
from domain.services.tallies import tally_all
from domain.store.database import Database
from domain.store.tables import Ballot

# What one round of the clock hands over at the most; the rest is still due in the next.
ONE_ROUND = 2000
ONE_GROUP = 100


async def ballots_to_open(session: AsyncSession) -> Sequence[UUID]:
    """Approved ballots whose window has begun, the longest waiting first."""
    due = select(Ballot.id).where(Ballot.state == BallotState.APPROVED, Ballot.opens_at <= _now())
    return (await session.scalars(due.order_by(Ballot.opens_at).limit(ONE_ROUND))).all()


async def ballots_to_close(session: AsyncSession) -> Sequence[UUID]:
    """Open ballots whose window has ended, the longest waiting first."""
    due = select(Ballot.id).where(Ballot.state == BallotState.OPEN, Ballot.closes_at <= _now())
    return (await session.scalars(due.order_by(Ballot.closes_at).limit(ONE_ROUND))).all()


async def ballots_to_tally(session: AsyncSession) -> Sequence[UUID]:
    """Closed ballots without a result that no person has been asked about, the longest waiting first."""
    due = select(Ballot.id).where(Ballot.state == BallotState.CLOSED, Ballot.held_reason.is_(None))
    return (await session.scalars(due.order_by(Ballot.closes_at).limit(ONE_ROUND))).all()


def _now() -> ScalarSelect[datetime]:
    """The domain's clock, read once in a statement and not once for every row."""
    return select(func.domain_now(type_=DateTime(timezone=True))).scalar_subquery()


async def open_ballots(database: Database, ballots: Sequence[UUID]) -> None:
    """Open those that are due, with whatever others are."""
    await _together(database, "open", _open, ballots)


async def close_ballots(database: Database, ballots: Sequence[UUID]) -> None:
    """Close those that are due, with whatever others are."""
    await _together(database, "close", _close, ballots)


async def tally_ballots(database: Database, ballots: Sequence[UUID]) -> None:
    """Count those that are closed, with whatever others are."""
    await _together(database, "tally", tally_all, ballots)


async def results_that_are_late(session: AsyncSession) -> Sequence[UUID]:
    """Ballots that should have had a result by now, or whose decision should be posted."""
    return await alarms.late_results(session)


async def raise_late_results(database: Database, ballots: Sequence[UUID]) -> None:
    """Have a person look at them."""
    for ballot in ballots:
        async with database.transaction(SYSTEM) as tx:
            await alarms.raise_late_result(tx, ballot)


async def _open(database: Database, ballots: Sequence[UUID]) -> None:
    async with database.transaction(SYSTEM) as tx:
        await open_due(tx, ballots)


async def _close(database: Database, ballots: Sequence[UUID]) -> None:
    async with database.transaction(SYSTEM) as tx:
        await close_due(tx, ballots)


async def _together(
    database: Database,
    name: str,
    act: Callable[[Database, Sequence[UUID]], Awaitable[None]],
    ballots: Sequence[UUID],
) -> None:
    """Do it for each of them in groups of this process; raises the first failure when all have been tried."""
    gathering = database.keep(("ballots", name), lambda: _gathering(database, act))
    outcomes = await asyncio.gather(*(gathering.ask(one) for one in ballots), return_exceptions=True)
    for failure in outcomes:
        if failure is not None:
            raise failure


def _gathering(database: Database, act: Callable[[Database, Sequence[UUID]], Awaitable[None]]) -> Gathering[UUID, None]:
    async def together(ballots: Sequence[UUID]) -> Sequence[Exception | None]:
        try:
            await act(database, ballots)
        except Exception:
            if len(ballots) == 1:
                raise
            # One that cannot be done must not keep the others.
            return [await alone(ballot) for ballot in ballots]
        return [None] * len(ballots)

    async def alone(ballot: UUID) -> Exception | None:
        try:
            await act(database, [ballot])
        except Exception as failure:
            return failure
        return None

    return Gathering(together, at_once=1, most=ONE_GROUP)
