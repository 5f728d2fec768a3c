"""The conversation of a bridge with a reader on a real pseudo-terminal, when nothing is wrong."""

import asyncio
from pathlib import Path

import pytest

from device_bridge.codec import Command
from device_bridge.health import State
from device_bridge.reader import Progress
from device_bridge.simulator.people import PrintedCard
from device_bridge.simulator.sam import Lying
from tests.device_bridge.desks import FIRST, QUICK, SECOND, THIRD, desk, until


async def test_a_card_that_is_laid_down_is_read_for_the_request(tmp_path: Path) -> None:
    async with desk(tmp_path) as here:
        request = here.request()
        await here.is_in(State.ARMED)
        await until(lambda: here.reader.heard["find"] > 2)
        here.lay(FIRST)
        read = await here.read_of(request)
        assert (read.card.number, read.card.name, read.attempts) == (FIRST.number, FIRST.name, 1)
        assert read.find_misses >= 2
        assert len(read.timings) == 4
        assert [progress for _, progress, _ in here.listener.told] == [
            Progress.WAITING_FOR_CARD, Progress.READING, Progress.CHECKING,
        ]  # fmt: skip
        await here.is_in(State.IDLE)


@pytest.mark.parametrize("card", [FIRST, SECOND, THIRD], ids=["resident", "long_term", "permanent"])
async def test_every_kind_of_card_is_read(tmp_path: Path, card: PrintedCard) -> None:
    async with desk(tmp_path) as here:
        here.lay(card)
        assert (await here.read()).card.number == card.number


async def test_nobody_asks_for_a_card_unless_somebody_waits_for_one(tmp_path: Path) -> None:
    async with desk(tmp_path, timing=QUICK.faster(4)) as here:
        here.lay(FIRST)
        await until(lambda: here.reader.heard["status"] > 4)
        assert here.reader.heard["find"] == 0
        assert here.health.state is State.IDLE


async def test_only_the_six_commands_are_ever_sent(tmp_path: Path) -> None:
    async with desk(tmp_path) as here:
        here.lay(FIRST)
        await here.read()
        assert set(here.reader.heard) <= {command.name.lower() for command in Command}


@pytest.mark.parametrize("lying", Lying)
async def test_a_card_that_stays_is_read_once_for_a_request(tmp_path: Path, lying: Lying) -> None:
    async with desk(tmp_path) as here:
        here.reader.sam.lying = lying
        here.lay(FIRST)
        await here.read()
        await here.is_in(State.IDLE)
        await asyncio.sleep(here.timing.poll * 3)
        assert here.reader.heard["read"] == 1
        second = here.request()
        if lying is Lying.AGAIN:
            assert (await here.read_of(second)).card.number == FIRST.number
        else:
            await until(lambda: here.reader.heard["find"] > 4)
            here.lay(SECOND)
            assert (await here.read_of(second)).card.number == SECOND.number


async def test_a_request_that_goes_while_its_card_is_read_gets_nothing(tmp_path: Path) -> None:
    async with desk(tmp_path) as here:
        here.reader.seconds[Command.READ] = 0.2
        here.lay(FIRST)
        gone = here.request()
        await here.is_in(State.READING)
        here.demand.ask(None)
        await here.is_in(State.IDLE)
        assert here.listener.reads == []
        here.reader.sam.lift()
        here.lay(SECOND)
        assert (await here.read()).card.number == SECOND.number
        assert all(read.request.id != gone.id for read in here.listener.reads)


async def test_a_read_that_began_for_one_request_is_not_given_to_the_next(tmp_path: Path) -> None:
    async with desk(tmp_path) as here:
        here.reader.seconds[Command.READ] = 0.2
        here.lay(FIRST)
        first = here.request()
        await here.is_in(State.READING)
        second = here.request()
        here.lay(SECOND)
        read = await here.read_of(second)
        assert read.card.number == SECOND.number
        assert [one.request.id for one in here.listener.reads] == [second.id]
        assert first.id != second.id


async def test_a_request_that_the_server_repeats_is_the_same_request(tmp_path: Path) -> None:
    async with desk(tmp_path) as here:
        here.lay(FIRST)
        request = here.request()
        await here.read_of(request)
        here.demand.ask(request)
        await asyncio.sleep(here.timing.poll * 3)
        assert len(here.listener.reads) == 1


async def test_a_request_is_given_up_when_its_time_is_over(tmp_path: Path) -> None:
    async with desk(tmp_path, timing=QUICK.faster(2)) as here:
        request = here.request()
        await here.is_in(State.ARMED)
        object.__setattr__(request, "ends", 0.0)
        await here.is_in(State.IDLE)
