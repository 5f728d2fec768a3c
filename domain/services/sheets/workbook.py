"""The sheet 房屋 as it is written, for the template and the export alike: what one writes, the other reads."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from domain.services.sheets.columns import COLUMNS, LARGEST_ROWS, UNITS_SHEET, Field

if TYPE_CHECKING:
    # At run time with the first workbook: a process that has written none does without its 2 MB.
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

# Nothing that a person typed ever becomes a formula, a number or a link.
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}

Cell = str | int | date


def new_workbook(content: BytesIO) -> "Workbook":
    """An empty workbook that writes itself into `content` when it is closed."""
    from xlsxwriter import Workbook

    return Workbook(content, OPTIONS)


class UnitsSheet:
    """The sheet 房屋 of a new workbook, with its headers, formats and drop-down lists."""

    def __init__(self, workbook: "Workbook") -> None:
        self._sheet: Worksheet = workbook.add_worksheet(UNITS_SHEET)
        # The quote prefix makes Excel keep a text that begins with = + - or @ a text, even when its cell is edited or
        # the sheet is saved as CSV and opened again.
        self._text = workbook.add_format({"num_format": "@", "quote_prefix": True})
        self._day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        self._area = workbook.add_format({"num_format": "0.00"})
        self._headers(workbook)
        self._lists()

    def write(self, row: int, cells: Sequence[Cell | None]) -> None:
        """Writes one row, `row` from 0, with a cell per column in their order; None leaves a cell empty. An area is
        given in 0.01 m².
        """
        for index, (column, cell) in enumerate(zip(COLUMNS, cells, strict=True)):
            if cell is None:
                continue
            if isinstance(cell, str):
                self._sheet.write_string(row, index, cell, self._text)
            elif isinstance(cell, date):
                self._sheet.write_datetime(row, index, cell, self._day)
            elif column.field is Field.AREA:
                # Excel knows no other number, but the shortest decimal of this one is the area again.
                self._sheet.write_number(row, index, cell / 100, self._area)
            else:
                self._sheet.write_number(row, index, cell)

    def _headers(self, workbook: "Workbook") -> None:
        header = workbook.add_format({"bold": True, "bg_color": "#DDE6F0", "border": 1})
        plain_text = workbook.add_format({"num_format": "@"})
        formats = {Field.AREA: self._area, Field.TITLE_STARTS: self._day}
        for index, column in enumerate(COLUMNS):
            shape = plain_text if column.text else formats.get(column.field)
            self._sheet.set_column(index, index, column.width, shape)
            self._sheet.write_string(0, index, column.header, header)
        self._sheet.freeze_panes(1, 0)

    def _lists(self) -> None:
        for index, column in enumerate(COLUMNS):
            if column.choices:
                rule = {"validate": "list", "source": list(column.choices), "error_title": column.header}
                self._sheet.data_validation(1, index, LARGEST_ROWS, index, rule)
