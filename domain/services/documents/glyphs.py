"""Which characters can the posted documents draw? Read from the font itself; a missing glyph prints as nothing."""

import struct
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class Coverage:
    """The characters of one font face, as sorted inclusive ranges of code points."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __contains__(self, character: str) -> bool:
        code = ord(character)
        place = bisect_right(self.starts, code) - 1
        return place >= 0 and code <= self.ends[place]


def read_coverage(font: Path, face: int) -> Coverage:
    """The coverage of the `face`-th font of an OpenType collection (.ttc).

    Reads the character map in format 12, which every font beyond the basic plane has; ValueError if there is none.
    """
    with font.open("rb") as file:
        if file.read(4) != b"ttcf":
            raise ValueError(f"{font.name} is no font collection")
        (start,) = _at(file, 12 + 4 * face, ">I")
        cmap = _table(file, start, b"cmap")
        (count,) = _at(file, cmap + 2, ">H")
        for record in range(count):
            _platform, _encoding, offset = _at(file, cmap + 4 + 8 * record, ">HHI")
            (kind,) = _at(file, cmap + offset, ">H")
            if kind == 12:
                return _format_12(file, cmap + offset)
    raise ValueError(f"{font.name} has no character map in format 12")


def _format_12(file: BinaryIO, offset: int) -> Coverage:
    (groups,) = _at(file, offset + 12, ">I")
    file.seek(offset + 16)
    ranges = sorted((first, last) for first, last, _glyph in struct.iter_unpack(">III", file.read(12 * groups)))
    return Coverage(tuple(first for first, _ in ranges), tuple(last for _, last in ranges))


def _table(file: BinaryIO, start: int, name: bytes) -> int:
    (count,) = _at(file, start + 4, ">H")
    for record in range(count):
        tag, _checksum, offset, _length = _at(file, start + 12 + 16 * record, ">IIII")
        if tag == int.from_bytes(name):
            return offset
    raise ValueError(f"the font has no table {name.decode()}")


def _at(file: BinaryIO, offset: int, layout: str) -> tuple[int, ...]:
    file.seek(offset)
    return struct.unpack(layout, file.read(struct.calcsize(layout)))
