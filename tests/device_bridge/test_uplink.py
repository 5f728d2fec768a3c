"""The bridge against the real server: what is asked is read, and what goes wrong on the road is made good."""

import asyncio
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest

import schema.operations
from device_bridge.codec import Command
from device_bridge.enrolment import Application, EnrolmentRefused, enrol
from device_bridge.health import State
from device_bridge.operations import DOCUMENT
from device_bridge.places import Places
from device_bridge.simulator.faults import Fault, Trouble
from device_bridge.simulator.people import SAMPLES
from domain.rules.card_reads import CardReadFault, CardReadState
from domain.services import devices
from domain.services.devices import ChangeDevice
from domain.store.database import Database
from tests.device_bridge.desks import QUICK, simulated, until
from tests.device_bridge.doors import PATIENT, door, new_simulated_sam
from tests.readers import clerk_of

S = CardReadState


def test_the_bridge_says_what_the_server_has_agreed_to() -> None:
    committed = Path(schema.operations.__file__).with_name("bridge.graphql")
    assert committed.read_text(encoding="utf-8") == DOCUMENT


async def test_a_card_is_read_and_matched(database: Database, address: str, tmp_path: Path) -> None:
    async with door(database, address, tmp_path) as here:
        asked = await here.ask()
        await here.becomes(asked, S.WAITING_FOR_CARD)
        here.reader.put(here.card)
        row = await here.becomes(asked, S.MATCHED)
        assert (row.sam_id, row.attempts, row.sequence) == (here.reader.sam.sam_id, 1, 1)
        await until(lambda: here.health.state is State.IDLE)
        here.reader.sam.lift()
        again = await here.ask()
        await here.becomes(again, S.WAITING_FOR_CARD)
        here.reader.put(here.card)
        assert (await here.becomes(again, S.MATCHED)).sequence == 2
        assert await here.alarms() == []


async def test_a_stranger_is_no_match(database: Database, address: str, tmp_path: Path) -> None:
    async with door(database, address, tmp_path) as here:
        here.reader.put(SAMPLES["甲测试"])
        asked = await here.ask()
        await here.becomes(asked, S.NO_MATCH, S.NO_UNIT_IN_SCOPE)


async def test_a_name_that_was_damaged_on_the_line_is_found_in_the_register(
    database: Database, address: str, tmp_path: Path
) -> None:
    async with door(database, address, tmp_path) as here:
        # Two flips that keep the line's checksum, both in the name: no check of the card can see them.
        name = here.card.name
        damaged = chr(ord(name[0]) ^ 1) + chr(ord(name[1]) ^ 1) + name[2:]
        here.reader.put(replace(here.card, name=damaged))
        asked = await here.ask()
        await here.becomes(asked, S.NAME_DIFFERS)


async def test_the_helper_sees_an_error_and_then_the_next_try(database: Database, address: str, tmp_path: Path) -> None:
    async with door(database, address, tmp_path) as here:
        here.reader.faults.append(Fault(Trouble.LIFT_BEFORE, Command.READ))
        here.reader.put(here.card)
        asked = await here.ask()
        row = await here.becomes(asked, S.READ_ERROR)
        assert row.fault is CardReadFault.CARD_MOVED
        here.reader.put(here.card)
        assert (await here.becomes(asked, S.MATCHED)).attempts == 2


async def test_a_reader_that_is_pulled_out_shows_and_comes_back(
    database: Database, address: str, tmp_path: Path
) -> None:
    async with door(database, address, tmp_path) as here:
        asked = await here.ask()
        await here.becomes(asked, S.WAITING_FOR_CARD)
        here.reader.unplug()
        assert (await here.becomes(asked, S.READER_OFFLINE)).fault is CardReadFault.READER_LOST
        here.reader.plug(tmp_path / "reader2")
        await here.becomes(asked, S.WAITING_FOR_CARD)
        here.reader.put(here.card)
        await here.becomes(asked, S.MATCHED)


async def test_a_request_that_is_cancelled_is_not_read_for(database: Database, address: str, tmp_path: Path) -> None:
    async with door(database, address, tmp_path) as here:
        asked = await here.ask()
        await here.becomes(asked, S.WAITING_FOR_CARD)
        await here.cancel(asked)
        await until(lambda: here.health.state is State.IDLE)
        finds = here.reader.heard["find"]
        here.reader.put(here.card)
        await asyncio.sleep(here.timing.poll * 4)
        assert here.reader.heard["find"] == finds


@pytest.mark.parametrize("times", [1, 3])
async def test_an_answer_that_is_lost_is_asked_for_again_with_the_same_bytes(
    database: Database, address: str, tmp_path: Path, times: int
) -> None:
    async with door(database, address, tmp_path) as here:
        here.road.lost["SubmitCardRead"] = times
        here.reader.put(here.card)
        asked = await here.ask()
        row = await here.becomes(asked, S.MATCHED)
        await until(lambda: here.health.state is State.IDLE)
        assert here.road.passed["SubmitCardRead"] == times + 1
        assert row.sequence == 1
        assert await here.alarms() == []


async def test_a_read_that_happened_is_handed_in_when_the_road_is_open_again(
    database: Database, address: str, tmp_path: Path
) -> None:
    async with door(database, address, tmp_path) as here:
        here.reader.seconds[Command.READ] = 0.2
        here.reader.put(here.card)
        asked = await here.ask()
        await until(lambda: here.health.state is State.READING)
        # The record is on its way: cut the road at the moment at which it is to be handed in.
        await until(lambda: here.health.state is State.SUBMITTING)
        here.road.cut()
        await asyncio.sleep(1)
        here.road.mend()
        row = await here.becomes(asked, S.MATCHED)
        assert row.sequence == 1
        assert await here.alarms() == []


async def test_without_a_road_nothing_is_read_and_the_request_goes_on_after_it(
    database: Database, address: str, tmp_path: Path
) -> None:
    async with door(database, address, tmp_path) as here:
        asked = await here.ask()
        await here.becomes(asked, S.WAITING_FOR_CARD)
        here.road.cut()
        await until(lambda: here.demand.current is None)
        await until(lambda: here.health.state is State.IDLE)
        finds = here.reader.heard["find"]
        here.reader.put(here.card)
        await asyncio.sleep(here.timing.poll * 4)
        assert here.reader.heard["find"] == finds
        here.road.mend()
        await here.becomes(asked, S.MATCHED)


async def test_a_revoked_device_is_cut_off_within_five_seconds(
    database: Database, address: str, tmp_path: Path
) -> None:
    async with door(database, address, tmp_path) as here:
        asked = await here.ask()
        await here.becomes(asked, S.WAITING_FOR_CARD)
        async with database.transaction(await clerk_of(database, here.place)) as tx:
            await devices.revoke_device(tx, ChangeDevice(here.device_id, "读卡器遗失"))
        revoked = monotonic()
        await until(lambda: here.health.state is State.DENIED)
        assert monotonic() - revoked < 5
        await until(lambda: here.health.reader is State.IDLE)
        finds = here.reader.heard["find"]
        here.reader.put(here.card)
        await asyncio.sleep(here.timing.poll * 4)
        assert here.reader.heard["find"] == finds
        assert (await here.row(asked)).state is S.READER_REVOKED


async def test_a_session_is_renewed_while_a_card_is_waited_for(
    database: Database, address: str, tmp_path: Path
) -> None:
    async with door(database, address, tmp_path, replace(PATIENT, session=0.4)) as here:
        here.road.lost["OpenDeviceSession"] = 0
        asked = await here.ask()
        await until(lambda: here.road.passed["OpenDeviceSession"] >= 3)
        assert (await here.row(asked)).state is S.WAITING_FOR_CARD
        here.reader.put(here.card)
        await here.becomes(asked, S.MATCHED)
        assert await here.alarms() == []


async def test_another_reader_than_the_pinned_one_is_told_and_reads_for_nobody(
    database: Database, address: str, tmp_path: Path
) -> None:
    async with door(database, address, tmp_path) as here:
        here.reader.unplug()
        here.reader.sam.sam_id = new_simulated_sam()
        here.reader.plug()
        await until(lambda: here.health.sam_id == here.reader.sam.sam_id)
        end = monotonic() + 20
        while await here.alarms() != ["reader_changed"]:
            assert monotonic() < end
            await asyncio.sleep(0.02)


async def test_a_bridge_keeps_to_the_reader_of_its_enrolment_beside_another(
    database: Database, address: str, tmp_path: Path
) -> None:
    async with door(database, address, tmp_path) as here:
        enrolled = here.reader.sam.sam_id
        other = simulated(tmp_path / "reader0")
        other.sam.sam_id = new_simulated_sam()
        try:
            here.reader.unplug()
            other.plug()
            await until(lambda: other.sam.sam_id in here.health.refused)
            here.reader.plug()
            end = monotonic() + 20
            while (await here.device()).seen_sam_id != enrolled:
                assert monotonic() < end
                await asyncio.sleep(0.02)
            asked = await here.ask()
            here.reader.put(here.card)
            assert (await here.becomes(asked, S.MATCHED)).sam_id == enrolled
            assert other.heard["find"] == 0
        finally:
            await other.close()


async def test_a_code_that_is_wrong_enrols_nobody_and_says_what_to_do(
    database: Database, address: str, tmp_path: Path
) -> None:
    here = address.replace("ws://", "http://").removesuffix("/graphql")
    with pytest.raises(EnrolmentRefused, match="登记码"):
        await enrol(Application(here, "ABCDEF-GHJKM-NPQRS", Places([str(tmp_path / "none")])), QUICK)
