"""The state of a security module and of the card on its plate: a command in, an answer out. Pure.

As a real one it finds, selects and reads in this order only, loses its selection when the card is lifted, and answers a
command that it does not understand with a status and never with silence.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from device_bridge.codec import HEADER, LONGEST, PREAMBLE, SHORTEST_COMMAND, TEXT_AND_PHOTO, Command, Status, checksum
from device_bridge.simulator.people import PHOTO, PrintedCard

FAULTY = (Status.SELF_TEST_FAILED, Status.NOT_AUTHORISED)
SPEED_COMMAND = 0x60
SPEEDS = (115200, 57600, 38400, 19200, 9600)
SIMULATED_SAM = "99.99-20260101-0000000001-0000000001"


class Lying(StrEnum):
    """How a module answers FIND to a card that it has read already and that still lies there."""

    AGAIN = "again"
    ONCE = "once"


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, its data, and what was asked (None where it was no command); `speed` is taken after the answer."""

    status: int
    asked: Command | None
    data: bytes = field(default=b"", repr=False)
    speed: int | None = None


def sam_id_bytes(printed: str) -> bytes:
    """`05.03-20260101-0000000001-0000000001` as the 16 bytes of the module."""
    two, day, first, second = printed.split("-")
    maker, kind = two.split(".")
    parts = ((maker, 2), (kind, 2), (day, 4), (first, 4), (second, 4))
    return b"".join(int(number).to_bytes(size, "little") for number, size in parts)


@dataclass
class Sam:
    """One module. `trouble` is the status 60 or 66 with which it answers everything until it is 0 again."""

    sam_id: str = SIMULATED_SAM
    lying: Lying = Lying.AGAIN
    trouble: int = 0
    card: PrintedCard | None = None
    read_already: bool = False
    found: PrintedCard | None = None
    selected: PrintedCard | None = None

    def put(self, card: PrintedCard) -> None:
        """A card is laid on the plate; one that lay there is gone."""
        self.lift()
        self.card = card

    def lift(self) -> None:
        """The plate is empty."""
        self.card = self.found = self.selected = None
        self.read_already = False

    def power(self) -> None:
        """The module starts anew; the card lies where it lay."""
        self.found = self.selected = None
        self.read_already = False

    def answer(self, body: bytes) -> Answer:
        """The answer to a command without its preamble, length and checksum."""
        asked = next((command for command in Command if command.value == body), None)
        if self.trouble in FAULTY:
            return Answer(self.trouble, asked)
        match asked:
            case Command.RESET:
                self.power()
                return Answer(Status.OK, asked)
            case Command.STATUS:
                return Answer(Status.OK, asked)
            case Command.SAM_ID:
                return Answer(Status.OK, asked, sam_id_bytes(self.sam_id))
            case Command.FIND:
                return self._find()
            case Command.SELECT:
                return self._select()
            case Command.READ:
                return self._read()
        if len(body) == 2 and body[0] == SPEED_COMMAND and body[1] < len(SPEEDS):
            return Answer(Status.OK, None, speed=SPEEDS[body[1]])
        return Answer(Status.OUT_OF_ORDER, None)

    def _find(self) -> Answer:
        self.selected = None
        if self.card is None or (self.read_already and self.lying is Lying.ONCE):
            self.found = None
            return Answer(Status.NO_CARD, Command.FIND)
        self.found = self.card
        return Answer(Status.FOUND, Command.FIND, bytes(4))

    def _select(self) -> Answer:
        if self.found is None or self.found is not self.card:
            return Answer(Status.NOT_SELECTED, Command.SELECT)
        self.selected, self.found = self.found, None
        self.read_already = True
        return Answer(Status.OK, Command.SELECT, bytes(8))

    def _read(self) -> Answer:
        if self.selected is None or self.selected is not self.card:
            return Answer(Status.READ_FAILED, Command.READ)
        return Answer(Status.OK, Command.READ, TEXT_AND_PHOTO + self.selected.block() + PHOTO)


class CommandReader:
    """Finds commands in what a host sends: bodies, or the status that a broken command is answered with."""

    def __init__(self) -> None:
        self._held = bytearray()

    def feed(self, data: bytes) -> list[bytes | int]:
        """Commands without frame, and statuses for broken ones, in order."""
        self._held += data
        found: list[bytes | int] = []
        while (begins := self._held.find(PREAMBLE)) >= 0:
            del self._held[:begins]
            if len(self._held) < HEADER:
                return found
            length = int.from_bytes(self._held[len(PREAMBLE) : HEADER], "big")
            if not SHORTEST_COMMAND <= length <= LONGEST:
                found.append(Status.COMMAND_LENGTH)
                del self._held[: len(PREAMBLE)]
                continue
            if len(self._held) < HEADER + length:
                return found
            checked = bytes(self._held[len(PREAMBLE) : HEADER + length])
            del self._held[: HEADER + length]
            found.append(checked[2:-1] if checksum(checked) == 0 else Status.COMMAND_CHECKSUM)
        del self._held[: -len(PREAMBLE) + 1]
        return found
