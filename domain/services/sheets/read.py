"""A workbook's bytes into units, with every faulty cell named."""

import re
from dataclasses import dataclass, field
from itertools import accumulate

from domain.rules.identity import DocumentFault, document_faults, normalise_document
from domain.rules.terms import DocumentKind
from domain.services.sheets.archive import open_parts
from domain.services.sheets.cells import CellFault, is_blank, parse_cell
from domain.services.sheets.columns import (
    BY_FIELD,
    COLUMNS,
    EXAMPLE_MARK,
    LARGEST_ROWS,
    UNITS_SHEET,
    Field,
    SheetUnit,
    column_letter,
)
from domain.services.sheets.faults import FaultCode, FileRefused, Place, SheetFault, fault
from domain.services.sheets.grid import Grid, Raw, read_grid
from domain.services.sheets.units import ParsedRow, gather_units

OWNER_FIELDS = (Field.OWNER, Field.DOCUMENT_KIND, Field.DOCUMENT_NUMBER, Field.TITLE_STARTS)
REQUIRED_WITH_OWNER = tuple(c.field for c in COLUMNS if c.field not in (Field.ENTRANCE, Field.LAYOUT))
REQUIRED = tuple(known for known in REQUIRED_WITH_OWNER if known not in OWNER_FIELDS)
HEADERS = {column.header: column.field for column in COLUMNS} | {
    # As the register's unit dialog calls them.
    "业主姓名": Field.OWNER,
    "证件号": Field.DOCUMENT_NUMBER,
}
DOCUMENT_FAULTS = {
    DocumentFault.EMPTY: FaultCode.REQUIRED,
    DocumentFault.SHAPE: FaultCode.DOCUMENT_SHAPE,
    DocumentFault.BIRTH_DATE: FaultCode.DOCUMENT_BIRTH_DATE,
    DocumentFault.CHECK_DIGIT: FaultCode.DOCUMENT_CHECK_DIGIT,
}
# A unit of measure or a remark behind the name, and the star of a required column.
REMARK = re.compile(r"([（(].*[）)])?\*?$")


@dataclass(frozen=True, slots=True)
class SheetReading:
    """What a workbook says. `units` are complete only when `faults` is empty: nothing may be applied before."""

    units: tuple[SheetUnit, ...]
    faults: tuple[SheetFault, ...]


def read_units(content: bytes) -> SheetReading:
    """The units of the workbook's sheet 房屋, and all that is wrong with it, from the top left to the bottom right.

    Never raises for what is in the file: a file that cannot be read at all is one fault. A full sheet of 60,000 rows
    takes several seconds of one core: a worker's task, not one for the process that answers people.
    """
    try:
        with open_parts(content) as parts:
            grid = read_grid(parts, UNITS_SHEET)
    except FileRefused as refused:
        return SheetReading(units=(), faults=(refused.fault,))
    return _Reader(grid).read()


@dataclass(slots=True)
class _Reader:
    """One pass over one sheet."""

    grid: Grid
    faults: list[SheetFault] = field(default_factory=list)
    columns: dict[Field, int] = field(default_factory=dict)

    def read(self) -> SheetReading:
        self.columns = self._columns(self.grid.rows.pop(0, {}))
        merged = self._merged()
        if len(self.columns) < len(COLUMNS):
            return SheetReading(units=(), faults=self._in_order())
        noted = {row for row, _column in self.grid.formulas | self.grid.errors}
        parsed = [
            self._row(index + 1, row)
            for index, row in sorted(self.grid.rows.items())
            if not merged[index + 1] and self._is_filled(row, noted=index in noted)
        ]
        units = gather_units(parsed, self.columns, self.faults)
        if not parsed and not self.faults:
            self.faults.append(fault(FaultCode.EMPTY))
        return SheetReading(units=tuple(units), faults=self._in_order())

    def _columns(self, header: dict[int, Raw]) -> dict[Field, int]:
        """Where each field's column is; names every header that is missing, repeated or unknown."""
        columns: dict[Field, int] = {}
        for index, raw in sorted(header.items()):
            name = REMARK.sub("", "".join(str(raw).split()))[:50]
            place = Place(1, column_letter(index), name)
            if not name:
                continue
            known = HEADERS.get(name)
            if known is None:
                self.faults.append(fault(FaultCode.HEADER_UNKNOWN, place))
            elif known in columns:
                self.faults.append(fault(FaultCode.HEADER_REPEATED, place, first=column_letter(columns[known])))
            else:
                columns[known] = index
        for column in COLUMNS:
            if column.field not in columns:
                place = Place(row=1, header=column.header)
                self.faults.append(fault(FaultCode.HEADER_MISSING, place, name=column.header))
        return columns

    def _merged(self) -> list[bool]:
        """By row number, whether a merged range touches the row: its cells do not hold what the clerk sees."""
        steps = [0] * (LARGEST_ROWS + 3)
        for top, left, bottom, right in self.grid.merged[:LARGEST_ROWS]:
            name = f"{column_letter(left)}{top + 1}:{column_letter(right)}{bottom + 1}"
            self.faults.append(fault(FaultCode.MERGED, Place(top + 1, column_letter(left)), range=name))
            steps[min(top, LARGEST_ROWS) + 1] += 1
            steps[min(bottom, LARGEST_ROWS) + 2] -= 1
        return [depth > 0 for depth in accumulate(steps)]

    def _is_filled(self, row: dict[int, Raw], *, noted: bool) -> bool:
        """Whether the row says anything; the template's example says nothing."""
        first = row.get(self.columns[Field.BUILDING])
        if isinstance(first, str) and first.strip().startswith(EXAMPLE_MARK):
            return False
        return noted or any(not is_blank(raw) for raw in row.values())

    def _row(self, number: int, row: dict[int, Raw]) -> ParsedRow:
        parsed = ParsedRow(number)
        for known, index in self.columns.items():
            self._cell(parsed, known, (number - 1, index), row.get(index, ""))
        owned = any(known in parsed.filled for known in OWNER_FIELDS)
        for known in REQUIRED_WITH_OWNER if owned else REQUIRED:
            if known not in parsed.filled:
                self._at(number, known, FaultCode.OWNER_INCOMPLETE if known in OWNER_FIELDS else FaultCode.REQUIRED)
        self._cross_check(parsed)
        return parsed

    def _cell(self, parsed: ParsedRow, known: Field, position: tuple[int, int], raw: Raw) -> None:
        if position in self.grid.formulas or position in self.grid.errors:
            parsed.filled.add(known)
            formula = position in self.grid.formulas
            self._at(parsed.number, known, FaultCode.FORMULA if formula else FaultCode.ERROR_VALUE)
            return
        if not is_blank(raw):
            parsed.filled.add(known)
        try:
            value = parse_cell(known, raw)
        except CellFault as failure:
            self._at(parsed.number, known, failure.code, **failure.details)
        else:
            if value is not None:
                parsed.values[known] = value

    def _cross_check(self, parsed: ParsedRow) -> None:
        """What one cell cannot tell alone."""
        start, end = parsed.values.get(Field.FLOOR_FROM), parsed.values.get(Field.FLOOR_TO)
        if isinstance(start, int) and isinstance(end, int) and end < start:
            self._at(parsed.number, Field.FLOOR_TO, FaultCode.FLOORS_REVERSED)
        kind, number = parsed.values.get(Field.DOCUMENT_KIND), parsed.values.get(Field.DOCUMENT_NUMBER)
        if isinstance(kind, DocumentKind) and isinstance(number, str):
            parsed.values[Field.DOCUMENT_NUMBER] = normalise_document(kind, number)
            for wrong in document_faults(kind, number):
                parsed.values.pop(Field.DOCUMENT_NUMBER, None)
                self._at(parsed.number, Field.DOCUMENT_NUMBER, DOCUMENT_FAULTS[wrong])

    def _at(self, number: int, known: Field, code: FaultCode, **details: object) -> None:
        place = Place(number, column_letter(self.columns[known]), BY_FIELD[known].header)
        self.faults.append(fault(code, place, **details))

    def _in_order(self) -> tuple[SheetFault, ...]:
        return tuple(sorted(self.faults, key=lambda f: (f.row or 0, len(f.column or ""), f.column or "")))
