"""The faults of the line of device.md section 6: each ends with the right card or a clean refusal.

`desk` checks at the end of each test that whatever was read is a card that lay there, whole, and once a request.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from device_bridge.codec import Command, framed, reply
from device_bridge.conversation import ReadFault
from device_bridge.health import State
from device_bridge.reader import Progress
from device_bridge.simulator.faults import Trouble, noise
from device_bridge.simulator.plug import Thing
from device_bridge.timing import Timing
from tests.device_bridge.desks import FIRST, QUICK, SECOND, Desk, desk, ends_right, until
from tests.device_bridge.vectors import read_reply

T = Trouble
CARD_COMMANDS = [Command.FIND, Command.SELECT, Command.READ]
each_command = pytest.mark.parametrize("on", CARD_COMMANDS, ids=lambda command: command.name.lower())


@each_command
@pytest.mark.parametrize("trouble", [T.NOISE_BEFORE, T.NOISE_AFTER, T.GLUED, T.DUPLICATE, T.DUPLICATE_LATE])
async def test_what_surrounds_an_answer_changes_nothing(tmp_path: Path, trouble: Trouble, on: Command) -> None:
    async with desk(tmp_path) as here:
        here.disturb(trouble, on)
        await ends_right(here)
        assert here.listener.reads[0].attempts == 1


async def test_noise_between_the_answers_changes_nothing(tmp_path: Path) -> None:
    async with desk(tmp_path) as here:
        for _ in range(5):
            here.reader.say(noise(here.reader._chance))
            await asyncio.sleep(0.02)
        await ends_right(here)
        assert here.health.counters.junk > 0


@each_command
async def test_an_answer_split_at_every_byte_is_whole(tmp_path: Path, on: Command) -> None:
    async with desk(tmp_path) as here:
        here.disturb(T.SPLIT, on)
        await ends_right(here)
        assert here.listener.reads[0].attempts == 1


@pytest.mark.parametrize("at", [1, 4, 5, 6, 7, 11, 267, 1294])
async def test_a_pause_inside_an_answer_that_is_shorter_than_the_gap_is_borne(tmp_path: Path, at: int) -> None:
    async with desk(tmp_path) as here:
        here.disturb(T.PAUSE, Command.READ, at=at, value=here.timing.gap / 3)
        await ends_right(here)


@pytest.mark.parametrize("at", [5, 8, 267, 1294])
async def test_a_longer_pause_ends_the_attempt_and_not_the_request(tmp_path: Path, at: int) -> None:
    async with desk(tmp_path) as here:
        here.disturb(T.PAUSE, Command.READ, at=at, value=here.timing.gap * 2)
        await ends_right(here)
        assert here.listener.reads[0].attempts == 2


@each_command
async def test_a_bad_checksum_is_never_believed(tmp_path: Path, on: Command) -> None:
    async with desk(tmp_path) as here:
        here.disturb(T.BAD_CHECKSUM, on, times=3)
        await ends_right(here)
        assert here.health.counters.bad >= 3


@each_command
async def test_an_answer_cut_off_is_asked_for_again(tmp_path: Path, on: Command) -> None:
    async with desk(tmp_path) as here:
        here.disturb(T.TRUNCATE, on)
        await ends_right(here)


@pytest.mark.parametrize("trouble", [T.DROP_BYTE, T.INSERT_BYTE])
@pytest.mark.parametrize("at", [0, 3, 5, 6, 9, 10, 14, 50, 140, 269, 270, 700, 1293, 1294])
async def test_one_byte_too_few_or_too_many_of_1295(tmp_path: Path, trouble: Trouble, at: int) -> None:
    async with desk(tmp_path) as here:
        here.disturb(trouble, Command.READ, at=at)
        await ends_right(here)


@pytest.mark.parametrize("field_begins", [122 + 2 * 6, 36], ids=["number", "birth"])
async def test_two_flips_that_keep_the_checksum_are_seen_in_the_number(tmp_path: Path, field_begins: int) -> None:
    async with desk(tmp_path) as here:
        here.disturb(T.FLIP_TWO, Command.READ, at=14 + field_begins)
        await ends_right(here)
        assert here.errors(here.listener.reads[0].request) == [ReadFault.UNREADABLE]


@each_command
async def test_one_silence_is_borne(tmp_path: Path, on: Command) -> None:
    async with desk(tmp_path) as here:
        here.disturb(T.SILENCE, on)
        await ends_right(here)
        assert here.health.counters.reopened == 0


async def test_silence_to_everything_opens_the_port_again_and_resets_once(tmp_path: Path) -> None:
    async with desk(tmp_path, timing=replace(QUICK.faster(4), quiet=QUICK.quiet)) as here:
        here.request()
        await here.is_in(State.ARMED)
        silence = here.disturb(T.SILENCE, times=None)
        await until(lambda: here.health.counters.reopened == 1)
        await until(lambda: here.reader.heard["reset"] == 1)
        await here.is_in(State.LOST)
        assert (here.listener.told[-1][1:]) == (Progress.READER_OFFLINE, ReadFault.READER_LOST)
        await until(lambda: here.reader.heard["status"] > 8)
        assert here.reader.heard["reset"] == 1
        here.reader.faults.remove(silence)
        await ends_right(here)


@each_command
async def test_an_answer_after_its_time_is_no_answer_to_what_comes_next(tmp_path: Path, on: Command) -> None:
    async with desk(tmp_path) as here:
        begins = here.timing.read_begins if on is Command.READ else here.timing.card_begins
        here.disturb(T.LATE, on, value=begins + here.timing.poll + here.timing.status_begins / 2)
        await ends_right(here)
        assert here.health.counters.late >= 1


async def test_a_late_record_of_one_card_is_not_taken_for_the_next(tmp_path: Path) -> None:
    async with desk(tmp_path) as here:
        here.disturb(T.LATE, Command.READ, value=here.timing.read_begins + here.timing.poll)
        here.lay(FIRST)
        first = here.request()
        await until(lambda: here.health.counters.timeout == 1)
        here.lay(SECOND)
        second = here.request()
        assert (await here.read_of(second)).card.number == SECOND.number
        assert [read.request.id for read in here.listener.reads] == [second.id]
        assert here.errors(first) in ([], [ReadFault.READER_SILENT])


async def test_a_reader_that_finds_in_1_2_s_and_reads_in_4_5_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk(tmp_path, timing=Timing()) as here:
        monkeypatch.setattr(here.reader, "_pace", Exactly())
        here.reader.seconds[Command.FIND] = 1.2
        here.reader.seconds[Command.READ] = 2.8
        monkeypatch.setattr(here.reader, "_send", trickle(here, 4.5 - 2.8))
        await ends_right(here)
        read = here.listener.reads[0]
        assert (read.attempts, here.health.counters.timeout, here.health.counters.bad) == (1, 0, 0)
        _, find, _, record = (microseconds / 1_000_000 for microseconds in read.timings)
        assert find >= 1.2
        assert record >= 4.5


class Exactly(Random):
    """A pace without chance."""

    def uniform(self, a: float, b: float) -> float:
        return (a + b) / 2


async def test_a_record_that_trickles_for_longer_than_it_may_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    timing = QUICK
    async with desk(tmp_path, timing=timing) as here:
        here.reader.paced, here.reader.piece = True, 1
        here.reader.seconds[Command.READ] = timing.read_begins * 0.5
        here.disturb(T.PAUSE, Command.READ, at=20, value=timing.gap * 0.5)
        # 1,295 bytes, each in its own piece, take longer than the whole answer may.
        monkeypatch.setattr(here.reader, "_send", trickle(here, timing.read_whole * 1.2))
        here.lay(FIRST)
        request = here.request()
        await until(lambda: here.errors(request) == [ReadFault.UNREADABLE])
        assert here.listener.reads == []


def trickle(here: Desk, seconds: float) -> Callable[[bytes, int | None], Awaitable[None]]:
    """Sending that spreads a record over these seconds."""

    async def send(data: bytes, _piece: int | None) -> None:
        pieces = 60 if len(data) > 500 else 1
        size = -(-len(data) // pieces)
        for start in range(0, len(data), size):
            if start > 0:
                await asyncio.sleep(seconds / (pieces - 1))
            here.reader._write(data[start : start + size])

    return send


@each_command
async def test_a_well_formed_answer_to_something_else_is_ignored(tmp_path: Path, on: Command) -> None:
    async with desk(tmp_path) as here:
        foreign = {Command.FIND: 0x41, Command.SELECT: 0x91, Command.READ: 0x80}[on]
        here.disturb(T.STATUS, on, value=foreign)
        await ends_right(here)
        assert here.health.counters.late == 1
        assert here.health.counters.timeout == 1


@pytest.mark.parametrize("cut_off", [0, 8], ids=["bad_checksum", "never_whole"])
async def test_the_frame_of_another_card_inside_a_damaged_one_is_never_accepted(tmp_path: Path, cut_off: int) -> None:
    async with desk(tmp_path) as here:
        here.disturb(T.PHANTOM, Command.READ, times=2, value=cut_off, card=SECOND)
        here.laid.remove(SECOND)
        await ends_right(here)
        assert here.listener.reads[0].attempts == 3


@each_command
@pytest.mark.parametrize("length", [0xFFFF, 0x0000, 0x0003])
async def test_an_impossible_length_is_counted_and_ends_in_silence(tmp_path: Path, on: Command, length: int) -> None:
    async with desk(tmp_path) as here:
        here.disturb(T.LENGTH, on, value=length)
        await ends_right(here)
        assert here.health.counters.bad >= 1


async def test_an_echoing_line_changes_nothing(tmp_path: Path) -> None:
    async with desk(tmp_path) as here:
        here.reader.echo = True
        await ends_right(here)
        assert here.listener.reads[0].attempts == 1
        assert here.health.counters.bad >= 3


@pytest.mark.parametrize(
    "unasked",
    [
        reply(0x9F, bytes(4)),
        reply(0x80),
        read_reply(SECOND.block()),
        framed(b"\x20\x01"),
        b"\xaa\xaa\xaa\x96\x69\x05\x08",
    ],
    ids=["found", "no_card", "record", "command", "beginning"],
)
async def test_bytes_that_nobody_asked_for_are_no_answer(tmp_path: Path, unasked: bytes) -> None:
    async with desk(tmp_path) as here:
        here.reader.say(unasked)
        here.lay(FIRST)
        request = here.request()
        here.reader.say(unasked)
        assert (await here.read_of(request)).card.number == FIRST.number


@pytest.mark.parametrize("thing", [Thing.MODEM, Thing.MIRROR, Thing.NOTHING])
async def test_another_device_on_the_port_is_not_adopted(tmp_path: Path, thing: Thing) -> None:
    async with desk(tmp_path, plugged=False) as here:
        here.reader.thing = thing
        here.reader.plug()
        await here.is_in(State.PROBING)
        await here.is_in(State.LOST)
        assert here.health.sam_id is None
        here.reader.thing = Thing.READER
        await ends_right(here)


@pytest.mark.parametrize("speed", [57600, 38400, 19200, 9600])
async def test_a_reader_at_another_speed_is_found_and_left_at_it(tmp_path: Path, speed: int) -> None:
    async with desk(tmp_path, plugged=False) as here:
        here.reader.speed = speed
        here.reader.plug()
        await ends_right(here)
        assert here.reader.speed == speed
        assert here.reader.heard["other"] == 0


async def test_a_write_that_is_blocked_opens_the_port_again(tmp_path: Path) -> None:
    async with desk(tmp_path) as here:
        here.request()
        await here.is_in(State.ARMED)
        here.reader.block_writes(True)
        await here.is_in(State.LOST)
        here.reader.block_writes(False)
        await ends_right(here)


async def test_a_transaction_that_is_stuck_is_killed(tmp_path: Path) -> None:
    stuck = QUICK.stuck / 20
    async with desk(tmp_path, timing=replace(QUICK, stuck=stuck)) as here:
        here.reader.seconds[Command.READ] = stuck * 3
        here.lay(FIRST)
        here.request()
        await until(lambda: here.health.counters.reopened >= 1)
        here.reader.seconds[Command.READ] = 0.002
        await ends_right(here)
