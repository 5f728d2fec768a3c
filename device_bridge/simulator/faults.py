"""What happens to an answer between the module and the host, as a list of steps. Pure, but for the seeded chance."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from device_bridge.codec import HEADER, PREAMBLE, TEXT_AND_PHOTO, Command, framed, reply
from device_bridge.simulator.people import PHOTO, PrintedCard


class Trouble(StrEnum):
    """The faults of device.md section 6 that befall one answer."""

    NOISE_BEFORE = "noise_before"
    NOISE_AFTER = "noise_after"
    SPLIT = "split"
    PAUSE = "pause"
    GLUED = "glued"
    DUPLICATE = "duplicate"
    DUPLICATE_LATE = "duplicate_late"
    BAD_CHECKSUM = "bad_checksum"
    TRUNCATE = "truncate"
    DROP_BYTE = "drop_byte"
    INSERT_BYTE = "insert_byte"
    FLIP_TWO = "flip_two"
    SILENCE = "silence"
    LATE = "late"
    STATUS = "status"
    LENGTH = "length"
    PHANTOM = "phantom"
    LIFT_BEFORE = "lift_before"
    LIFT_DURING = "lift_during"
    SWAP_BEFORE = "swap_before"
    UNPLUG_BEFORE = "unplug_before"
    UNPLUG_DURING = "unplug_during"


@dataclass(slots=True)
class Fault:
    """A fault that waits for its command.

    `on` is the command (None: any), `times` how often it happens (None: until it is taken away). `at` is a place in the
    answer in bytes, or None for one by chance; `value` a status, a length or the seconds of a pause, by what it is.
    """

    trouble: Trouble
    on: Command | None = None
    times: int | None = 1
    at: int | None = None
    value: float = 0.0
    card: PrintedCard | None = field(default=None, repr=False)

    def befalls(self, asked: Command | None) -> bool:
        """Whether it is its turn."""
        return self.times != 0 and (self.on is None or self.on is asked)

    def happened(self) -> None:
        """Counts one time."""
        if self.times is not None:
            self.times -= 1


@dataclass(frozen=True, slots=True)
class Send:
    """Bytes that the host gets; `piece` is how many at a time."""

    data: bytes = field(repr=False)
    piece: int | None = None


@dataclass(frozen=True, slots=True)
class Wait:
    """Seconds of silence."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Keep:
    """Bytes that the host gets before the next answer."""

    data: bytes = field(repr=False)


class Act(StrEnum):
    """What somebody does meanwhile."""

    LIFT = "lift"
    UNPLUG = "unplug"


Step = Send | Wait | Keep | Act


def undisturbed(answer: bytes) -> list[Step]:
    """The answer as it is."""
    return [Send(answer)]


def disturbed(answer: bytes, fault: Fault, chance: random.Random) -> Sequence[Step]:
    """The answer as the fault leaves it. The faults that end in `_before` have happened before there is one."""
    at = chance.randrange(HEADER, len(answer)) if fault.at is None else min(fault.at, len(answer))
    match fault.trouble:
        case Trouble.NOISE_BEFORE:
            return [Send(noise(chance)), Send(answer)]
        case Trouble.NOISE_AFTER:
            return [Send(answer + noise(chance))]
        case Trouble.SPLIT:
            return [Send(answer, piece=1)]
        case Trouble.PAUSE:
            return [Send(answer[:at]), Wait(fault.value), Send(answer[at:])]
        case Trouble.GLUED:
            return [Send(reply(int(fault.value) or 0x80) + answer)]
        case Trouble.DUPLICATE:
            return [Send(answer + answer)]
        case Trouble.DUPLICATE_LATE:
            return [Send(answer), Keep(answer)]
        case Trouble.LATE:
            return [Wait(fault.value), Send(answer)]
        case Trouble.TRUNCATE:
            return [Send(answer[:at])]
        case Trouble.LIFT_DURING:
            return [Send(answer[:at]), Act.LIFT]
        case Trouble.UNPLUG_DURING:
            return [Send(answer[:at]), Act.UNPLUG]
        case Trouble.SILENCE:
            return []
        case _:
            return [Send(damaged(answer, fault, at, chance))]


def damaged(answer: bytes, fault: Fault, at: int, chance: random.Random) -> bytes:
    """The answer with other bytes in it."""
    match fault.trouble:
        case Trouble.BAD_CHECKSUM:
            return answer[:-1] + bytes([answer[-1] ^ 1 << chance.randrange(8)])
        case Trouble.DROP_BYTE:
            return answer[:at] + answer[at + 1 :]
        case Trouble.INSERT_BYTE:
            return answer[:at] + bytes([chance.randrange(256)]) + answer[at:]
        case Trouble.FLIP_TWO:
            other = chance.choice([place for place in range(HEADER, len(answer) - 1) if place != at])
            mask = 1 << chance.randrange(8)
            return bytes(byte ^ mask if place in (at, other) else byte for place, byte in enumerate(answer))
        case Trouble.STATUS:
            return reply(int(fault.value))
        case Trouble.LENGTH:
            return PREAMBLE + int(fault.value).to_bytes(2, "big") + answer[HEADER:]
        case Trouble.PHANTOM:
            return phantom(answer, fault.card, int(fault.value))
    return answer


def phantom(answer: bytes, card: PrintedCard | None, cut_off: int) -> bytes:
    """A damaged frame that is longer than it should be and holds the whole right frame of somebody else's card.

    Its checksum is wrong, or its last bytes never come.
    """
    inner = framed(b"\0\0\x90" + TEXT_AND_PHOTO + card.block() + PHOTO) if card is not None else reply(0x80)
    outer = framed(answer[HEADER:-1] + inner + bytes(16))
    return outer[:-cut_off] if cut_off else outer[:-1] + bytes([outer[-1] ^ 0x55])


def noise(chance: random.Random) -> bytes:
    """Up to 40 bytes that like to look as if a frame began, and begin none."""
    likely = b"\xaa\xaa\xaa\x69\x00\xff"
    return bytes(chance.choice(likely) for _ in range(chance.randrange(1, 40)))
