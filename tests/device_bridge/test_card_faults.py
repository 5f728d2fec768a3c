"""The faults of cards and readers of device.md section 6: each ends with the right card or a clean refusal.

`desk` checks at the end of each test that whatever was read is a card that lay there, whole, and once a request.
"""

from pathlib import Path

import pytest

from device_bridge.codec import Command, Status
from device_bridge.conversation import FAULT_OF, READER_IN_TROUBLE, ReadFault
from device_bridge.health import State
from device_bridge.reader import Progress
from device_bridge.simulator.faults import Trouble
from device_bridge.simulator.sam import Lying
from tests.device_bridge.desks import FIRST, SECOND, desk, ends_right, until

T = Trouble


async def test_a_card_lifted_before_it_is_selected(tmp_path: Path) -> None:
    async with desk(tmp_path) as here:
        here.disturb(T.LIFT_BEFORE, Command.SELECT)
        here.lay(FIRST)
        request = here.request()
        await until(lambda: here.errors(request) == [ReadFault.CARD_MOVED])
        here.lay(FIRST)
        assert (await here.read_of(request)).attempts == 2


async def test_a_card_lifted_before_it_is_read(tmp_path: Path) -> None:
    async with desk(tmp_path) as here:
        here.disturb(T.LIFT_BEFORE, Command.READ)
        here.lay(FIRST)
        request = here.request()
        await until(lambda: here.errors(request) == [ReadFault.CARD_MOVED])
        here.lay(SECOND)
        assert (await here.read_of(request)).card.number == SECOND.number


@pytest.mark.parametrize("at", [9, 40, 266, 900])
async def test_a_card_lifted_while_its_record_comes(tmp_path: Path, at: int) -> None:
    async with desk(tmp_path) as here:
        here.disturb(T.LIFT_DURING, Command.READ, at=at)
        here.lay(FIRST)
        request = here.request()
        await until(lambda: here.errors(request) == [ReadFault.UNREADABLE])
        here.lay(SECOND)
        assert (await here.read_of(request)).card.number == SECOND.number


async def test_a_card_swapped_between_select_and_read(tmp_path: Path) -> None:
    async with desk(tmp_path) as here:
        here.disturb(T.SWAP_BEFORE, Command.READ, card=SECOND)
        here.lay(FIRST)
        read = await here.read()
        assert (read.card.number, read.card.name) == (SECOND.number, SECOND.name)
        assert here.errors(read.request) == [ReadFault.CARD_MOVED]


@pytest.mark.parametrize("lying", Lying)
async def test_a_card_left_lying_after_an_error(tmp_path: Path, lying: Lying) -> None:
    async with desk(tmp_path) as here:
        here.reader.sam.lying = lying
        here.disturb(T.BAD_CHECKSUM, Command.READ)
        here.lay(FIRST)
        request = here.request()
        await until(lambda: here.errors(request) == [ReadFault.UNREADABLE])
        if lying is Lying.ONCE:
            finds = here.reader.heard["find"]
            await until(lambda: here.reader.heard["find"] > finds + 3)
            assert here.listener.reads == []
            here.lay(FIRST)
        assert (await here.read_of(request)).card.number == FIRST.number


REFUSALS = [
    *((Command.SELECT, status) for status in (0x81, 0x40, 0x31, 0x32, 0x41)),
    *((Command.READ, status) for status in (0x41, 0x33, 0x3F, 0x40, 0x31, 0x32, 0x47, 0x91)),
    *((command, status) for command in (Command.SELECT, Command.READ) for status in (0x10, 0x11, 0x21, 0x23, 0x24)),
]


@pytest.mark.parametrize(("on", "status"), REFUSALS, ids=lambda one: f"{one:02x}" if isinstance(one, int) else one.name)
async def test_every_status_is_told_to_the_helper_and_reads_nothing(tmp_path: Path, on: Command, status: int) -> None:
    async with desk(tmp_path) as here:
        refused = here.disturb(T.STATUS, on, times=None, value=status)
        here.lay(FIRST)
        request = here.request()
        await until(lambda: here.reader.heard["find"] > 2)
        assert here.errors(request) == [FAULT_OF[status]]
        assert here.listener.reads == []
        assert here.reader.heard["reset"] == (1 if status == Status.UNKNOWN_ERROR else 0)
        here.reader.faults.remove(refused)
        assert (await here.read_of(request)).card.number == FIRST.number


@pytest.mark.parametrize("status", [0x10, 0x11, 0x21, 0x23, 0x24, 0x80])
async def test_every_status_of_find_is_borne(tmp_path: Path, status: int) -> None:
    async with desk(tmp_path) as here:
        here.disturb(T.STATUS, Command.FIND, times=2, value=status)
        await ends_right(here)


@pytest.mark.parametrize("on", [Command.FIND, Command.SELECT, Command.READ])
@pytest.mark.parametrize("status", [0x60, 0x66])
async def test_a_reader_in_trouble_is_a_fault_until_it_is_well(tmp_path: Path, on: Command, status: int) -> None:
    assert status in READER_IN_TROUBLE
    async with desk(tmp_path) as here:
        here.lay(FIRST)
        here.reader.sam.trouble = status
        here.disturb(T.STATUS, on, value=status)
        request = here.request()
        await here.is_in(State.FAULT)
        assert here.listener.told[-1][1:] == (Progress.READER_OFFLINE, ReadFault.READER_FAULT)
        here.reader.sam.trouble = 0
        assert (await here.read_of(request)).card.number == FIRST.number
