"""What stands in a worksheet, cell by cell.

Read here and not by a library, because none that we tried is safe with a hostile file: one cell at the far corner, one
wrong count in an attribute, or one long text shared by a million cells made them reserve memory until the process was
killed. They also pass over formulas and error values in silence. A grid here is as large as what is in it.
"""

import math
import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from domain.services.sheets.archive import Parts, refused
from domain.services.sheets.columns import LARGEST_ROWS, column_letter
from domain.services.sheets.faults import FaultCode
from domain.services.sheets.markup import MarkupFault, read_markup

LARGEST_COLUMNS = 32
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"

REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.ASCII)
# Characters that XML cannot hold are written so, and so is a text that happens to look like it.
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_", re.ASCII)
# What does not count in a number format: quoted text, an escaped letter, a colour, a language or a condition.
NOT_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
BUILT_IN_DAYS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})

# Excel's calendar has a 29 February 1900 that never was; days before it are left as numbers, and so is what lies
# beyond the year 2173, which no register knows and not every calendar can say.
FIRST_DAY, LAST_DAY = 61, 100_000

Raw = int | float | str | bool | date | datetime


@dataclass(slots=True)
class Grid:
    """The filled cells by row and column, both from 0, and what else must be known about them.

    `formulas` and `errors` are places; `merged` are ranges as (top, left, bottom, right).
    """

    rows: dict[int, dict[int, Raw]] = field(default_factory=dict)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    errors: set[tuple[int, int]] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


def read_grid(parts: Parts, sheet: str) -> Grid:
    """The cells of the worksheet called `sheet`. Raises FileRefused or MarkupFault for a file that cannot be read."""
    xml, from_1904 = parts.sheet(sheet)
    texts = _shared_texts(parts.read(STRINGS)) if parts.has(STRINGS) else []
    days = _day_styles(parts.read(STYLES)) if parts.has(STYLES) else []
    reader = _GridReader(texts, days, datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30))  # noqa: DTZ001
    read_markup(xml, reader.start, on_end=reader.end, on_text=reader.characters)
    return reader.grid


def _shared_texts(xml: bytes) -> list[str]:
    """The texts that cells point to by number, without the readings (phonetic runs) beside them."""
    texts: list[str] = []
    pieces: list[str] = []
    depth = {"t": 0, "rPh": 0}

    def on_start(name: str, _attributes: dict[str, str]) -> None:
        if name in depth:
            depth[name] += 1
        elif name == "si":
            pieces.clear()

    def on_end(name: str) -> None:
        if name in depth:
            depth[name] -= 1
        elif name == "si":
            texts.append(_unescaped("".join(pieces)))

    def on_text(text: str) -> None:
        if depth["t"] and not depth["rPh"]:
            pieces.append(text)

    read_markup(xml, on_start, on_end=on_end, on_text=on_text)
    return texts


def _day_styles(xml: bytes) -> list[bool]:
    """For each cell style, whether it shows a number as a day."""
    custom: dict[str, str] = {}
    styles: list[bool] = []
    inside = False

    def is_day(number: str) -> bool:
        if number in custom:
            return any(letter in NOT_FORMAT.sub("", custom[number]).lower() for letter in "ymd")
        return _count(number) in BUILT_IN_DAYS

    def on_start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        if name == "numFmt":
            custom[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            inside = True
        elif name == "xf" and inside:
            styles.append(is_day(attributes.get("numFmtId", "")))

    def on_end(name: str) -> None:
        nonlocal inside
        if name == "cellXfs":
            inside = False

    read_markup(xml, on_start, on_end=on_end)
    return styles


class _GridReader:
    """Follows the markup of one worksheet."""

    def __init__(self, texts: list[str], days: list[bool], calendar: datetime) -> None:
        self.grid = Grid()
        self._texts = texts
        self._days = days
        self._calendar = calendar
        self._row, self._column = -1, -1
        self._kind, self._style = "n", "0"
        self._pieces: list[str] | None = None
        self._listening = False
        self._reading = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name == "v" or name == "t":
            self._listening = not self._reading
            if self._pieces is None:
                self._pieces = []
        elif name == "row":
            number = _count(attributes.get("r", ""))
            self._row = self._row + 1 if number is None else number - 1
            self._column = -1
        elif name == "f":
            self.grid.formulas.add(self._place())
        elif name == "rPh":
            self._reading = True
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def characters(self, text: str) -> None:
        if self._listening and self._pieces is not None:
            self._pieces.append(text)

    def end(self, name: str) -> None:
        if name == "v" or name == "t":
            self._listening = False
        elif name == "rPh":
            self._reading = False
        elif name == "c" and self._pieces is not None:
            row, column = self._place()
            self.grid.rows[row][column] = self._value("".join(self._pieces))
            self._pieces = None

    def _start_cell(self, attributes: dict[str, str]) -> None:
        if "r" in attributes:
            self._row, self._column = _position(attributes["r"])
        else:
            self._column += 1
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        self._pieces = None
        if self._kind == "e":
            self.grid.errors.add(self._place())

    def _place(self) -> tuple[int, int]:
        """The place of a cell that holds anything; within the limits, and with a row to stand in."""
        if not 0 <= self._row <= LARGEST_ROWS:
            raise refused(FaultCode.TOO_MANY_ROWS, limit=LARGEST_ROWS)
        if self._column >= LARGEST_COLUMNS:
            raise refused(FaultCode.TOO_MANY_COLUMNS, limit=column_letter(LARGEST_COLUMNS - 1))
        self.grid.rows.setdefault(self._row, {})
        return self._row, self._column

    def _value(self, text: str) -> Raw:
        if self._kind == "s":
            place = _count(text)
            if place is None or place >= len(self._texts):
                raise MarkupFault("a cell points to a text that is not there")
            return self._texts[place]
        if self._kind == "n":
            return self._number(text)
        if self._kind == "b":
            return text.strip() == "1"
        return _unescaped(text)

    def _number(self, text: str) -> Raw:
        if not text:
            return ""
        try:
            number = float(text)
        except ValueError:
            raise MarkupFault("a number that is none") from None
        if not math.isfinite(number):
            raise MarkupFault("a number without end")
        style = _count(self._style)
        if style is None or style >= len(self._days) or not self._days[style] or not FIRST_DAY <= number < LAST_DAY:
            return number
        moment = self._calendar + timedelta(seconds=round(number * 86_400))
        return moment.date() if number == int(number) else moment

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        self.grid.merged.append((*_position(first), *_position(last or first)))


def _position(reference: str) -> tuple[int, int]:
    """Row and column, from 0, of a reference such as B12."""
    spelled = REFERENCE.fullmatch(reference)
    if spelled is None:
        raise MarkupFault("a cell without a place")
    column = 0
    for letter in spelled[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(spelled[2]) - 1, column - 1


def _count(text: str) -> int | None:
    """A small number as a workbook spells it; None for anything else, however long."""
    text = text.strip()
    return int(text) if len(text) < 10 and text.isascii() and text.isdecimal() else None


def _unescaped(text: str) -> str:
    return ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text
