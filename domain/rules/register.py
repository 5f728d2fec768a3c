"""What a register's entries must look like: pure checks that name every fault at once."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from domain.rules.refusals import Fault
from domain.rules.terms import AreaSource, EstateStatus, Usage

LOWEST_FLOOR, HIGHEST_FLOOR = -20, 300
LARGEST_AREA = 100_000_000
"""Areas are below one million square metres, in 0.01 m²."""
SHORTEST_REASON = 5
ACCEPTED = (EstateStatus.PREPARING, EstateStatus.COMPLETED)

_PROJECT_NUMBER = re.compile(r"(\d{9})-\d-\d{3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class UnitFields:
    """A unit as the register's dialog has it (分户). `area` is in 0.01 m²; `delivered`: handed over to the buyer."""

    entrance: str
    floor: int
    floor_from: int
    floor_to: int
    room: str
    usage: Usage
    layout: str
    area: int
    area_source: AreaSource
    developer_stock: bool = False
    delivered: bool = True


def acceptance_faults(status: EstateStatus) -> Iterator[Fault]:
    """An estate is worked on once the district has accepted it; not while it is proposed, nor when turned down."""
    if status not in ACCEPTED:
        yield Fault(
            "estateId", "该小区尚未被受理，请先完成项目受理。", "The district has not accepted this estate yet."
        )


def project_number_faults(path: str, number: str, street_code: str) -> Iterator[Fault]:
    """A project number is the street's code, a digit and three digits: `110105026-1-007`."""
    match = _PROJECT_NUMBER.fullmatch(number)
    if match is None:
        yield Fault(
            path,
            "项目编号的格式是街道代码加“-数字-三位数字”，如 110105026-1-007。",
            "A project number is the street's code, a digit and three digits, such as 110105026-1-007.",
        )
    elif match[1] != street_code:
        yield Fault(
            path,
            f"项目编号应以该小区所在街道的代码 {street_code} 开头。",
            f"The project number begins with the code of the estate's street, {street_code}.",
        )


def text_faults(path: str, text: str, limit: int, *, may_be_empty: bool = False) -> Iterator[Fault]:
    """Text that a person can read: not empty, not too long, nothing invisible."""
    if not text.strip() and not may_be_empty:
        yield Fault(path, "不能为空。", "Must not be empty.")
    if len(text) > limit:
        yield Fault(path, f"不能超过 {limit} 个字。", f"At most {limit} characters.")
    if any(unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp") for character in text):
        yield Fault(
            path, "含有换行或不可见字符，请删除。", "Contains a line break or an invisible character; delete it."
        )


def reason_faults(path: str, reason: str) -> Iterator[Fault]:
    """A reason that says something: at least five characters, at most 500."""
    if len(reason.strip()) < SHORTEST_REASON:
        yield Fault(
            path, f"请写明原因，至少 {SHORTEST_REASON} 个字。", f"Say why, in at least {SHORTEST_REASON} characters."
        )
    if len(reason) > 500:
        yield Fault(path, "不能超过 500 个字。", "At most 500 characters.")


def unit_faults(path: str, unit: UnitFields) -> Iterator[Fault]:
    """Every fault of a unit's fields; paths are `path.field`."""
    yield from text_faults(f"{path}.entrance", unit.entrance, 20, may_be_empty=True)
    yield from text_faults(f"{path}.room", unit.room, 50)
    yield from text_faults(f"{path}.layout", unit.layout, 50, may_be_empty=True)
    for name, floor in (("floor", unit.floor), ("floorFrom", unit.floor_from), ("floorTo", unit.floor_to)):
        if not LOWEST_FLOOR <= floor <= HIGHEST_FLOOR:
            yield Fault(
                f"{path}.{name}",
                f"楼层应在 {LOWEST_FLOOR} 至 {HIGHEST_FLOOR} 之间。",
                f"A floor is between {LOWEST_FLOOR} and {HIGHEST_FLOOR}.",
            )
    if unit.floor_from > unit.floor_to:
        yield Fault(f"{path}.floorTo", "终止层不能小于起始层。", "The end floor is not below the start floor.")
    if not 0 < unit.area < LARGEST_AREA:
        yield Fault(
            f"{path}.area", "建筑面积应大于 0 且小于 1,000,000 平方米。", "The area is above 0 and below 1,000,000 m²."
        )


def title_start_faults(
    path: str, starts_at: datetime, now: datetime, last: tuple[datetime, datetime | None] | None
) -> Iterator[Fault]:
    """The register's instant at which a title begins (民法典 209, 214): not to come, and after the title before it.

    `last` is when the unit's latest title began and when it ended (None: in force), None where it never had one. A
    title that is in force must have lasted; after one that has ended the next may begin at that very instant.
    """
    if starts_at > now:
        yield Fault(
            path,
            "登记时间不能晚于现在：不动产物权自记载于登记簿时变动（民法典 214）。",
            "The register's instant is not in the future: ownership changes when it is entered (Civil Code 214).",
        )
    if last is None:
        return
    began, ended = last
    if (ended is None and starts_at <= began) or (ended is not None and starts_at < ended):
        yield Fault(
            path,
            "登记时间应晚于该房屋上一产权的起始时间，且不能与其期间重叠。",
            "The register's instant is after the start of the unit's last title and does not overlap it.",
        )
