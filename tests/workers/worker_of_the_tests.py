"""A worker process with actors of the tests' own: `python -m tests.workers.worker_of_the_tests DIRECTORY NAME`.

Its jobs note in DIRECTORY/notes when they begin and end, and by which process. Imported, it gives a broker for sending.
"""

import asyncio
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import dramatiq
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from domain.rules.policy import SYSTEM
from domain.store.database import Database
from gongjue.processes import log_to_parent
from gongjue.settings import Settings
from gongjue.wiring import open_database
from gongjue.work import work
from workers.broker import database_of, declare_duty, make_broker
from workers.clock import Duty


def broker_of(settings: Settings, directory: Path, name: str) -> tuple[dramatiq.Broker, Duty]:
    """A broker with jobs: `ask` (a statement), `last` (so many seconds), `need` (a file); its duty empties a table."""
    assert settings.redis_url is not None
    broker = make_broker(settings.redis_url, partial(open_database, settings, pool_size=2))

    def note(what: object) -> None:
        with (directory / "notes").open("a") as notes:
            notes.write(f"{name} {what}\n")

    async def ask(statement: str) -> None:
        async with database_of(broker).read() as session:
            note((await session.execute(text(statement))).scalar_one())

    async def last(seconds: float) -> None:
        note("begins")
        await asyncio.sleep(seconds)
        note("ends")

    async def need(file: str) -> None:
        if not await asyncio.to_thread(Path(file).exists):
            note("misses it")
            raise FileNotFoundError(file)
        note("has it")

    async def settle(database: Database, ids: Sequence[UUID]) -> None:
        for one in ids:
            async with database.transaction(SYSTEM) as tx:
                await tx.session.execute(text("DELETE FROM due WHERE id = :id"), {"id": one})
            note(one)

    options: dict[str, Any] = {"queue_name": f"tests-{directory.name}", "max_retries": 3, "min_backoff": 2000}
    dramatiq.actor(broker=broker, **options)(ask)
    dramatiq.actor(broker=broker, **options)(last)
    dramatiq.actor(broker=broker, **options)(need)
    return broker, declare_duty(broker, f"settle-{directory.name}", find_due, settle)


async def find_due(session: AsyncSession) -> Sequence[UUID]:
    """What is in the table of what is due."""
    return (await session.execute(text("SELECT id FROM due ORDER BY id"))).scalars().all()


if __name__ == "__main__":
    log_to_parent()
    place = Path(sys.argv[1])
    work(broker_of(Settings.from_environment(os.environ), place, sys.argv[2])[0], 2, place / f"{sys.argv[2]}.ready")
