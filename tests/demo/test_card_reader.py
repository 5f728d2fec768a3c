"""The demo's card reader: its cards are the city's people, and its bridge enrols itself again whatever happened."""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest
from sqlalchemy import select

from device_bridge.cards import read_text
from device_bridge.identity import Identity
from domain.rules.card_reads import ReaderState
from domain.rules.policy import Role, ScopeKind
from domain.services import devices
from domain.services.devices import ChangeDevice
from domain.store.database import Database
from domain.store.tables import Device, Owner
from gongjue.__main__ import main
from gongjue.demo.bridge import EXPIRED, STRANGER, clerk, demo_cards, ensure_enrolled, write_cards
from gongjue.demo.card_reader import STREET, CardReader
from gongjue.demo.characters import PARTS
from gongjue.settings import Settings
from gongjue.wiring import open_database
from tests.api.conftest import serving
from tests.conftest import settings_for
from tests.people import sign_in_staff


async def test_the_cards_are_those_of_the_citys_people(city: Settings) -> None:
    cards = demo_cards()
    # The register comes to know applicants when the street approves their reviews.
    unknown = {STRANGER, *(part.name for part in PARTS if part.applicant)}
    database = open_database(city, pool_size=1)
    try:
        async with database.glance() as session:
            for label, card in cards.items():
                read = read_text(card.block())
                assert (read.number, read.name) == (card.number, card.name)
                index = database.crypto.index("document:id_card", card.number)
                known = await session.scalar(select(Owner.id).where(Owner.document_index == index))
                assert (known is None) == (label in unknown)
    finally:
        await database.close()
    assert read_text(cards["张慧兰"].block()).name == "张慧兰"
    assert read_text(cards[EXPIRED].block()).number == cards["赵敏"].number


@pytest.fixture
def data_directory() -> Iterator[Path]:
    """A data directory with a name that is short enough for sockets."""
    with tempfile.TemporaryDirectory(prefix="gongjue-reader-") as directory:
        (Path(directory) / "run").mkdir()
        yield Path(directory)


@pytest.fixture
async def demo(
    fresh_database_url: str, redis_url: str, data_directory: Path
) -> AsyncIterator[tuple[Settings, Database]]:
    """A server on a database with the demo's street and its clerk, and its settings."""
    settings = settings_for(fresh_database_url, redis_url, GONGJUE_DATA_DIR=str(data_directory))
    database = open_database(settings, pool_size=2)
    await database.bus.start()
    await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, STREET)
    try:
        async with serving(settings) as port:
            yield replace(settings, port=port), database
    finally:
        await database.bus.stop()
        await database.close()


async def device_of(database: Database, reader: CardReader) -> Device:
    """The device that the kept identity is."""
    async with database.read() as session:
        return await session.get_one(Device, Identity.kept_in(reader.identity).device_id)


async def test_the_bridge_enrols_itself_once_and_again_after_a_revocation(demo: tuple[Settings, Database]) -> None:
    settings, database = demo
    reader = CardReader.of(settings.data_directory)
    write_cards(reader)
    assert await ensure_enrolled(settings, reader)
    first = reader.identity.read_bytes()
    assert await ensure_enrolled(settings, reader)
    assert reader.identity.read_bytes() == first

    who = await clerk(database)
    assert who is not None
    device = await device_of(database, reader)
    async with database.transaction(who) as tx:
        await devices.renew_enrolment_code(tx, device.id)
    assert await ensure_enrolled(settings, reader)
    assert reader.identity.read_bytes() == first

    async with database.transaction(who) as tx:
        await devices.revoke_device(tx, ChangeDevice(device.id, "读卡器遗失"))
    assert await ensure_enrolled(settings, reader)
    assert (await device_of(database, reader)).id != device.id


async def test_where_there_is_no_city_there_is_nothing_to_enrol_for(
    fresh_database_url: str, redis_url: str, data_directory: Path
) -> None:
    settings = settings_for(fresh_database_url, redis_url, GONGJUE_DATA_DIR=str(data_directory))
    assert not await ensure_enrolled(settings, CardReader.of(settings.data_directory))


async def test_it_starts_as_gongjue_up_starts_it_and_takes_orders(
    demo: tuple[Settings, Database], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, database = demo
    reader, ready = CardReader.of(settings.data_directory), settings.data_directory / "ready"
    environment = {
        "GONGJUE_PROFILE": "test",
        "GONGJUE_DATABASE_URL": settings.database_url or "",
        "GONGJUE_REDIS_URL": settings.redis_url or "",
        "GONGJUE_PORT": str(settings.port),
        "GONGJUE_DATA_DIR": str(settings.data_directory),
    }
    argv = [sys.executable, "-m", "gongjue.demo.bridge", str(ready)]
    process = subprocess.Popen(argv, env={**os.environ, **environment})  # noqa: ASYNC220 — started, not waited for
    try:
        end = monotonic() + 30
        while not reader.identity.exists() or (await device_of(database, reader)).reader_state != ReaderState.IDLE:
            assert process.poll() is None
            assert monotonic() < end
            await asyncio.sleep(0.05)
        assert ready.read_text() == str(process.pid)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        orders = {
            ("card", "list"): (0, "张慧兰"),
            ("card", "put", "张慧兰"): (0, "放到读卡器上"),
            ("card", "put", "nobody"): (1, "no such card"),
            ("card", "lift"): (0, "拿开"),
            ("reader", "fault", "bad_checksum"): (0, "故障"),
            ("reader", "unplug"): (0, "拔下"),
        }
        for words, (status, said) in orders.items():
            assert await asyncio.to_thread(main, ["demo", *words]) == status
            printed = capsys.readouterr()
            assert said in printed.out + printed.err
        while (await device_of(database, reader)).reader_state != ReaderState.LOST:
            assert monotonic() < end
            await asyncio.sleep(0.05)
    finally:
        process.send_signal(signal.SIGTERM)
        assert await asyncio.to_thread(process.wait, 20) == 0
    assert await asyncio.to_thread(main, ["demo", "card", "lift"]) == 1
    assert "gongjue up" in capsys.readouterr().err
