"""The bytes of the reader's line (GA 450): commands out, events in. No port, no clock, nothing remembered but a tail.

A frame in either direction is `AA AA AA 96 69`, a length in two bytes, a body, and a byte that makes the XOR from the
length on zero; the length counts the body and that byte. `Decoder` is the normative stream decoder: it never loses a
frame in noise, and it tells everything that it drops.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from functools import reduce
from operator import xor

PREAMBLE = bytes.fromhex("AAAAAA9669")
HEADER = len(PREAMBLE) + 2
SHORTEST_REPLY = 4
SHORTEST_COMMAND = 3
LONGEST = 4096
TEXT_BYTES = 256
PHOTO_BYTES = 1024
TEXT_AND_PHOTO = TEXT_BYTES.to_bytes(2, "big") + PHOTO_BYTES.to_bytes(2, "big")


class Command(Enum):
    """What the bridge ever asks: command and parameter. Fingerprints and the line's speed are not among it."""

    RESET = b"\x10\xff"
    STATUS = b"\x11\xff"
    SAM_ID = b"\x12\xff"
    FIND = b"\x20\x01"
    SELECT = b"\x20\x02"
    READ = b"\x30\x01"

    @property
    def wire(self) -> bytes:
        """The bytes to send."""
        return framed(self.value)


class Status:
    """The third byte of a reply's status, in the words of its specification."""

    OK = 0x90
    NOTHING_OF_THAT_KIND = 0x91
    FOUND = 0x9F
    COMMAND_CHECKSUM = 0x10
    COMMAND_LENGTH = 0x11
    OUT_OF_ORDER = 0x21
    NOT_PERMITTED = 0x23
    UNKNOWN_ERROR = 0x24
    CARD_REFUSES_READER = 0x31
    READER_REFUSES_CARD = 0x32
    NOT_VERIFIED = 0x33
    NOT_VERIFIED_EITHER = 0x3F
    WRONG_TYPE = 0x40
    READ_FAILED = 0x41
    NO_RANDOM_NUMBER = 0x47
    SELF_TEST_FAILED = 0x60
    NOT_AUTHORISED = 0x66
    NO_CARD = 0x80
    NOT_SELECTED = 0x81


@dataclass(frozen=True, slots=True)
class Junk:
    """Bytes that belong to no frame."""

    data: bytes = field(repr=False)


class Fault(StrEnum):
    """What is wrong with what began like a frame."""

    CHECKSUM = "checksum"
    LENGTH = "length"
    TIMEOUT = "timeout"


@dataclass(frozen=True, slots=True)
class Bad:
    """Something began like a frame and is none; `value` is its length field, 0 where that had not arrived."""

    reason: Fault
    value: int


@dataclass(frozen=True, slots=True)
class Frame:
    """A whole frame with a right checksum. `length` is its length field; `data` follows the status, without a photo.

    Data is what a card says: it is never shown when the frame is printed.
    """

    status_bytes: bytes
    length: int
    data: bytes = field(repr=False)

    @property
    def status(self) -> int:
        """The byte that counts of the three."""
        return self.status_bytes[2]

    @property
    def text(self) -> bytes | None:
        """The text block of a card; None in any other reply."""
        return self.data if self.status == Status.OK and len(self.data) == TEXT_BYTES else None


Event = Junk | Bad | Frame


def framed(body: bytes) -> bytes:
    """A body with the preamble, its length and its checksum."""
    checked = (len(body) + 1).to_bytes(2, "big") + body
    return PREAMBLE + checked + bytes([checksum(checked)])


def reply(status: int, data: bytes = b"") -> bytes:
    """The frame of a reply, as a reader sends it."""
    return framed(bytes([0, 0, status]) + data)


def checksum(data: bytes) -> int:
    """The XOR of all bytes."""
    return reduce(xor, data, 0)


def frame_of(body: bytes) -> Frame:
    """A frame from what stands between its length and its checksum; the photo ends here."""
    data = body[3:]
    if len(data) == len(TEXT_AND_PHOTO) + TEXT_BYTES + PHOTO_BYTES and data.startswith(TEXT_AND_PHOTO):
        data = data[len(TEXT_AND_PHOTO) :][:TEXT_BYTES]
    return Frame(body[:3], len(body) + 1, data)


class Decoder:
    """Cuts a stream, in whatever pieces it comes, into frames, junk and bad beginnings. Holds one frame at most."""

    def __init__(self) -> None:
        self._held = bytearray()

    @property
    def inside(self) -> bool:
        """Whether a frame has begun and is not whole: a gap in time would now abort it."""
        return len(self._held) >= len(PREAMBLE)

    def feed(self, data: bytes) -> list[Event]:
        """What these bytes complete, in the order of the line."""
        self._held += data
        return list(self._events())

    def gap(self) -> list[Event]:
        """What the line's falling silent completes: a frame that has begun is none."""
        events: list[Event] = []
        while self.inside:
            events.append(Bad(Fault.TIMEOUT, self._length()))
            del self._held[0]
            events.extend(self._events())
        return events

    def _events(self) -> Iterator[Event]:
        """Events until more bytes are needed; then what is held is empty, a tail of a preamble, or begins a frame."""
        while True:
            yield from self._junk()
            if len(self._held) < HEADER:
                return
            length = self._length()
            if not SHORTEST_REPLY <= length <= LONGEST:
                yield Bad(Fault.LENGTH, length)
                del self._held[0]
                continue
            if len(self._held) < HEADER + length:
                return
            whole = bytes(self._held[: HEADER + length])
            if checksum(whole[len(PREAMBLE) :]):
                yield Bad(Fault.CHECKSUM, length)
                del self._held[0]
                continue
            del self._held[: len(whole)]
            yield frame_of(whole[HEADER:-1])

    def _junk(self) -> Iterator[Junk]:
        """Drops what stands before a preamble, or before a tail that could begin one."""
        begins = self._held.find(PREAMBLE)
        if begins < 0:
            begins = len(self._held) - _tail(self._held)
        if begins:
            yield Junk(bytes(self._held[:begins]))
            del self._held[:begins]

    def _length(self) -> int:
        return int.from_bytes(self._held[len(PREAMBLE) : HEADER], "big") if len(self._held) >= HEADER else 0


def _tail(held: bytearray) -> int:
    """How many of the last bytes could begin a preamble: four at most."""
    longest = min(len(held), len(PREAMBLE) - 1)
    return next(size for size in range(longest, -1, -1) if held.endswith(PREAMBLE[:size]))
