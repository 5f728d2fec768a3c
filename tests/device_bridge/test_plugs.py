"""Readers that come, go, come back elsewhere, or are not ours."""

import asyncio
import fcntl
import os
import threading
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest

from device_bridge.codec import Command
from device_bridge.conversation import ReadFault
from device_bridge.health import State
from device_bridge.places import Places
from device_bridge.port import LineLost, SerialLine
from device_bridge.reader import Progress
from device_bridge.simulator.faults import Trouble
from device_bridge.simulator.sam import SIMULATED_SAM
from device_bridge.timing import Timing
from tests.device_bridge.desks import FIRST, OTHER_SAM, QUICK, SECOND, Desk, desk, until
from tests.device_bridge.test_line_faults import each_command

NOBODY = 65534
CYCLES = 1000


async def test_a_plug_pulled_while_nobody_reads(tmp_path: Path) -> None:
    async with desk(tmp_path) as here:
        here.reader.unplug()
        await here.is_in(State.LOST)
        here.reader.plug()
        await here.is_in(State.IDLE)


@each_command
async def test_a_plug_pulled_before_an_answer(tmp_path: Path, on: Command) -> None:
    async with desk(tmp_path) as here:
        here.disturb(Trouble.UNPLUG_BEFORE, on)
        await comes_back(here)


@pytest.mark.parametrize("at", [3, 100, 700, 1294])
async def test_a_plug_pulled_inside_a_record(tmp_path: Path, at: int) -> None:
    async with desk(tmp_path) as here:
        here.disturb(Trouble.UNPLUG_DURING, Command.READ, at=at)
        await comes_back(here)


async def comes_back(here: Desk) -> None:
    """The request survives, and the card is read after the reader has come back on another path."""
    here.lay(FIRST)
    request = here.request()
    await here.is_in(State.LOST)
    assert here.listener.told[-1][1:] == (Progress.READER_OFFLINE, ReadFault.READER_LOST)
    assert here.listener.reads == []
    here.reader.plug(here.reader.link.with_name("reader9"))
    assert (await here.read_of(request)).card.number == FIRST.number


@pytest.mark.parametrize("other_path", [False, True], ids=["same_path", "other_path"])
async def test_unplugging_is_noticed_within_a_second_and_reading_goes_on_within_five(
    tmp_path: Path, other_path: bool
) -> None:
    async with desk(tmp_path, timing=Timing()) as here:
        here.lay(FIRST)
        request = here.request()
        await here.read_of(request)
        # Long enough away for the pauses to have grown.
        here.reader.unplug()
        pulled = monotonic()
        await here.is_in(State.LOST)
        assert monotonic() - pulled < 1
        await asyncio.sleep(3)
        waiting = here.request()
        here.reader.plug(tmp_path / "reader7" if other_path else None)
        back = monotonic()
        await here.read_of(waiting)
        assert monotonic() - back < 5


async def test_a_thousand_plug_cycles_leave_nothing_behind(tmp_path: Path) -> None:
    timing = replace(QUICK, look=0.002, pause_first=0.004, pause_most=0.004, poll=0.005)
    async with desk(tmp_path, timing=timing, plugged=False) as here:
        here.reader.seconds = dict.fromkeys(here.reader.seconds, 0.0)
        await a_cycle(here, 0)
        before = what_is_open()
        for number in range(CYCLES):
            await a_cycle(here, number)
        assert what_is_open() == before
        # A third of the plugs are pulled before the reader is adopted.
        assert here.health.counters.reopened >= CYCLES * 2 // 3


async def a_cycle(here: Desk, number: int) -> None:
    """Plugs the reader in and pulls it out: while nobody reads, while it waits for a card, inside an answer."""
    here.reader.faults.clear()
    if number % 3:
        here.demand.ask(None)
    else:
        here.request()
    if number % 3 == 2:
        here.disturb(Trouble.UNPLUG_DURING, at=number % 8)
    here.reader.plug(here.reader.link.with_name(f"reader{number % 3}"))
    if number % 3 != 2:
        await here.is_in(State.IDLE if number % 3 else State.ARMED)
        here.reader.unplug()
    await until(lambda: not here.reader.plugged)
    await here.is_in(State.LOST)


def what_is_open() -> tuple[list[str], int, int]:
    """The descriptors by what they lead to, the threads and the tasks of this process."""
    kinds = sorted(os.readlink(f"/proc/self/fd/{number}").split(":")[0] for number in present_descriptors())
    return kinds, threading.active_count(), len(asyncio.all_tasks())


def present_descriptors() -> list[str]:
    """The open descriptors, without the one that lists them."""
    return [number for number in os.listdir("/proc/self/fd") if os.path.exists(f"/proc/self/fd/{number}")]


async def test_of_two_readers_the_other_serves_when_one_vanishes(tmp_path: Path) -> None:
    async with desk(tmp_path, readers=2) as here:
        here.lay(FIRST)
        assert (await here.read()).sam_id == SIMULATED_SAM
        here.reader.unplug()
        here.laid.append(SECOND)
        here.readers[1].sam.put(SECOND)
        read = await here.read()
        assert (read.sam_id, read.card.number) == (OTHER_SAM, SECOND.number)


async def test_a_bridge_that_is_bound_to_a_reader_takes_no_other(tmp_path: Path) -> None:
    async with desk(tmp_path, readers=2, sam_id=OTHER_SAM) as here:
        here.lay(FIRST)
        here.readers[1].sam.put(SECOND)
        here.laid.append(SECOND)
        assert (await here.read()).card.number == SECOND.number
        here.readers[1].unplug()
        await here.is_in(State.FAULT)
        request = here.request()
        await asyncio.sleep(here.timing.pause_first)
        assert here.reader.heard["find"] == 0
        here.readers[1].plug()
        assert (await here.read_of(request)).sam_id == OTHER_SAM


async def test_a_reader_that_the_server_does_not_accept_is_passed_over_for_another(tmp_path: Path) -> None:
    async with desk(tmp_path, readers=2) as here:
        here.lay(FIRST)
        assert (await here.read()).sam_id == SIMULATED_SAM
        here.health.judge(SIMULATED_SAM, accepted=False)
        await until(lambda: here.health.sam_id == OTHER_SAM)
        here.readers[1].sam.put(SECOND)
        here.laid.append(SECOND)
        read = await here.read()
        assert (read.sam_id, read.card.number) == (OTHER_SAM, SECOND.number)


async def test_a_reader_that_is_not_accepted_is_told_of_while_it_is_the_only_one(tmp_path: Path) -> None:
    async with desk(tmp_path, readers=2) as here:
        here.readers[1].unplug()
        here.health.judge(SIMULATED_SAM, accepted=False)
        await until(lambda: here.health.counters.reopened == 1)
        await here.is_in(State.IDLE)
        assert here.health.sam_id == SIMULATED_SAM
        here.readers[1].plug()
        await until(lambda: here.health.sam_id == OTHER_SAM)
        here.readers[1].unplug()
        here.health.judge(SIMULATED_SAM, accepted=True)
        here.lay(FIRST)
        assert (await here.read()).sam_id == SIMULATED_SAM


async def test_a_reader_whose_number_changes_between_plugs_is_another_reader(tmp_path: Path) -> None:
    async with desk(tmp_path, sam_id=SIMULATED_SAM) as here:
        here.reader.unplug()
        await here.is_in(State.LOST)
        here.reader.sam.sam_id = OTHER_SAM
        here.reader.plug()
        await here.is_in(State.FAULT)
        assert here.health.sam_id is None
        here.reader.unplug()
        here.reader.sam.sam_id = SIMULATED_SAM
        here.reader.plug()
        await here.is_in(State.IDLE)


async def test_a_port_that_another_program_holds_is_waited_for(tmp_path: Path) -> None:
    async with desk(tmp_path, plugged=False) as here:
        here.reader.plug()
        held = os.open(here.reader.link, os.O_RDWR | os.O_NOCTTY)
        try:
            fcntl.flock(held, fcntl.LOCK_EX)
            with pytest.raises(LineLost, match="temporarily unavailable"):
                SerialLine(str(here.reader.link))
            await here.is_in(State.LOST)
            assert here.reader.heard.total() == 0
        finally:
            os.close(held)
        await here.is_in(State.IDLE)


async def test_our_port_is_held_against_other_bridges(tmp_path: Path) -> None:
    async with desk(tmp_path) as here:
        with pytest.raises(LineLost, match="temporarily unavailable"):
            SerialLine(str(here.reader.link))


async def test_a_port_without_permission_is_refused_and_leaks_nothing(tmp_path: Path) -> None:
    async with desk(tmp_path) as here:
        path = str(here.reader.link)
        os.chmod(path, 0)
        before = what_is_open()
        was = os.geteuid()
        if was == 0:
            os.seteuid(NOBODY)
        try:
            with pytest.raises(LineLost, match="permission denied"):
                SerialLine(path)
        finally:
            os.seteuid(was)
        assert what_is_open()[0] == before[0]


async def test_a_port_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "reader1").write_text("no terminal")
    with pytest.raises(LineLost):
        SerialLine(str(tmp_path / "reader1"))
    with pytest.raises(LineLost, match="no such file"):
        SerialLine(str(tmp_path / "reader2"))


async def test_two_names_of_one_port_are_one_port(tmp_path: Path) -> None:
    async with desk(tmp_path) as here:
        (tmp_path / "reader0").symlink_to(here.reader.link)
        assert Places([str(tmp_path / "reader?")]).present() == [str(tmp_path / "reader0")]
