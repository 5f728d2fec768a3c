"""What is said to a reader and what is believed of its answers: one command in flight, judged by status and length.

An answer is believed only as the answer to the command in flight. After damage nothing is believed until the line has
been quiet; after a silence the reader must first answer to its status, behind which, on a line that keeps the order,
no earlier answer can come. So no record is ever put together from two cards or taken from a damaged frame.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from time import monotonic
from typing import Protocol

from device_bridge.cards import Card, CardRefused, read_text
from device_bridge.codec import Bad, Command, Decoder, Event, Fault, Frame, Junk, Status
from device_bridge.health import Counters
from device_bridge.port import LineLost
from device_bridge.timing import Timing

S = Status
ALWAYS_POSSIBLE = frozenset({S.COMMAND_CHECKSUM, S.COMMAND_LENGTH, S.OUT_OF_ORDER, S.NOT_PERMITTED, S.UNKNOWN_ERROR,
                             S.SELF_TEST_FAILED, S.NOT_AUTHORISED})  # fmt: skip
READER_IN_TROUBLE = frozenset({S.SELF_TEST_FAILED, S.NOT_AUTHORISED})
PLAIN = 0x0004
GOOD: Mapping[Command, Mapping[int, int]] = {
    Command.RESET: {S.OK: PLAIN},
    Command.STATUS: {S.OK: PLAIN},
    Command.SAM_ID: {S.OK: 0x0014},
    Command.FIND: {S.FOUND: 0x0008},
    Command.SELECT: {S.OK: 0x000C},
    Command.READ: {S.OK: 0x0508},
}
BAD: Mapping[Command, frozenset[int]] = {
    Command.FIND: frozenset({S.NO_CARD}),
    Command.SELECT: frozenset({S.NOT_SELECTED, S.WRONG_TYPE, S.CARD_REFUSES_READER, S.READER_REFUSES_CARD,
                               S.READ_FAILED}),
    Command.READ: frozenset({S.READ_FAILED, S.NOT_VERIFIED, S.NOT_VERIFIED_EITHER, S.WRONG_TYPE, S.CARD_REFUSES_READER,
                             S.READER_REFUSES_CARD, S.NO_RANDOM_NUMBER, S.NOTHING_OF_THAT_KIND}),
}  # fmt: skip
SILENCES = 3


class ReadFault(StrEnum):
    """Why no card was read though one lay there, by what the helper should do."""

    CARD_MOVED = "card_moved"
    CARD_REFUSED = "card_refused"
    CARD_NOT_GENUINE = "card_not_genuine"
    WRONG_CARD = "wrong_card"
    UNREADABLE = "unreadable"
    READER_SILENT = "reader_silent"
    READER_FAULT = "reader_fault"
    READER_LOST = "reader_lost"


FAULT_OF: Mapping[int, ReadFault] = {
    S.NOT_SELECTED: ReadFault.CARD_MOVED,
    S.READ_FAILED: ReadFault.CARD_MOVED,
    S.NO_RANDOM_NUMBER: ReadFault.CARD_MOVED,
    S.OUT_OF_ORDER: ReadFault.CARD_MOVED,
    S.CARD_REFUSES_READER: ReadFault.CARD_REFUSED,
    S.READER_REFUSES_CARD: ReadFault.CARD_NOT_GENUINE,
    S.NOT_VERIFIED: ReadFault.CARD_NOT_GENUINE,
    S.NOT_VERIFIED_EITHER: ReadFault.CARD_NOT_GENUINE,
    S.WRONG_TYPE: ReadFault.WRONG_CARD,
    S.NOTHING_OF_THAT_KIND: ReadFault.WRONG_CARD,
    S.COMMAND_CHECKSUM: ReadFault.UNREADABLE,
    S.COMMAND_LENGTH: ReadFault.UNREADABLE,
    S.NOT_PERMITTED: ReadFault.READER_FAULT,
    S.UNKNOWN_ERROR: ReadFault.READER_FAULT,
}


class Line(Protocol):
    """What a conversation needs of a line; see `device_bridge.port.SerialLine`."""

    def take(self) -> bytes: ...
    async def receive(self, within: float) -> bytes: ...
    async def write(self, data: bytes, within: float) -> None: ...


class Silent(Exception):
    """No answer in time."""


class Damaged(Exception):
    """What came cannot be believed."""


class ReaderInTrouble(Exception):
    """The reader has failed its own test or is not authorised: no card will be read with it."""


@dataclass(frozen=True, slots=True)
class NoCard:
    """Nothing lies there."""


@dataclass(frozen=True, slots=True)
class ReadFailed:
    """Something lies there that was not read."""

    fault: ReadFault


@dataclass(frozen=True, slots=True)
class CardRead:
    """A card, and how long its three answers took in microseconds: no two reads take the same."""

    card: Card
    timings: tuple[int, int, int] = field(repr=False)


Outcome = NoCard | ReadFailed | CardRead


def believable(command: Command, frame: Frame) -> bool:
    """Whether a well-formed frame can be the answer to this command."""
    if frame.status in GOOD[command]:
        whole = frame.length == GOOD[command][frame.status]
        return whole and (command is not Command.READ or frame.text is not None)
    return frame.length == PLAIN and frame.status in ALWAYS_POSSIBLE | BAD.get(command, frozenset())


class Conversation:
    """Talks to the reader on one line. Raises `LineLost` when the line is, or when the reader stays silent."""

    def __init__(self, line: Line, timing: Timing, counters: Counters) -> None:
        self._line = line
        self._timing = timing
        self._counters = counters
        self._decoder = Decoder()
        self._left: list[Event] = []
        self._silences = 0
        self._certain = True
        self._was_reset = False

    async def status(self) -> None:
        """Asks whether the reader is well. Raises `Silent`, `Damaged`, `ReaderInTrouble`."""
        self._settled(await self.ask(Command.STATUS))

    async def reset(self) -> None:
        """Resets the module. Raises what `status` raises."""
        self._settled(await self.ask(Command.RESET))

    async def sam_id(self) -> str:
        """The module's number, read until two answers are equal. Raises what `status` raises."""
        before = None
        for _ in range(4):
            frame = await self.ask(Command.SAM_ID)
            self._settled(frame)
            if frame.status != S.OK:
                raise Damaged
            if frame.data == before:
                return printed_sam_id(frame.data)
            before = frame.data
        raise Damaged

    async def heartbeat(self) -> None:
        """Asks for the status between reads. A silence or damage is counted; three silences lose the line."""
        try:
            await self.status()
            self._certain = True
        except Damaged:
            self._certain = False
        except Silent:
            self._silence()

    async def attempt(self, found: Callable[[], None], selected: Callable[[], None]) -> Outcome:
        """Looks for a card and reads it; `found` and `selected` are told on the way.

        Raises `LineLost` and `ReaderInTrouble`.
        """
        try:
            await self._make_certain()
            outcome = await self._attempt(found, selected)
        except Damaged:
            self._certain = False
            return ReadFailed(ReadFault.UNREADABLE)
        except Silent:
            self._silence()
            return ReadFailed(ReadFault.READER_SILENT)
        return outcome

    async def _attempt(self, found: Callable[[], None], selected: Callable[[], None]) -> Outcome:
        began = monotonic()
        frame = await self.ask(Command.FIND)
        if frame.status == S.NO_CARD:
            return NoCard()
        if frame.status != S.FOUND:
            return await self._failed(frame)
        found()
        found_at = monotonic()
        frame = await self.ask(Command.SELECT)
        if frame.status != S.OK:
            return await self._failed(frame)
        selected()
        selected_at = monotonic()
        frame = await self.ask(Command.READ)
        if frame.text is None:
            return await self._failed(frame)
        seconds = (found_at - began, selected_at - found_at, monotonic() - selected_at)
        timings = (microseconds(seconds[0]), microseconds(seconds[1]), microseconds(seconds[2]))
        try:
            return CardRead(read_text(frame.text), timings)
        except CardRefused:
            return ReadFailed(ReadFault.UNREADABLE)

    async def _failed(self, frame: Frame) -> ReadFailed:
        self._settled(frame)
        if frame.status == S.UNKNOWN_ERROR and not self._was_reset:
            self._was_reset = True
            await self.reset()
        return ReadFailed(FAULT_OF[frame.status])

    async def _make_certain(self) -> None:
        """After a silence, waits for an answer that nothing earlier can follow."""
        if not self._certain:
            await self.status()
            self._certain = True

    def _settled(self, frame: Frame) -> None:
        if frame.status in READER_IN_TROUBLE:
            raise ReaderInTrouble(f"{frame.status:02x}")

    def _silence(self) -> None:
        self._certain = False
        self._silences += 1
        if self._silences >= SILENCES:
            raise LineLost("no answer")

    async def ask(self, command: Command) -> Frame:
        """Sends a command and returns the first believable answer. Raises `Silent` and `Damaged`."""
        await self._clear()
        await self._line.write(command.wire, self._timing.write)
        sent = monotonic()
        begins, ends = self._deadlines(command)
        while True:
            inside = self._decoder.inside
            left = (ends if inside else begins) - (monotonic() - sent)
            # Also after the time: a machine that was busy elsewhere finds the answer waiting on the line.
            data = await self._line.receive(min(self._timing.gap, left) if inside else left)
            if not data:
                await self._nothing_came(inside)
            frame = await self._sift(command, self._decoder.feed(data))
            if frame is not None:
                self._silences = 0
                return frame

    def _deadlines(self, command: Command) -> tuple[float, float]:
        timing = self._timing
        match command:
            case Command.READ:
                return timing.read_begins, timing.read_whole
            case Command.FIND | Command.SELECT:
                return timing.card_begins, timing.answer_whole
            case _:
                return timing.status_begins, timing.answer_whole

    async def _nothing_came(self, inside: bool) -> None:
        self._counters.timeout += 1
        if not inside:
            raise Silent
        await self._settle()
        raise Damaged

    async def _sift(self, command: Command, events: list[Event]) -> Frame | None:
        """The believable frame among these events. What follows it is left for later; before it, it is counted."""
        for place, event in enumerate(events):
            if self._is_damage(event):
                await self._settle()
                raise Damaged
            if isinstance(event, Frame):
                if believable(command, event):
                    self._left = events[place + 1 :]
                    return event
                self._counters.late += 1
        return None

    def _is_damage(self, event: Event) -> bool:
        match event:
            case Junk(data):
                self._counters.junk += len(data)
            case Bad(reason):
                self._counters.bad += 1
                # A bad length is what an echoed command looks like.
                return reason is not Fault.LENGTH
        return False

    async def _clear(self) -> None:
        """Counts what came since the last answer; where that is damage or half a frame, waits until it has passed."""
        events = [*self._left, *self._decoder.feed(self._line.take())]
        self._left = []
        # Every event is looked at, for each is counted.
        damage = [self._is_damage(event) for event in events]
        self._counters.late += sum(isinstance(event, Frame) for event in events)
        if any(damage) or self._decoder.inside:
            await self._settle()

    async def _settle(self) -> None:
        """Believes nothing until the line is quiet, or for as long as that is waited for."""
        self._left = []
        self._decoder = Decoder()
        ends = monotonic() + self._timing.quiet_at_most
        while (left := ends - monotonic()) > 0:
            data = await self._line.receive(min(self._timing.quiet, left))
            if not data:
                return
            self._counters.junk += len(data)


def microseconds(seconds: float) -> int:
    """Seconds as whole microseconds."""
    return round(seconds * 1_000_000)


def printed_sam_id(data: bytes) -> str:
    """The 16 bytes of a module's number as they are printed on its reader."""
    parts = [int.from_bytes(data[start:end], "little") for start, end in ((0, 2), (2, 4), (4, 8), (8, 12), (12, 16))]
    return "{:02d}.{:02d}-{:08d}-{:010d}-{:010d}".format(*parts)
