"""What can be wrong with a sheet: a closed list of faults, each with a place and a sentence that says what to do."""

from dataclasses import dataclass
from enum import StrEnum

from domain.services.wording import Bilingual


class FaultCode(StrEnum):
    """Every fault of a file, a sheet, a header, a row or a cell."""

    TOO_LARGE = "too_large"
    NOT_XLSX = "not_xlsx"
    OLD_OR_LOCKED = "old_or_locked"
    DAMAGED = "damaged"
    SWELLS = "swells"
    NO_SHEET = "no_sheet"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    EMPTY = "empty"
    HEADER_MISSING = "header_missing"
    HEADER_REPEATED = "header_repeated"
    HEADER_UNKNOWN = "header_unknown"
    MERGED = "merged"
    FORMULA = "formula"
    ERROR_VALUE = "error_value"
    REQUIRED = "required"
    OWNER_INCOMPLETE = "owner_incomplete"
    NUMBER_FOR_TEXT = "number_for_text"
    DATE_FOR_TEXT = "date_for_text"
    SCIENTIFIC = "scientific"
    INVISIBLE = "invisible"
    TOO_LONG = "too_long"
    NOT_AN_INTEGER = "not_an_integer"
    FLOOR_OUT_OF_RANGE = "floor_out_of_range"
    FLOORS_REVERSED = "floors_reversed"
    NOT_AN_AREA = "not_an_area"
    TOO_MANY_DECIMALS = "too_many_decimals"
    AREA_OUT_OF_RANGE = "area_out_of_range"
    NOT_IN_LIST = "not_in_list"
    NOT_A_DATE = "not_a_date"
    DOCUMENT_SHAPE = "document_shape"
    DOCUMENT_BIRTH_DATE = "document_birth_date"
    DOCUMENT_CHECK_DIGIT = "document_check_digit"
    UNIT_REPEATED = "unit_repeated"
    UNIT_DIFFERS = "unit_differs"
    OWNER_REPEATED = "owner_repeated"


SENTENCES: dict[FaultCode, Bilingual] = {
    FaultCode.TOO_LARGE: Bilingual("文件超过 {limit} MB，请分楼栋导入", "The file is larger than {limit} MB; split it"),
    FaultCode.NOT_XLSX: Bilingual("不是 .xlsx 工作簿，请使用下载的模板", "Not an .xlsx workbook; use the template"),
    FaultCode.OLD_OR_LOCKED: Bilingual(
        "文件是旧版 .xls 或设有密码，请另存为无密码的 .xlsx", "Old .xls or locked by a password; save as plain .xlsx"
    ),
    FaultCode.DAMAGED: Bilingual("文件已损坏，请用 Excel 重新保存", "The file is damaged; save it again in Excel"),
    FaultCode.SWELLS: Bilingual("文件解压后过大，拒绝读取", "The file swells beyond the limit when unpacked"),
    FaultCode.NO_SHEET: Bilingual("没有名为“{name}”的工作表", "There is no sheet named {name}"),
    FaultCode.TOO_MANY_ROWS: Bilingual("超过 {limit} 行，请分楼栋导入", "More than {limit} rows; split the sheet"),
    FaultCode.TOO_MANY_COLUMNS: Bilingual(
        "在第 {limit} 列之后还有内容，请删除", "There is content beyond column {limit}; delete it"
    ),
    FaultCode.EMPTY: Bilingual("没有可导入的房屋", "There is no unit to import"),
    FaultCode.HEADER_MISSING: Bilingual("第一行缺少表头“{name}”", "The first row lacks the header {name}"),
    FaultCode.HEADER_REPEATED: Bilingual("表头重复，第一次在 {first} 列", "The header is repeated, first in {first}"),
    FaultCode.HEADER_UNKNOWN: Bilingual("不认识的表头，请删除这一列", "Unknown header; delete the column"),
    FaultCode.MERGED: Bilingual("{range} 是合并单元格，请取消合并", "{range} is merged; unmerge it"),
    FaultCode.FORMULA: Bilingual("是公式，请粘贴为数值", "Is a formula; paste it as a value"),
    FaultCode.ERROR_VALUE: Bilingual("是 Excel 的错误值", "Is an error value of Excel"),
    FaultCode.REQUIRED: Bilingual("不能为空", "Must not be empty"),
    FaultCode.OWNER_INCOMPLETE: Bilingual(
        "产权人、证件类型、证件号码、产权起始日应同时填写", "Owner, document kind, number and title date go together"
    ),
    FaultCode.NUMBER_FOR_TEXT: Bilingual(
        "存成了数字，前导零或末几位可能已丢失，请设为文本后重新填写",
        "Stored as a number, digits may be lost; set the cell to text and enter it again",
    ),
    FaultCode.DATE_FOR_TEXT: Bilingual(
        "被 Excel 变成了日期，请设为文本后重新填写", "Turned into a date by Excel; set it to text and enter it again"
    ),
    FaultCode.SCIENTIFIC: Bilingual(
        "是科学计数，末几位已丢失，请按证件重新填写", "In scientific notation, digits are lost; enter it again"
    ),
    FaultCode.INVISIBLE: Bilingual("含有换行或不可见字符", "Contains a line break or an invisible character"),
    FaultCode.TOO_LONG: Bilingual("超过 {limit} 个字", "Longer than {limit} characters"),
    FaultCode.NOT_AN_INTEGER: Bilingual("应为整数", "Must be an integer"),
    FaultCode.FLOOR_OUT_OF_RANGE: Bilingual("楼层应在 {least} 至 {most} 之间", "Must be between {least} and {most}"),
    FaultCode.FLOORS_REVERSED: Bilingual("终止层不能小于起始层", "Must not be below the start floor"),
    FaultCode.NOT_AN_AREA: Bilingual("应为数字，单位平方米", "Must be a number of square metres"),
    FaultCode.TOO_MANY_DECIMALS: Bilingual("最多两位小数", "At most two decimals"),
    FaultCode.AREA_OUT_OF_RANGE: Bilingual("应大于 0 且小于 1,000,000", "Must be above 0 and below 1,000,000"),
    FaultCode.NOT_IN_LIST: Bilingual("应为：{choices}", "Must be one of: {choices}"),
    FaultCode.NOT_A_DATE: Bilingual("应为日期，如 2020-01-31", "Must be a date such as 2020-01-31"),
    FaultCode.DOCUMENT_SHAPE: Bilingual(
        "位数或字符与证件类型不符", "The length or the characters do not fit this kind of document"
    ),
    FaultCode.DOCUMENT_BIRTH_DATE: Bilingual("号码中的出生日期不存在", "The birth date in the number does not exist"),
    FaultCode.DOCUMENT_CHECK_DIGIT: Bilingual(
        "校验码不对，请核对每一位", "The check digit does not fit; compare every digit"
    ),
    FaultCode.UNIT_REPEATED: Bilingual(
        "与第 {first} 行是同一房屋，且没有另一位产权人", "The same unit as row {first}, without another owner"
    ),
    FaultCode.UNIT_DIFFERS: Bilingual(
        "与第 {first} 行是同一房屋，但此列不同", "The same unit as row {first}, but this column differs"
    ),
    FaultCode.OWNER_REPEATED: Bilingual(
        "与第 {first} 行是同一房屋的同一产权人", "The same owner of the same unit as row {first}"
    ),
}


@dataclass(frozen=True, slots=True)
class SheetFault:
    """One fault. `row` counts from 1 as Excel shows it, `column` is the letter, `header` the column's heading; each is
    None where the fault has no such place. `reason` never repeats the cell, which may hold personal data.
    """

    code: FaultCode
    reason: Bilingual
    row: int | None = None
    column: str | None = None
    header: str | None = None


class FileRefused(Exception):
    """The file as a whole cannot be read."""

    def __init__(self, fault: SheetFault) -> None:
        super().__init__(fault.reason.en)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the sheet: the row from 1, the column's letter, the column's heading."""

    row: int | None = None
    column: str | None = None
    header: str | None = None


NOWHERE = Place()


def fault(code: FaultCode, place: Place = NOWHERE, /, **details: object) -> SheetFault:
    """The fault `code` at its place; `details` fill the sentence."""
    sentence = SENTENCES[code]
    if details:
        sentence = Bilingual(sentence.zh.format(**details), sentence.en.format(**details))
    return SheetFault(code=code, reason=sentence, row=place.row, column=place.column, header=place.header)
