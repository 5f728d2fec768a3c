"""The queue and its worker processes: what is sent is done, through kill -9 of a worker and through a stop."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import dramatiq
import pytest
from sqlalchemy import text

from domain.rules.policy import SYSTEM
from gongjue.settings import Settings
from gongjue.wiring import open_database
from tests.conftest import settings_for
from tests.workers.worker_of_the_tests import broker_of, find_due
from workers.clock import Rounds


def notes(directory: Path) -> list[str]:
    """What the jobs noted, in order."""
    file = directory / "notes"
    return file.read_text().splitlines() if file.exists() else []


async def until(true: Callable[[], bool]) -> None:
    """Waits for something to become true."""
    async with asyncio.timeout(45):
        while not true():  # noqa: ASYNC110 - what is waited for happens in other processes
            await asyncio.sleep(0.02)


def start(settings: Settings, directory: Path, name: str) -> subprocess.Popen[bytes]:
    """Starts a worker process."""
    assert settings.database_url is not None
    assert settings.redis_url is not None
    return subprocess.Popen(
        [sys.executable, "-m", "tests.workers.worker_of_the_tests", str(directory), name],
        env={
            "GONGJUE_PROFILE": "test",
            "GONGJUE_DATABASE_URL": settings.database_url,
            "GONGJUE_REDIS_URL": settings.redis_url,
        },
        cwd=Path(__file__).parent.parent.parent,
    )


@contextlib.asynccontextmanager
async def worker(settings: Settings, directory: Path, name: str) -> AsyncIterator[subprocess.Popen[bytes]]:
    """A worker process that works until the block ends."""
    process = start(settings, directory, name)
    ready = directory / f"{name}.ready"
    try:
        await until(lambda: ready.exists() or process.poll() is not None)
        yield process
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def broker(settings: Settings, tmp_path: Path) -> dramatiq.Broker:
    """A broker that sends."""
    return broker_of(settings, tmp_path, "sender")[0]


def send(broker: dramatiq.Broker, job: str, *arguments: object) -> None:
    """Asks for a job."""
    broker.get_actor(job).send(*arguments)


async def test_a_job_has_the_open_database(settings: Settings, broker: dramatiq.Broker, tmp_path: Path) -> None:
    async with worker(settings, tmp_path, "one"):
        for number in range(5):
            send(broker, "ask", f"SELECT {number}")
        await until(lambda: len(notes(tmp_path)) == 5)
    assert sorted(notes(tmp_path)) == [f"one {number}" for number in range(5)]


async def test_a_job_whose_worker_was_killed_is_done_by_another(
    settings: Settings, broker: dramatiq.Broker, tmp_path: Path
) -> None:
    async with worker(settings, tmp_path, "killed") as process:
        send(broker, "last", 3600)
        await until(lambda: notes(tmp_path) == ["killed begins"])
        process.kill()
    async with worker(settings, tmp_path, "other"):
        await until(lambda: "other begins" in notes(tmp_path))


async def test_a_stop_lets_jobs_end(settings: Settings, broker: dramatiq.Broker, tmp_path: Path) -> None:
    async with worker(settings, tmp_path, "one") as process:
        send(broker, "last", 1.0)
        await until(lambda: notes(tmp_path) == ["one begins"])
        process.terminate()
        assert await asyncio.to_thread(process.wait, 30) == 0
    assert notes(tmp_path) == ["one begins", "one ends"]


async def test_a_second_signal_ends_a_worker_at_once(
    settings: Settings, broker: dramatiq.Broker, tmp_path: Path
) -> None:
    async with worker(settings, tmp_path, "one") as process:
        send(broker, "last", 3600)
        await until(lambda: notes(tmp_path) == ["one begins"])
        while process.poll() is None:
            os.kill(process.pid, signal.SIGTERM)
            await asyncio.sleep(0.2)
        assert process.returncode == 1


async def test_a_job_that_fails_is_tried_again(settings: Settings, broker: dramatiq.Broker, tmp_path: Path) -> None:
    there = tmp_path / "there"
    async with worker(settings, tmp_path, "one"):
        send(broker, "need", str(there))
        await until(lambda: notes(tmp_path) == ["one misses it"])
        there.touch()
        await until(lambda: notes(tmp_path)[-1] == "one has it")


async def test_what_is_due_in_the_database_is_done_by_a_worker(
    fresh_database_url: str, redis_url: str, tmp_path: Path
) -> None:
    settings = settings_for(fresh_database_url, redis_url)
    database = open_database(settings, pool_size=1)
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(text("CREATE TABLE due AS SELECT gen_random_uuid() AS id FROM generate_series(1, 20)"))
    async with database.glance() as session:
        ids = await find_due(session)
    _, duty = broker_of(settings, tmp_path, "sender")
    async with worker(settings, tmp_path, "one"):
        assert await Rounds(database, [duty]).look() == 20
        await until(lambda: len(notes(tmp_path)) == 20)
    assert sorted(notes(tmp_path)) == sorted(f"one {one}" for one in ids)
    assert await Rounds(database, [duty]).look() == 0
    await database.close()
