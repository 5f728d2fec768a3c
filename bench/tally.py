"""How long do close and tally take, by both computations, and does the number of statements grow with the units?"""

import asyncio
import contextlib
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bench.installation import Installation, installation
from bench.population import Plan, Poll, approve, cast_most, close_at, open_ballots, populate, settle_down
from bench.report import Report
from bench.statements import begin_counting, counted
from domain.rules.policy import SYSTEM
from domain.services.closing import close_due
from domain.services.tallies import tally_all
from domain.store.database import Database

MATTERS = 3
SECONDS_AT_MOST = {10_000: 0.5, 100_000: 2.0}
BALLOTS_SECONDS_AT_MOST = 30.0
AT_ONCE = 100


async def make_polls(running: Installation, plan: Plan) -> tuple[Poll, int]:
    """Open ballots over the planned estates, most of them cast; how many castings there are."""
    poll = Poll(plan.estates, MATTERS, datetime.now(UTC) + timedelta(days=1))
    async with running.administrator() as connection:
        await populate(connection, plan)
        await approve(connection, poll)
    async with running.database() as database:
        for start in range(poll.estates.start, poll.estates.stop, AT_ONCE):
            await open_ballots(database, replace(poll, estates=range(start, min(start + AT_ONCE, poll.estates.stop))))
    async with running.administrator() as connection:
        castings = await cast_most(connection, poll)
        await settle_down(connection)
    return poll, castings


async def close_and_tally(database: Database, poll: Poll) -> None:
    """What the workers do with ballots that are due."""
    ballots = [poll.ballot(estate) for estate in poll.estates]
    async with database.transaction(SYSTEM) as tx:
        closed = await close_due(tx, ballots)
    if set(closed) != set(ballots):
        raise RuntimeError(f"only {len(closed)} of {len(ballots)} ballots closed")
    await tally_all(database, ballots)


async def published(running: Installation, poll: Poll) -> int:
    """How many of the polls' ballots are published."""
    async with running.administrator() as connection:
        count: int = await connection.fetchval(
            "SELECT count(*) FROM ballots JOIN results ON ballot_id = id WHERE state = 'published' AND id = ANY($1)",
            [poll.ballot(estate) for estate in poll.estates],
        )
    return count


async def one_ballot(report: Report, running: Installation, units: int, first: int, times: int) -> int:
    """Close and tally single ballots of so many units, several times; returns the number of statements of one."""
    poll, castings = await make_polls(running, Plan(first, units * times, estate_units=units))
    seconds: list[float] = []
    statements: list[int] = []
    async with running.database() as database:
        for estate in poll.estates:
            single = replace(poll, estates=range(estate, estate + 1))
            async with running.administrator() as connection:
                await close_at(connection, single, datetime.now(UTC))
            async with database.read():
                pass  # the pool's connection is there before the clock runs
            await begin_counting(running)
            began = time.perf_counter()
            await close_and_tally(database, single)
            seconds.append(time.perf_counter() - began)
            statements.append(await counted(running))
    if await published(running, poll) != times:
        raise RuntimeError("a ballot was not published")
    report.note(f"{units:,} units", f"{castings // times:,} castings, {MATTERS} matters")
    report.add(f"close and tally of {units:,} units", seconds, "s", at_most=SECONDS_AT_MOST.get(units))
    # The first ballot's session also asks for the types of the database, once per connection.
    report.add(f"SQL statements for {units:,} units", min(statements))
    return min(statements)


async def many_ballots(report: Report, running: Installation, ballots: int, units: int) -> None:
    """Ballots that close at the same instant, through the clock and the worker as `gongjue up` runs them."""
    poll, castings = await make_polls(running, Plan(0, ballots * units, estate_units=units))
    report.note(f"{ballots:,} ballots of {units:,} units", f"{castings:,} castings, {MATTERS} matters each")
    with contextlib.ExitStack() as processes:
        processes.enter_context(running.process("gongjue.work"))
        processes.enter_context(running.process("gongjue.watch"))
        await asyncio.sleep(3)
        instant = datetime.now(UTC) + timedelta(seconds=2)
        async with running.administrator() as connection:
            await close_at(connection, poll, instant)
        give_up = time.monotonic() + 10 * BALLOTS_SECONDS_AT_MOST
        while await published(running, poll) < ballots:
            if time.monotonic() > give_up:
                raise RuntimeError(f"{await published(running, poll)} of {ballots} ballots were published")
            await asyncio.sleep(0.25)
        async with running.administrator() as connection:
            row = await connection.fetchrow(
                "SELECT max(closed_at), max(published_at) FROM ballots WHERE id = ANY($1)",
                [poll.ballot(estate) for estate in poll.estates],
            )
    assert row is not None
    report.add(f"all {ballots:,} ballots closed after their instant", (row[0] - instant).total_seconds(), "s")
    report.add(
        f"all {ballots:,} ballots published after their instant", (row[1] - instant).total_seconds(), "s",
        at_most=BALLOTS_SECONDS_AT_MOST,
    )  # fmt: skip


def measure(quick: bool) -> Report:
    """Single ballots of two sizes, then many ballots at one instant."""
    report = Report("tally", quick)
    small, large = (1_000, 10_000) if quick else (10_000, 100_000)
    with installation(statistics=True) as running:
        fewer = asyncio.run(one_ballot(report, running, small, 0, 3))
        # Far enough along that the serials of their estates and buildings do not meet those of the small ones.
        more = asyncio.run(one_ballot(report, running, large, 10 * large, 3))
    report.add("statements more for ten times the units", more - fewer, at_most=0)
    with installation() as running:
        asyncio.run(many_ballots(report, running, *((20, 1_000) if quick else (1_000, 1_000))))
    return report
