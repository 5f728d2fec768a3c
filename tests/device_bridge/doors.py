"""A door for tests: an owner with a card, a helper with a PAD, a simulated reader, a bridge, and the real server."""

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from time import monotonic
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import select

from device_bridge.adoption import Search
from device_bridge.bridge import Bridge
from device_bridge.enrolment import Application, enrol
from device_bridge.health import Health, State
from device_bridge.places import Places
from device_bridge.requests import Demand
from device_bridge.simulator.people import PrintedCard
from device_bridge.simulator.plug import SimulatedReader
from device_bridge.timing import Timing
from device_bridge.uplink import Uplink
from domain.rules.card_reads import CardReadState
from domain.rules.identity import id_check_digit
from domain.rules.policy import SYSTEM
from domain.services import card_reads
from domain.store.database import Database
from domain.store.tables import Alarm, CardRead, Device, Owner
from tests.ballots import make_open_ballot, settle
from tests.device_bridge.desks import GIVE_UP, QUICK, simulated
from tests.device_bridge.roads import Road, road_to
from tests.people import Place, make_place
from tests.readers import Bridge as EnrolledBridge
from tests.readers import Pad, make_device, make_pad, request

PATIENT = replace(
    QUICK, status_begins=5, card_begins=5, read_begins=5, answer_whole=10, read_whole=10, gap=2, write=5, stuck=30
)  # fmt: skip
"""The server, the reader and the bridge share one loop here: what keeps it busy for a moment is no silent reader."""


@dataclass
class Door:
    """Everything at one door."""

    database: Database
    place: Place
    pad: Pad
    road: Road
    address: str
    reader: SimulatedReader
    card: PrintedCard
    health: Health
    demand: Demand
    timing: Timing
    device_id: UUID

    async def ask(self) -> UUID:
        """The helper asks for a card."""
        return (await request(self.database, self.pad)).request_id

    async def cancel(self, asked: UUID) -> None:
        """The helper asks for it no more."""
        async with self.database.transaction(self.pad.actor) as tx:
            await card_reads.cancel_card_read(tx, asked)

    async def row(self, asked: UUID) -> CardRead:
        """What the server knows of the request."""
        async with self.database.read() as session:
            return await session.get_one(CardRead, asked)

    async def device(self) -> Device:
        """What the server knows of the device."""
        async with self.database.read() as session:
            return await session.get_one(Device, self.device_id)

    async def becomes(self, asked: UUID, *states: CardReadState, seconds: float = GIVE_UP) -> CardRead:
        """Waits until the request is in one of these states."""
        end = monotonic() + seconds
        while (row := await self.row(asked)).state not in states:
            assert monotonic() < end, row.state
            await asyncio.sleep(0.01)
        return row

    async def alarms(self) -> list[str]:
        """The kinds of the alarms that this device has raised."""
        async with self.database.read() as session:
            found = await session.scalars(select(Alarm.kind).where(Alarm.subject_id == self.device_id))
            return list(found)


def new_simulated_sam() -> str:
    """A SAM id that no other simulated reader of the tests has."""
    return f"99.99-{secrets.randbelow(10**8):08d}-{secrets.randbelow(2**32):010d}-0000000001"


async def card_of(database: Database, owner_id: UUID) -> PrintedCard:
    """The card of an owner of the tests."""
    async with database.transaction(SYSTEM) as tx:
        owner = await tx.session.get_one(Owner, owner_id)
        number = tx.crypto.decrypt("owners.document_number", owner.id, owner.document_number)
        name = tx.crypto.decrypt("owners.name", owner.id, owner.name)
    assert id_check_digit(number) == number[17]
    return PrintedCard(number, name)


@contextlib.asynccontextmanager
async def door(database: Database, address: str, directory: Path, timing: Timing = PATIENT) -> AsyncIterator[Door]:
    """A door where a bridge has enrolled itself and serves until the block ends."""
    port = urlsplit(address).port
    assert port is not None
    reader = simulated(directory / "reader1")
    reader.sam.sam_id = new_simulated_sam()
    reader.plug()
    places = Places([str(directory / "reader?")])
    async with road_to(port) as (road, beginning):
        place = await make_place(database, units=1)
        (resident,) = await settle(database, place)
        ballot = await make_open_ballot(database, place)
        issued = await make_device(database, place)
        enrolled = await enrol(Application(beginning, issued.code, places), timing)
        assert enrolled.sam_id == reader.sam.sam_id
        pad = await make_pad(
            database, place, ballot.id,
            bridge=EnrolledBridge(issued.device_id, enrolled.identity.private_key, reader.sam.sam_id),
        )  # fmt: skip
        health, demand = Health(), Demand()
        uplink = Uplink(enrolled.identity, demand, health, timing, Random(1))
        bridge = Bridge(Search(places, timing, health), demand, uplink, health, timing, Random(1))
        running = [asyncio.create_task(uplink.run()), asyncio.create_task(bridge.run())]
        here = Door(
            database, place, pad, road, beginning, reader, await card_of(database, resident.owner_id), health, demand,
            timing, issued.device_id,
        )  # fmt: skip
        try:
            end = monotonic() + GIVE_UP
            while not (health.state is State.IDLE and uplink.listening):
                assert monotonic() < end
                await asyncio.sleep(0.01)
            yield here
            assert not any(task.done() for task in running)
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
            await reader.close()
