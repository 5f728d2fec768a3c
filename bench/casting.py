"""How many owners can cast in a second, through HTTP and GraphQL and onto the disk, beside pgbench doing the same?"""

import asyncio

from bench.installation import Installation, installation
from bench.load import CastingLoad, LoadAnswer, cast_by_load
from bench.population import Plan, Poll, approve, open_ballots, populate, settle_down
from bench.reference import CLIENTS, ReferenceLoad, cast_by_pgbench
from bench.report import Report, percentile

MATTERS = 2
CONNECTIONS = 64
RATIO_AT_LEAST = 0.35
P99_AT_MOST = 200.0


async def prepare(running: Installation, callers: int) -> None:
    """One estate of `callers` units and one open ballot over it."""
    async with running.administrator() as connection:
        await populate(connection, Plan(0, callers, estate_units=callers, accounts=callers))
        await approve(connection, Poll(range(1), MATTERS))
    async with running.database() as database:
        await open_ballots(database, Poll(range(1), MATTERS))
    async with running.administrator() as connection:
        await settle_down(connection)


async def on_disk(running: Installation) -> tuple[int, int, int]:
    """How many submissions, castings and audit records of castings there are."""
    async with running.administrator() as connection:
        row = await connection.fetchrow(
            "SELECT (SELECT count(*) FROM submissions), (SELECT count(*) FROM castings),"
            " (SELECT count(*) FROM audit_records WHERE action = 'ballot.cast')"
        )
    assert row is not None
    return row[0], row[1], row[2]


def measure(quick: bool) -> Report:
    """Rounds of pgbench and of the API in turn, on one hot ballot; every caller is another owner."""
    report = Report("casting", quick)
    rounds, each, warm = (1, 3_000, 500) if quick else (5, 5_000, 1_000)
    reference_each = each // CLIENTS + 1
    callers = (2 * warm + (rounds + 1) * (each + reference_each * CLIENTS)) // 400 * 400 + 400
    with installation() as running:
        asyncio.run(prepare(running, callers))
        report.note("ballot", f"one, over {callers:,} units, {MATTERS} matters, every caller another owner")
        for processes in (1, 2):
            measure_api(report, running, callers, processes, rounds if processes == 1 else 1, each, warm)
    return report


def measure_api(
    report: Report, running: Installation, callers: int, processes: int, rounds: int, each: int, warm: int
) -> None:
    """The rounds for so many API processes."""
    used = asyncio.run(on_disk(running))[0]
    reference_each = each // CLIENTS + 1
    ratios: list[float] = []
    answers: list[LoadAnswer] = []
    references: list[float] = []
    before = asyncio.run(on_disk(running))
    expected = 0
    with running.api(processes) as port:

        def cast(count: int) -> LoadAnswer:
            nonlocal used, expected
            load = CastingLoad(port, CONNECTIONS, 0, callers, used, count, callers, MATTERS)
            answer = cast_by_load(running, load)
            used += count
            expected += answer.receipts
            return answer

        cast(warm)
        for _ in range(rounds):
            load = ReferenceLoad(0, callers, used, reference_each, callers, MATTERS)
            reference = cast_by_pgbench(running, load).per_second
            used += load.count
            expected += load.count
            answer = cast(each)
            references.append(reference)
            answers.append(answer)
            ratios.append(answer.per_second / reference)
    after = asyncio.run(on_disk(running))
    name = "one API process" if processes == 1 else f"{processes} API processes"
    target = processes == 1
    report.add(f"castings a second, {name}", [answer.per_second for answer in answers], "/s")
    report.add(f"pgbench with {CLIENTS} clients, beside it", references, "/s")
    report.add(f"ratio, {name}", ratios, at_least=RATIO_AT_LEAST if target else None)
    report.add("P50", [percentile(answer.milliseconds, 0.5) for answer in answers], "ms")
    p99 = [percentile(answer.milliseconds, 0.99) for answer in answers]
    report.add("P99", p99, "ms", at_most=P99_AT_MOST if target else None)
    report.add("load generator's share of a processor", [one.processor_seconds / one.seconds for one in answers])
    wrong = {kind: count for answer in answers for kind, count in answer.answers.items() if kind != "Receipt"}
    if wrong:
        report.note("answers that are no receipts", str(wrong))
    report.add("answers that are no receipts", sum(wrong.values()), at_most=0)
    missing = max(abs(now - then - expected) for now, then in zip(after, before, strict=True))
    report.add("acknowledged castings that are not on the disk", missing, at_most=0)
