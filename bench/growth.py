"""Does a casting cost more in a database of 5 million units than in one of 10,000?"""

import asyncio
import time

from bench.installation import Installation, installation
from bench.load import CastingLoad, cast_by_load
from bench.population import Plan, Poll, approve, cast_most, open_ballots, populate, settle_down
from bench.reference import ReferenceLoad, cast_by_pgbench
from bench.report import Report, percentile

UNITS = 10_000
MATTERS = 2
AT_MOST = 1.3
SOURCES = 50
"""Of the estates that are added so many have had a ballot, most of it cast."""


async def add_estates(running: Installation, estates: range, ballots: range, accounts: int) -> None:
    """Add estates of 10,000 units, the first owners of them with accounts, and open ballots over some."""
    plan = Plan(estates.start * UNITS, len(estates) * UNITS, estate_units=UNITS, accounts=accounts)
    async with running.administrator() as connection:
        await populate(connection, plan)
        await approve(connection, Poll(ballots, MATTERS))
    async with running.database() as database:
        for ballot in ballots:
            await open_ballots(database, Poll(range(ballot, ballot + 1), MATTERS))


async def add_millions(running: Installation, units: int) -> float:
    """Fill the database to `units` units, with castings of earlier ballots; returns the seconds it took."""
    began = time.monotonic()
    estates = range(2, units // UNITS)
    async with running.administrator() as connection:
        # No casting looks at these; building them a row at a time would take longer than all the rest.
        await connection.execute("ALTER TABLE titles DROP CONSTRAINT titles_do_not_overlap")
    earlier = range(2, min(2 + SOURCES, estates.stop))
    await add_estates(running, estates, earlier, accounts=(estates.stop - 2) * UNITS // 2)
    async with running.administrator() as connection:
        await cast_most(connection, Poll(earlier, MATTERS))
        await settle_down(connection)
    return time.monotonic() - began


class Costs:
    """What a casting in one estate's ballot costs, through the API and by the database alone."""

    def __init__(self, running: Installation, estate: int, each: int) -> None:
        self.running = running
        self.first = estate * UNITS
        self.each = each
        self.used = 0
        self.statements: list[float] = []
        self.processor: list[float] = []
        self.p50: list[float] = []

    def measure(self, port: int) -> None:
        """One round of both."""
        load = ReferenceLoad(self.first, UNITS, self.used, self.each, UNITS, MATTERS, clients=1)
        self.used += load.count
        self.statements.append(cast_by_pgbench(self.running, load).milliseconds)
        hot = CastingLoad(port, 64, self.first, UNITS, self.used, 3 * self.each, UNITS, MATTERS)
        self.used += hot.count
        answer = cast_by_load(self.running, hot)
        if answer.receipts != hot.count:
            raise RuntimeError(f"not every casting was taken: {answer.answers}")
        self.processor.append(1000 / answer.per_second)
        self.p50.append(percentile(answer.milliseconds, 0.5))


def measure(quick: bool) -> Report:
    """The same castings in the same server, before and after it is filled."""
    report = Report("growth", quick)
    units = 500_000 if quick else 5_000_000
    rounds, each = (2, 200) if quick else (4, 500)
    with installation() as running:
        asyncio.run(add_estates(running, range(2), range(2), accounts=2 * UNITS))
        asyncio.run(settled(running))
        small, large = Costs(running, 0, each), Costs(running, 1, each)
        with running.api() as port:
            for _ in range(rounds):
                small.measure(port)
        seconds = asyncio.run(add_millions(running, units))
        report.note("filled", f"to {units:,} units in {seconds:.0f} s, with the castings of {SOURCES} earlier ballots")
        with running.api() as port:
            for _ in range(rounds):
                large.measure(port)
        report.note("database", asyncio.run(size_of(running)))
    small_name, large_name = f"at {UNITS:,} units", f"at {units:,} units"
    before = report.add(f"one casting's statements, one client, {small_name}", small.statements, "ms")
    after = report.add(f"one casting's statements, one client, {large_name}", large.statements, "ms")
    report.add("ratio", after / before, at_most=AT_MOST)
    before = report.add(f"one casting through the API, 64 connections, {small_name}", small.processor, "ms")
    after = report.add(f"one casting through the API, 64 connections, {large_name}", large.processor, "ms")
    report.add("ratio", after / before, at_most=AT_MOST)
    return report


async def settled(running: Installation) -> None:
    """Statistics before the first measurement as after the filling."""
    async with running.administrator() as connection:
        await settle_down(connection)


async def size_of(running: Installation) -> str:
    """How large the database is, and how many rows its largest tables have."""
    async with running.administrator() as connection:
        size = await connection.fetchval("SELECT pg_size_pretty(pg_database_size(current_database()))")
        rows = await connection.fetch(
            "SELECT relname, reltuples::bigint AS rows FROM pg_class WHERE relname IN ('units', 'titles', 'castings',"
            " 'roll_entries', 'certifications') ORDER BY relname"
        )
    return f"{size}; " + ", ".join(f"{row['relname']} {row['rows']:,}" for row in rows)
