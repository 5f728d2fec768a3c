"""How soon do a thousand watchers see a casting, while a hundred owners cast each second?"""

import asyncio
import json
import subprocess
import sys
from bisect import bisect_left
from dataclasses import asdict

from bench.casting import prepare
from bench.installation import ROOT, Installation, installation
from bench.load import CastingLoad, cast_by_load
from bench.population import Poll, id_of
from bench.report import Report, percentile
from bench.statements import begin_counting, counted
from bench.subscribers import WHOLE, WITH_BUILDINGS, Watching

UNITS = 10_000
MATTERS = 2
PER_SECOND = 100.0
P99_AT_MOST = 1_000.0
TURNOUT = "%GROUPING SETS%"
CALLERS = "%token_hash = ANY%"


def watch_and_cast(
    running: Installation, port: int, document: str, subscribers: int, begin: int, castings: int
) -> tuple[list[list[tuple[float, int]]], int, int, float]:
    """What the subscribers saw, how often the turnout and the callers were read, and the seconds of the castings."""
    ballot = str(Poll(range(1), MATTERS).ballot(0))
    origin = running.settings.allowed_origins[0]
    watching = Watching(port, origin, 0, subscribers, ballot, document, begin + castings)
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.subscribers"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env=running.environment, cwd=ROOT,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(asdict(watching)) + "\n")
    process.stdin.flush()
    if process.stdout.readline().strip() != "started":
        raise RuntimeError("the subscribers did not start")
    asyncio.run(begin_counting(running))
    load = CastingLoad(port, 64, 0, UNITS, begin, castings, UNITS, MATTERS, PER_SECOND)
    answer = cast_by_load(running, load)
    if answer.receipts != castings:
        raise RuntimeError(f"not every casting was taken: {answer.answers}")
    seen = json.loads(process.communicate(timeout=150)[0])
    reads, callers = asyncio.run(counted(running, TURNOUT)), asyncio.run(counted(running, CALLERS))
    return seen, reads, callers, answer.seconds


async def commits(running: Installation, begin: int) -> list[float]:
    """When each casting after the first `begin` was recorded, by the database's clock, the earliest first."""
    async with running.administrator() as connection:
        rows = await connection.fetch(
            "SELECT extract(epoch FROM cast_at)::float8 AS at FROM castings WHERE ballot_id = $1 ORDER BY cast_at"
            " OFFSET $2", id_of("ballot", 0), begin,
        )  # fmt: skip
    return [row["at"] for row in rows]


def latencies(seen: list[list[tuple[float, int]]], committed: list[float], begin: int) -> list[float]:
    """Milliseconds from each casting to the first state with it in, for every subscriber."""
    found = []
    for states in seen:
        counts = [count for _, count in states]
        if counts[-1] != begin + len(committed):
            raise RuntimeError(f"a subscriber saw {counts[-1]} of {begin + len(committed)} castings")
        found += [
            (states[bisect_left(counts, begin + number)][0] - at) * 1000 for number, at in enumerate(committed, start=1)
        ]
    return found


def measure(quick: bool) -> Report:
    """The whole estate's turnout, then with every building's. Both ends read the same clock."""
    report = Report("participation", quick)
    subscribers, castings = (100, 200) if quick else (1_000, 1_000)
    with installation(statistics=True) as running:
        asyncio.run(prepare(running, UNITS))
        with running.api() as port:
            warm = CastingLoad(port, 64, 0, UNITS, 0, 200, UNITS, MATTERS)
            cast_by_load(running, warm)
            begin = warm.count
            for name, document in (("turnout", WHOLE), ("turnout with 25 buildings", WITH_BUILDINGS)):
                seen, reads, callers, seconds = watch_and_cast(running, port, document, subscribers, begin, castings)
                found = latencies(seen, asyncio.run(commits(running, begin)), begin)
                begin += castings
                states = sum(len(one) for one in seen) / subscribers - 1
                promised = P99_AT_MOST if document == WHOLE else None
                report.note(name, f"{subscribers:,} subscribers, {castings:,} castings in {seconds:.1f} s")
                report.add(f"{name}: P50 from commit to receipt", percentile(found, 0.5), "ms")
                report.add(f"{name}: P99 from commit to receipt", percentile(found, 0.99), "ms", at_most=promised)
                report.add(f"{name}: states seen by each", states)
                report.add(f"{name}: reads of the turnout", reads)
                report.add(f"{name}: reads of the turnout for each state", reads / states, at_most=1.1)
                report.add(f"{name}: statements that ask who may still see it, for each state", callers / states)
    return report
