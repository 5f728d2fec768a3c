"""The workbook that a clerk downloads, fills in and sends back."""

from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from domain.services.sheets.columns import COLUMNS, EXAMPLE_MARK, GUIDE_SHEET, LARGEST_ROWS, UNITS_SHEET, Field
from domain.services.sheets.workbook import Cell, UnitsSheet, new_workbook
from domain.services.wording import Bilingual

if TYPE_CHECKING:
    from xlsxwriter import Workbook

RULES = (
    Bilingual(
        f"在“{UNITS_SHEET}”表中填写，从第 2 行起，一行一位产权人；表头不能增删或改名。",
        f"Fill in the sheet {UNITS_SHEET} from row 2, one owner a row. Do not add, remove or rename headers.",
    ),
    Bilingual(
        "共有房屋：每位共有人单独一行，房屋各列和产权起始日完全相同，只有产权人、证件类型、证件号码不同。",
        "Co-owned units: one row per co-owner; all columns of the unit and the title date are the same in each.",
    ),
    Bilingual(
        f"以“{EXAMPLE_MARK}”开头的示例行不会导入，可以保留。",
        f"The example row, which begins with {EXAMPLE_MARK}, is never imported.",
    ),
    Bilingual(
        "房间号、证件号码的单元格应为文本。从别处复制时请“选择性粘贴”为数值，不要带公式和合并单元格。",
        "Room and document numbers are text cells. Paste values only, no formulas and no merged cells.",
    ),
    Bilingual(
        f"文件不超过 10 MB，不超过 {LARGEST_ROWS:,} 行。导入前会显示将要发生的变化，确认后才生效。",
        f"At most 10 MB and {LARGEST_ROWS:,} rows. You see what will change, and nothing changes before you confirm.",
    ),
)


def template_workbook() -> bytes:
    """An .xlsx workbook with the sheets 房屋 (headers, drop-down lists, one marked example row) and 说明."""
    content = BytesIO()
    workbook = new_workbook(content)
    UnitsSheet(workbook).write(1, _example())
    _guide(workbook)
    workbook.close()
    return content.getvalue()


def _example() -> list[Cell]:
    numbers = {Field.FLOOR: 1, Field.FLOOR_FROM: 1, Field.FLOOR_TO: 2, Field.AREA: 20710}
    cells: list[Cell] = []
    for column in COLUMNS:
        if column.field is Field.BUILDING:
            cells.append(EXAMPLE_MARK + column.example)
        elif column.field is Field.TITLE_STARTS:
            cells.append(date.fromisoformat(column.example))
        else:
            cells.append(numbers.get(column.field, column.example))
    return cells


def _guide(workbook: "Workbook") -> None:
    guide = workbook.add_worksheet(GUIDE_SHEET)
    bold = workbook.add_format({"bold": True})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    for index, width in enumerate((16, 60, 60, 26, 50)):
        guide.set_column(index, index, width, wrapped)
    for row, rule in enumerate(RULES):
        guide.write_string(row, 1, rule.zh)
        guide.write_string(row, 2, rule.en)
    table = len(RULES) + 1
    for index, header in enumerate(("列", "怎样填写", "How to fill it in", "示例", "可选值")):
        guide.write_string(table, index, header, bold)
    for row, column in enumerate(COLUMNS, start=table + 1):
        cells = (column.header, column.guidance.zh, column.guidance.en, column.example, "、".join(column.choices))
        for index, cell in enumerate(cells):
            guide.write_string(row, index, cell)
