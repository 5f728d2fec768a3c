"""Does a casting cost more in a database of 5 million units than in one of 10,000?"""

import asyncio
import time

from bench.installation import Installation, installation
from bench.load import CastingLoad, cast_by_load
from bench.population import Plan, Poll, approve, cast_most, open_ballots, populate, settle_down
from bench.reference import ReferenceLoad, cast_by_pgbench
from bench.report import Report
from bench.statements import begin_counting, time_spent

UNITS = 10_000
MATTERS = 2
AT_MOST = 1.3
EARLIER_BALLOTS = 50


async def make_small(running: Installation) -> None:
    """One estate of 10,000 units with its open ballot: all that the small database has."""
    async with running.administrator() as connection:
        await populate(connection, Plan(0, UNITS, estate_units=UNITS, accounts=UNITS))
        await approve(connection, Poll(range(1), MATTERS))
    async with running.database() as database:
        await open_ballots(database, Poll(range(1), MATTERS))
    async with running.administrator() as connection:
        await settle_down(connection)
        # Made here, so that the copy has it too.
        await connection.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")


async def fill(running: Installation, units: int) -> None:
    """Add estates up to `units` units, a tenth of the owners with accounts, and castings of earlier ballots."""
    earlier = Poll(range(1, min(1 + EARLIER_BALLOTS, units // UNITS)), MATTERS)
    async with running.administrator() as connection:
        # No casting looks at this; building it a row at a time would take longer than all the rest.
        await connection.execute("ALTER TABLE titles DROP CONSTRAINT titles_do_not_overlap")
        await populate(connection, Plan(UNITS, units - UNITS, estate_units=UNITS, accounts=units // 10))
        await connection.execute("ANALYZE units")
        await approve(connection, earlier)
    async with running.database() as database:
        for estate in earlier.estates:
            await open_ballots(database, Poll(range(estate, estate + 1), MATTERS))
    async with running.administrator() as connection:
        await cast_most(connection, earlier)
        await settle_down(connection)


class Costs:
    """What a casting in the first estate's ballot costs in one database."""

    def __init__(self, running: Installation, port: int, each: int) -> None:
        self.running = running
        self.port = port
        self.each = each
        self.used = 0
        self.in_database: list[float] = []
        self.through_api: list[float] = []

    def measure(self) -> None:
        """One round: the statements alone by one client, then the API with 64 connections."""
        alone = ReferenceLoad(0, UNITS, self.used, self.each, UNITS, MATTERS, clients=1)
        asyncio.run(begin_counting(self.running))
        cast_by_pgbench(self.running, alone)
        self.in_database.append(asyncio.run(time_spent(self.running)) / self.each)
        self.used += alone.count
        hot = CastingLoad(self.port, 64, 0, UNITS, self.used, 2 * self.each, UNITS, MATTERS)
        answer = cast_by_load(self.running, hot)
        if answer.receipts != hot.count:
            raise RuntimeError(f"not every casting was taken: {answer.answers}")
        self.through_api.append(1000 / answer.per_second)
        self.used += hot.count


def measure(quick: bool) -> Report:
    """A small database and a large one that began as its copy, in one server and in turn."""
    report = Report("growth", quick)
    units = 200_000 if quick else 5_000_000
    rounds, each = (3, 300) if quick else (5, 500)
    with installation(statistics=True) as small:
        asyncio.run(make_small(small))
        large = asyncio.run(small.copy("gongjue_large"))
        began = time.monotonic()
        asyncio.run(fill(large, units))
        report.note("large database", f"{asyncio.run(size_of(large))}; filled in {time.monotonic() - began:.0f} s")
        with small.api() as small_port, large.api() as large_port:
            costs = Costs(small, small_port, each), Costs(large, large_port, each)
            for _ in range(rounds + 1):
                for one in costs:
                    one.measure()
    # The first round warms both: it reads from the disk what the filling has pushed out of memory.
    before, after = costs
    small_name, large_name = f"at {UNITS:,} units", f"at {units:,} units"
    for name, less, more in (
        ("database time of a casting", before.in_database[1:], after.in_database[1:]),
        ("a casting through the API, 64 connections", before.through_api[1:], after.through_api[1:]),
    ):
        report.add(f"{name}, {small_name}", less, "ms")
        report.add(f"{name}, {large_name}", more, "ms")
        report.add(f"{name}: ratio", [b / a for a, b in zip(less, more, strict=True)], at_most=AT_MOST)
    return report


async def size_of(running: Installation) -> str:
    """How large the database is, and how many rows its largest tables have."""
    async with running.administrator() as connection:
        size = await connection.fetchval("SELECT pg_size_pretty(pg_database_size(current_database()))")
        rows = await connection.fetch(
            "SELECT relname, reltuples::bigint AS rows FROM pg_class WHERE relname IN ('units', 'titles', 'castings',"
            " 'roll_entries', 'certifications') ORDER BY relname"
        )
    return f"{size}; " + ", ".join(f"{row['relname']} {row['rows']:,}" for row in rows)
