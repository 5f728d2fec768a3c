"""The register back into Excel, in the form in which it can be read again."""

from collections.abc import Iterable
from io import BytesIO

from domain.services.sheets.columns import LARGEST_ROWS, NO, YES, SheetOwner, SheetUnit
from domain.services.sheets.workbook import Cell, UnitsSheet, new_workbook
from domain.services.wording import Language, label


def export_workbook(units: Iterable[SheetUnit]) -> bytes:
    """An .xlsx workbook with one row per owner of each unit, and one for a unit without owners.

    Owners are written as they are given, masked or not; masked numbers cannot be imported. Without masks, reading the
    workbook gives the same units. ValueError beyond 60,000 rows.
    """
    content = BytesIO()
    workbook = new_workbook(content)
    sheet = UnitsSheet(workbook)
    row = 0
    for unit in units:
        for owner in unit.owners or (None,):
            row += 1
            if row > LARGEST_ROWS:
                raise ValueError(f"a sheet holds at most {LARGEST_ROWS} rows; export building by building")
            sheet.write(row, _cells(unit, owner))
    workbook.close()
    return content.getvalue()


def _cells(unit: SheetUnit, owner: SheetOwner | None) -> list[Cell | None]:
    fields = unit.fields
    return [
        unit.building,
        fields.entrance or None,
        fields.floor,
        fields.floor_from,
        fields.floor_to,
        fields.room,
        label(fields.usage, Language.ZH),
        fields.layout or None,
        fields.area,
        label(fields.area_source, Language.ZH),
        _yes_or_no(fields.developer_stock),
        _yes_or_no(fields.delivered),
        owner.name if owner else None,
        label(owner.document_kind, Language.ZH) if owner else None,
        owner.number if owner else None,
        unit.title_starts if owner else None,
    ]


def _yes_or_no(value: bool) -> str:
    return YES if value else NO
