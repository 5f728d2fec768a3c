"""The clock: what is due is handed over soon, not twice in a row, and again when nobody did it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from domain.rules.policy import ANONYMOUS
from domain.store.database import Database
from gongjue.settings import Settings
from gongjue.wiring import open_database
from tests.conftest import settings_for
from tests.workers.worker_of_the_tests import find_due
from workers.clock import WAKE_TOPIC, Duty, Rounds, keep_watch

ONE, TWO = UUID(int=1), UUID(int=2)


@pytest.fixture
async def database(fresh_database_url: str, redis_url: str) -> AsyncIterator[Database]:
    """A database of the test's own with a table of what is due."""
    settings: Settings = settings_for(fresh_database_url, redis_url)
    opened = open_database(settings, pool_size=2)
    await opened.bus.start()
    async with opened.transaction(ANONYMOUS) as tx:
        await tx.session.execute(text("CREATE TABLE due (id uuid PRIMARY KEY)"))
    yield opened
    await opened.bus.stop()
    await opened.close()


async def make_due(database: Database, *ids: UUID) -> None:
    """Makes exactly these due, and wakes nobody."""
    async with database.transaction(ANONYMOUS) as tx:
        await tx.session.execute(text("DELETE FROM due"))
        for one in ids:
            await tx.session.execute(text("INSERT INTO due VALUES (:id)"), {"id": one})


async def test_what_is_due_is_handed_over_once_while_its_job_is_waited_for(database: Database) -> None:
    handed: list[UUID] = []
    rounds = Rounds(database, [Duty("close", find_due, handed.extend)])
    await make_due(database, ONE)
    assert [await rounds.look(), await rounds.look()] == [1, 0]
    await make_due(database, ONE, TWO)
    assert await rounds.look() == 1
    assert handed == [ONE, TWO]


async def test_what_is_due_together_is_handed_over_in_groups_of_the_duty_s_size(database: Database) -> None:
    handed: list[Sequence[UUID]] = []
    rounds = Rounds(database, [Duty("close", find_due, handed.append, at_once=3)])
    await make_due(database, *(UUID(int=number) for number in range(1, 9)))
    assert [await rounds.look(), await rounds.look()] == [8, 0]
    assert sorted(map(len, handed)) == [2, 3, 3]
    assert {one for group in handed for one in group} == {UUID(int=number) for number in range(1, 9)}


async def test_what_becomes_due_anew_is_handed_over_anew(database: Database) -> None:
    handed: list[UUID] = []
    rounds = Rounds(database, [Duty("close", find_due, handed.extend)])
    for due in ([ONE], [], [ONE]):
        await make_due(database, *due)
        await rounds.look()
    assert handed == [ONE, ONE]


async def test_what_nobody_did_is_handed_over_again(database: Database) -> None:
    handed: list[UUID] = []
    rounds = Rounds(database, [Duty("close", find_due, handed.extend)], patience=0.0)
    await make_due(database, ONE)
    await rounds.look()
    await rounds.look()
    assert handed == [ONE, ONE]


async def test_a_duty_that_fails_does_not_keep_the_others_and_is_tried_again(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    handed: list[UUID] = []
    fails = True

    def hand_over(ids: Sequence[UUID]) -> None:
        if fails:
            raise ConnectionError(f"cannot send {ids}")
        handed.extend(ids)

    async def find_badly(session: AsyncSession) -> Sequence[UUID]:
        return (await session.execute(text("SELECT id FROM nowhere"))).scalars().all()

    rounds = Rounds(
        database,
        [
            Duty("bad", find_badly, handed.extend),
            Duty("close", find_due, hand_over),
            Duty("tally", find_due, handed.extend),
        ],
    )
    await make_due(database, ONE)
    assert await rounds.look() == 1
    fails = False
    assert await rounds.look() == 1
    assert handed == [ONE, ONE]
    assert [record.getMessage() for record in caplog.records][:2] == [
        "bad: cannot look or hand over (ProgrammingError)",
        "close: cannot look or hand over (ConnectionError)",
    ]


async def test_a_wake_makes_it_look_at_once(database: Database) -> None:
    handed: asyncio.Queue[UUID] = asyncio.Queue()
    loop = asyncio.get_running_loop()
    duty = Duty("close", find_due, lambda ids: loop.call_soon_threadsafe(handed.put_nowait, ids[0]))
    watching = asyncio.create_task(keep_watch(Rounds(database, [duty]), every=3600))
    async with asyncio.timeout(30):
        for one in (ONE, TWO):
            await make_due(database, one)
            database.bus.wake(WAKE_TOPIC)
            assert await handed.get() == one
    watching.cancel()
    with pytest.raises(asyncio.CancelledError):
        await watching


async def test_without_a_wake_it_looks_after_a_while(database: Database) -> None:
    handed: asyncio.Queue[UUID] = asyncio.Queue()
    loop = asyncio.get_running_loop()
    duty = Duty("close", find_due, lambda ids: loop.call_soon_threadsafe(handed.put_nowait, ids[0]))
    watching = asyncio.create_task(keep_watch(Rounds(database, [duty]), every=0.05))
    async with asyncio.timeout(30):
        for one in (ONE, TWO):
            await make_due(database, one)
            assert await handed.get() == one
    watching.cancel()
    with pytest.raises(asyncio.CancelledError):
        await watching
