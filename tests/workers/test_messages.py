"""A worker killed by SIGKILL after the carrier took a text leaves that text once."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from domain.rules.policy import SYSTEM
from domain.services.carriers.carrier import CarrierReceipt, OutgoingText
from domain.services.carriers.outbox import OutboxCarrier
from domain.services.messages import enqueue
from domain.services.outbox import DatabaseOutbox, newest_texts
from domain.services.templates.render import MessageTemplate
from domain.store.database import Database
from domain.store.tables import Message
from gongjue.settings import Settings
from gongjue.wiring import open_database
from tests.conftest import settings_for
from tests.people import new_phone
from workers.messages import deliver_due

MESSAGES = 5


class KillsItsWorker(OutboxCarrier):
    """A carrier whose worker dies, as by kill -9, when it has taken the third text."""

    taken = 0

    async def send(self, message: OutgoingText) -> CarrierReceipt:
        """Takes the text."""
        receipt = await super().send(message)
        self.taken += 1
        if self.taken == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return receipt


@pytest.fixture
def quiet_settings(fresh_database_url: str, redis_url: str) -> Settings:
    """A database in which nobody else has messages waiting."""
    return settings_for(fresh_database_url, redis_url)


@pytest.fixture
async def quiet(quiet_settings: Settings) -> AsyncIterator[Database]:
    opened = open_database(quiet_settings, pool_size=4)
    yield opened
    await opened.close()


async def test_a_worker_killed_after_the_carrier_took_a_text_leaves_it_once(
    quiet: Database, quiet_settings: Settings
) -> None:
    async with quiet.transaction(SYSTEM) as tx:
        for _ in range(MESSAGES):
            await enqueue(
                tx, template=MessageTemplate.SMS_CODE, language="zh", parameters={"code": "482915", "minutes": 5},
                key=str(uuid4()), phone=new_phone(),
            )  # fmt: skip

    worker = await asyncio.create_subprocess_exec(sys.executable, "-m", __name__, env=environment_of(quiet_settings))
    assert await worker.wait() == -signal.SIGKILL

    before = {one.id for one in await newest_texts(quiet)}
    assert len(before) >= 3
    async with quiet.transaction(SYSTEM) as tx:
        assert set(await tx.session.scalars(select(Message.state))) == {"waiting"}
        await tx.session.execute(text("UPDATE messages SET next_attempt_at = clock_timestamp()"))
    await deliver_due(quiet, OutboxCarrier(DatabaseOutbox(quiet)))

    after = [one.id for one in await newest_texts(quiet)]
    async with quiet.read() as session:
        sent = set(await session.scalars(select(Message.id).where(Message.state == "sent")))
    assert len(after) == len(set(after)) == MESSAGES
    assert before <= set(after) == sent


def environment_of(settings: Settings) -> dict[str, str]:
    """What the worker's process is told."""
    assert settings.database_url is not None
    assert settings.redis_url is not None
    told = {"GONGJUE_DATABASE_URL": settings.database_url, "GONGJUE_REDIS_URL": settings.redis_url}
    return {**os.environ, **told, "GONGJUE_PROFILE": "test", "PYTHONPATH": os.pathsep.join(sys.path)}


async def work() -> None:
    """What the worker's process does: deliver until it is killed."""
    database = open_database(Settings.from_environment(os.environ), pool_size=4)
    await deliver_due(database, KillsItsWorker(DatabaseOutbox(database)))


if __name__ == "__main__":
    asyncio.run(work())
