"""The columns of the sheet 房屋, in the order of the register's unit dialog, and the values that they hold."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.rules.register import UnitFields
from domain.rules.terms import AreaSource, DocumentKind, OwnerKind, Usage
from domain.services.wording import Bilingual, Language, label

UNITS_SHEET = "房屋"
GUIDE_SHEET = "说明"
LARGEST_ROWS = 60_000

# The template's example carries this mark in its first cell, and a row that carries it is never imported.
EXAMPLE_MARK = "【示例】"

YES, NO = "是", "否"


class Field(StrEnum):
    """What a column holds."""

    BUILDING = "building"
    ENTRANCE = "entrance"
    FLOOR = "floor"
    FLOOR_FROM = "floor_from"
    FLOOR_TO = "floor_to"
    ROOM = "room"
    USAGE = "usage"
    LAYOUT = "layout"
    AREA = "area"
    AREA_SOURCE = "area_source"
    DEVELOPER_STOCK = "developer_stock"
    DELIVERED = "delivered"
    OWNER = "owner"
    DOCUMENT_KIND = "document_kind"
    DOCUMENT_NUMBER = "document_number"
    TITLE_STARTS = "title_starts"


@dataclass(frozen=True, slots=True)
class SheetOwner:
    """One owner as the sheet names them; `number` is normalised. `kind` follows from the document."""

    name: str
    document_kind: DocumentKind
    number: str

    @property
    def kind(self) -> OwnerKind:
        """An organisation's code belongs to an organisation, every other document to a person."""
        organisation = self.document_kind is DocumentKind.ORGANISATION_CODE
        return OwnerKind.ORGANISATION if organisation else OwnerKind.PERSON


@dataclass(frozen=True, slots=True)
class SheetUnit:
    """One unit of the building of this name, with its owners.

    `title_starts` is the day (Asia/Shanghai) on which the present title began, None without owners. `rows` are the
    sheet rows (from 1) that it was read from; they do not count when two units are compared.
    """

    building: str
    fields: UnitFields
    owners: tuple[SheetOwner, ...] = ()
    title_starts: date | None = None
    rows: tuple[int, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, what a clerk should write, an example, and the closed list it offers, if any."""

    field: Field
    header: str
    guidance: Bilingual
    example: str
    width: int
    choices: tuple[str, ...] = ()
    # Text that Excel must not turn into a number or a date.
    text: bool = False


USAGES = {label(usage, Language.ZH): usage for usage in Usage}
AREA_SOURCES = {label(source, Language.ZH): source for source in AreaSource}
DOCUMENT_KINDS = {label(kind, Language.ZH): kind for kind in DocumentKind}

COLUMNS: tuple[Column, ...] = (
    Column(
        Field.BUILDING,
        "楼栋",
        Bilingual("必填。楼栋名称，与系统中一致。", "Required. The building's name as in the system."),
        "朝阳区南湖中园125号楼",
        26,
        text=True,
    ),
    Column(
        Field.ENTRANCE,
        "单元号",
        Bilingual("没有单元的可以空着。", "May be empty where a building has no entrances."),
        "1",
        8,
        text=True,
    ),
    Column(
        Field.FLOOR,
        "实际层",
        Bilingual("必填。整数，地下为负数。", "Required. Integer, below ground negative."),
        "1",
        8,
    ),
    Column(Field.FLOOR_FROM, "起始层", Bilingual("必填。整数。", "Required. Integer."), "1", 8),
    Column(
        Field.FLOOR_TO,
        "终止层",
        Bilingual("必填。整数，不小于起始层；复式房屋大于起始层。", "Required. Integer, not below the start floor."),
        "2",
        8,
    ),
    Column(
        Field.ROOM,
        "房间号",
        Bilingual("必填。文本，保留前导零，如 0101。", "Required. Text; keep leading zeros, as in 0101."),
        "0102",
        12,
        text=True,
    ),
    Column(
        Field.USAGE,
        "分户用途",
        Bilingual("必填。从列表中选择。", "Required. Choose from the list."),
        label(Usage.HOME, Language.ZH),
        12,
        choices=tuple(USAGES),
    ),
    Column(Field.LAYOUT, "户型结构", Bilingual("可以空着。", "May be empty."), "其它", 12, text=True),
    Column(
        Field.AREA,
        "建筑面积",
        Bilingual("必填。平方米，最多两位小数。", "Required. Square metres, at most two decimals."),
        "207.10",
        12,
    ),
    Column(
        Field.AREA_SOURCE,
        "面积来源",
        Bilingual("必填。从列表中选择。", "Required. Choose from the list."),
        label(AreaSource.REGISTER, Language.ZH),
        12,
        choices=tuple(AREA_SOURCES),
    ),
    Column(
        Field.DEVELOPER_STOCK,
        "建设单位未售",
        Bilingual("必填。是或否。", "Required. 是 (yes) or 否 (no): unsold stock of the developer."),
        NO,
        14,
        choices=(YES, NO),
    ),
    Column(
        Field.DELIVERED,
        "已交付",
        Bilingual("必填。是或否。", "Required. 是 (yes) or 否 (no): handed over to the buyer."),
        YES,
        8,
        choices=(YES, NO),
    ),
    Column(
        Field.OWNER,
        "产权人",
        Bilingual(
            "姓名或单位名称，一行一人；不知道产权人的，后四列都空着。", "Name; one owner a row, empty if unknown."
        ),
        "示例业主",
        18,
        text=True,
    ),
    Column(
        Field.DOCUMENT_KIND,
        "证件类型",
        Bilingual("有产权人时必填，从列表中选择。", "Required with an owner. Choose from the list."),
        label(DocumentKind.ID_CARD, Language.ZH),
        20,
        choices=tuple(DOCUMENT_KINDS),
    ),
    Column(
        Field.DOCUMENT_NUMBER,
        "证件号码",
        Bilingual("有产权人时必填。文本，不能是科学计数。", "Required with an owner. Text, never a number."),
        "110101190001010014",
        24,
        text=True,
    ),
    Column(
        Field.TITLE_STARTS,
        "产权起始日",
        Bilingual("有产权人时必填。登记日期，如 2020-01-31。", "Required with an owner. A date such as 2020-01-31."),
        "2020-01-31",
        14,
    ),
)

BY_FIELD = {column.field: column for column in COLUMNS}


def column_letter(index: int) -> str:
    """The letter of the `index`-th column, from 0: A, B, …, Z, AA, …"""
    letters = ""
    index += 1
    while index:
        index, place = divmod(index - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
