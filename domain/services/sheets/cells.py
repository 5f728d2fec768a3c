"""One cell's raw value into what its column means, or the fault that says why not."""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import TypeAlias, TypeVar

from domain.rules.register import HIGHEST_FLOOR, LARGEST_AREA, LOWEST_FLOOR
from domain.services.sheets.columns import (
    AREA_SOURCES,
    DOCUMENT_KINDS,
    NO,
    USAGES,
    YES,
    Field,
)
from domain.services.sheets.faults import FaultCode
from domain.services.sheets.grid import Raw

Parsed: TypeAlias = object
T = TypeVar("T")


SCIENTIFIC = re.compile(r"[0-9](\.[0-9]+)?[eE]\+[0-9]+", re.ASCII)
DECIMAL = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?", re.ASCII)
DAY = re.compile(r"([0-9]{4})(?:-|/|\.|年)([0-9]{1,2})(?:-|/|\.|月)([0-9]{1,2})日?", re.ASCII)

# Full-width digits and letters, as Chinese input methods leave them.
HALF_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
HALF_WIDTH_NUMBER = HALF_WIDTH | {ord("．"): ord("."), ord("－"): ord("-"), ord("＋"): ord("+"), ord("／"): ord("/")}

# What registers and clerks also call them.
OTHER_USAGES = {"普通住宅": USAGES["住宅"], "人防": USAGES["人防工程"], "公共设备间": USAGES["设备间"]}
OTHER_AREA_SOURCES = {"登记": AREA_SOURCES["不动产登记"], "合同": AREA_SOURCES["买卖合同"]}
OTHER_DOCUMENTS = {"身份证": DOCUMENT_KINDS["居民身份证"]}


class CellFault(Exception):
    """The cell cannot mean what its column asks for."""

    def __init__(self, code: FaultCode, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def is_blank(raw: Raw) -> bool:
    """Whether the cell is empty to the eye."""
    return isinstance(raw, str) and not raw.strip()


def parse_cell(field: Field, raw: Raw) -> Parsed:
    """What the cell means; None for an empty one. Raises CellFault."""
    if is_blank(raw):
        return "" if field in (Field.ENTRANCE, Field.LAYOUT) else None
    return PARSERS[field](raw)


def _text(limit: int, *, exact: bool = False, narrow: bool = True) -> Callable[[Raw], str]:
    """Text of at most `limit` characters. `exact` refuses a number: its leading zeros or last digits may be lost.
    `narrow` turns full-width digits and letters into plain ones; names are left as they are.
    """

    def parse(raw: Raw) -> str:
        text = _as_text(raw, exact=exact).strip()
        if narrow and not text.isascii():
            text = text.translate(HALF_WIDTH)
        if not text.isprintable() and any(
            unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") for character in text
        ):
            raise CellFault(FaultCode.INVISIBLE)
        if len(text) > limit:
            raise CellFault(FaultCode.TOO_LONG, limit=limit)
        if exact and SCIENTIFIC.fullmatch(text):
            raise CellFault(FaultCode.SCIENTIFIC)
        return text

    return parse


def _as_text(raw: Raw, *, exact: bool) -> str:
    if isinstance(raw, str):
        return raw
    if isinstance(raw, date):
        raise CellFault(FaultCode.DATE_FOR_TEXT)
    if exact or isinstance(raw, bool) or not math.isfinite(raw) or raw != int(raw):
        raise CellFault(FaultCode.NUMBER_FOR_TEXT)
    return str(int(raw))


def _number(raw: Raw, code: FaultCode) -> Decimal:
    """The exact decimal that the clerk sees, never the float itself.

    Excel shows no more than 15 digits, and 15 digits always survive the way through a float: 107.80000000000001, the
    remains of a sum, is 107.8 to whoever looks at it.
    """
    if isinstance(raw, str):
        text = raw.strip().translate(HALF_WIDTH_NUMBER)
    elif isinstance(raw, int | float) and not isinstance(raw, bool):
        text = f"{raw:.15g}"
    else:
        raise CellFault(code)
    # Excel spells large and small numbers with an exponent, people do not.
    if isinstance(raw, str) and not DECIMAL.fullmatch(text):
        raise CellFault(code)
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise CellFault(code) from None
    if not number.is_finite():
        raise CellFault(code)
    return number


def _floor(raw: Raw) -> int:
    number = _number(raw, FaultCode.NOT_AN_INTEGER)
    if not LOWEST_FLOOR <= number <= HIGHEST_FLOOR:
        raise CellFault(FaultCode.FLOOR_OUT_OF_RANGE, least=LOWEST_FLOOR, most=HIGHEST_FLOOR)
    if number != number.to_integral_value():
        raise CellFault(FaultCode.NOT_AN_INTEGER)
    return int(number)


def _area(raw: Raw) -> int:
    number = _number(raw, FaultCode.NOT_AN_AREA)
    if not 0 < number < LARGEST_AREA // 100:
        raise CellFault(FaultCode.AREA_OUT_OF_RANGE)
    hundredths = number.scaleb(2)
    if hundredths != hundredths.to_integral_value():
        raise CellFault(FaultCode.TOO_MANY_DECIMALS)
    return int(hundredths)


def _listed(choices: Mapping[str, T], others: Mapping[str, T]) -> Callable[[Raw], T]:
    def parse(raw: Raw) -> T:
        text = raw.strip() if isinstance(raw, str) else ""
        if text in choices:
            return choices[text]
        if text in others:
            return others[text]
        raise CellFault(FaultCode.NOT_IN_LIST, choices="、".join(choices))

    return parse


def _yes_or_no(raw: Raw) -> bool:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and raw.strip() in (YES, NO):
        return raw.strip() == YES
    raise CellFault(FaultCode.NOT_IN_LIST, choices=f"{YES}、{NO}")


def _day(raw: Raw) -> date:
    if isinstance(raw, datetime):
        if raw.time() != time(0):
            raise CellFault(FaultCode.NOT_A_DATE)
        return raw.date()
    if isinstance(raw, date):
        return raw
    spelled = DAY.fullmatch(raw.strip().translate(HALF_WIDTH_NUMBER)) if isinstance(raw, str) else None
    if spelled is None:
        raise CellFault(FaultCode.NOT_A_DATE)
    try:
        return date(int(spelled[1]), int(spelled[2]), int(spelled[3]))
    except ValueError:
        raise CellFault(FaultCode.NOT_A_DATE) from None


PARSERS: dict[Field, Callable[[Raw], Parsed]] = {
    Field.BUILDING: _text(100),
    Field.ENTRANCE: _text(20),
    Field.FLOOR: _floor,
    Field.FLOOR_FROM: _floor,
    Field.FLOOR_TO: _floor,
    Field.ROOM: _text(50, exact=True),
    Field.USAGE: _listed(USAGES, OTHER_USAGES),
    Field.LAYOUT: _text(50),
    Field.AREA: _area,
    Field.AREA_SOURCE: _listed(AREA_SOURCES, OTHER_AREA_SOURCES),
    Field.DEVELOPER_STOCK: _yes_or_no,
    Field.DELIVERED: _yes_or_no,
    Field.OWNER: _text(100, narrow=False),
    Field.DOCUMENT_KIND: _listed(DOCUMENT_KINDS, OTHER_DOCUMENTS),
    Field.DOCUMENT_NUMBER: _text(50, exact=True),
    Field.TITLE_STARTS: _day,
}
