"""Workbooks for the tests of the register's sheets: good ones, and ones that somebody has tampered with."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from xlsxwriter import Workbook

from domain.services.sheets.columns import COLUMNS, Field, column_letter
from domain.services.sheets.faults import FaultCode
from domain.services.sheets.read import SheetReading, read_units

FIELDS = list(Field)
HEADERS = [column.header for column in COLUMNS]
GOOD: list[Any] = [
    "125号楼", "1", 1, 1, 2, "0101", "住宅", "其它", 107.81, "不动产登记", "否", "是",
    "赵甲", "居民身份证", "110101190001010014", date(2020, 1, 31),
]  # fmt: skip


def workbook_of(
    rows: Sequence[Sequence[Any]], sheet: str = "房屋", more: Callable[[Workbook, Any], None] | None = None
) -> bytes:
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        page = workbook.add_worksheet(sheet)
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows):
            for index, value in enumerate(row):
                if isinstance(value, date):
                    page.write_datetime(number, index, value, day)
                elif value is not None:
                    page.write(number, index, value)
        if more is not None:
            more(workbook, page)
    return content.getvalue()


def read(*rows: Sequence[Any], headers: Sequence[Any] = HEADERS, **options: Any) -> SheetReading:
    return read_units(workbook_of([headers, *rows], **options))


def row(**changes: Any) -> list[Any]:
    return [changes.get(field.value, value) for field, value in zip(FIELDS, GOOD, strict=True)]


def faults_of(reading: SheetReading) -> list[tuple[FaultCode, str]]:
    return [(fault.code, f"{fault.column or ''}{fault.row or ''}") for fault in reading.faults]


def at(field: Field, number: int = 2) -> str:
    return f"{column_letter(FIELDS.index(field))}{number}"


def repack(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with one part changed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            new.writestr(entry.filename, change(part) if entry.filename == name else part)
    return packed.getvalue()


def zip_of(*parts: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts:
            new.writestr(name, part)
    return packed.getvalue()
