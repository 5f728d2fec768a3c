"""Would this change set leave the register whole? Everything it would break is named before anything is written."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.rules.heads import head_key
from domain.rules.refusals import Fault
from domain.rules.register import text_faults, title_start_faults, unit_faults
from domain.rules.terms import OwnerKind
from domain.services.change_items import ADD_BUILDING, CHANGE_UNIT, Item, fields_of
from domain.services.owners import Document, name_faults, owner_faults, owners_by_document
from domain.services.sheets.columns import BY_FIELD, Field
from domain.store.crypto import FieldCrypto
from domain.store.selects import one_of
from domain.store.tables import Building, Owner, Title, Unit

BuildingKey: TypeAlias = UUID | str
"""A building of the register by id, one that the set adds by name."""


# The columns of the sheet by the fields that can be at fault against the register.
_HEADERS = {
    "building": BY_FIELD[Field.BUILDING].header,
    "room": BY_FIELD[Field.ROOM].header,
    "area": BY_FIELD[Field.AREA].header,
    "owners": BY_FIELD[Field.OWNER].header,
    "developerStock": BY_FIELD[Field.DEVELOPER_STOCK].header,
    "titleFrom": BY_FIELD[Field.TITLE_STARTS].header,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What of the register a set touches, as it stands: read once, for the check and for the application."""

    estate_id: UUID
    buildings: Mapping[UUID, str]
    units: Mapping[UUID, Unit]
    rooms: Mapping[tuple[UUID, str, str], UUID]
    last_titles: Mapping[UUID, Title]
    owners: Mapping[Document, Owner]

    def present_title(self, unit_id: UUID) -> Title | None:
        """The title in force on a unit."""
        last = self.last_titles.get(unit_id)
        return last if last is not None and last.ends_at is None else None

    def changes_owners(self, item: Item) -> bool:
        """Whether the item's owners are others than those in force; the same ones change nothing."""
        if item.owners is None:
            return False
        present = self.present_title(item.unit_id) if item.unit_id else None
        if present is None:
            return True
        found = [self.owners[owner.document].id for owner in item.owners if owner.document in self.owners]
        return len(found) < len(item.owners) or head_key(found) != present.head_key

    def changes_fields(self, item: Item) -> bool:
        """Whether the item's fields differ from the unit's."""
        unit = self.units.get(item.unit_id) if item.unit_id else None
        return unit is None or item.unit != fields_of(unit)


async def standing(session: AsyncSession, crypto: FieldCrypto, estate_id: UUID, items: Sequence[Item]) -> Standing:
    """The register's present state as far as `items` touch it."""
    unit_ids = [item.unit_id for item in items if item.unit_id is not None]
    buildings = await session.execute(
        select(Building.id, Building.name).where(Building.estate_id == estate_id, Building.removed_at.is_(None))
    )
    names = {row.id: row.name for row in buildings}
    units = await session.scalars(
        select(Unit).where(one_of(Unit.id, unit_ids), Unit.estate_id == estate_id, Unit.removed_at.is_(None))
    )
    rooms = await session.execute(
        select(Unit.building_id, Unit.entrance, Unit.room, Unit.id).where(
            one_of(Unit.building_id, {item.building_id for item in items if item.building_id}),
            Unit.removed_at.is_(None),
        )
    )
    titles = await session.scalars(select(Title).where(one_of(Title.unit_id, unit_ids)).order_by(Title.starts_at))
    documents = {owner.document for item in items for owner in item.owners or ()}
    return Standing(
        estate_id,
        names,
        {unit.id: unit for unit in units},
        {(row.building_id, row.entrance, row.room): row.id for row in rooms},
        {title.unit_id: title for title in titles},
        await owners_by_document(session, crypto, documents),
    )


def set_faults(crypto: FieldCrypto, now: Standing, items: Sequence[Item], at: datetime) -> list[Fault]:
    """Every fault of the set as a whole, at the instant `at`; empty when it can be applied."""
    if not items:
        return [Fault("changes", "变更单是空的，请先添加内容。", "The change set is empty; add something first.")]
    faults = list(_building_faults(now, items))
    added = {item.new_building for item in items if item.kind == ADD_BUILDING}
    for item in items:
        if item.kind == ADD_BUILDING:
            continue
        if item.building_id is None and item.new_building not in added:
            faults.append(_placed(item, now, Fault(f"{path_of(item)}.building", "没有这栋楼。", "No such building.")))
        faults += (_placed(item, now, fault) for fault in _item_faults(crypto, now, item, at))
    faults += _room_faults(now, items)
    return faults


def _building_faults(now: Standing, items: Sequence[Item]) -> Iterator[Fault]:
    added = [item for item in items if item.kind == ADD_BUILDING]
    taken = Counter([*now.buildings.values(), *(item.new_building for item in added)])
    for item in added:
        name = item.new_building or ""
        yield from text_faults(f"{path_of(item)}.name", name, 100)
        if taken[name] > 1:
            yield Fault(f"{path_of(item)}.name", f"楼栋“{name}”已经存在。", f"A building {name} is already there.")


def _item_faults(crypto: FieldCrypto, now: Standing, item: Item, at: datetime) -> Iterator[Fault]:
    path = path_of(item)
    if item.kind == CHANGE_UNIT:
        yield from _changed_meanwhile(now, item)
    if item.building_id is not None and item.building_id not in now.buildings:
        yield Fault(f"{path}.building", "所在楼栋已被移除。", "Its building has been removed.")
    if item.unit is not None:
        yield from unit_faults(path, item.unit)
    if item.owners is None or item.unit is None:
        return
    yield from owner_faults(f"{path}.owners", item.owners)
    yield from name_faults(
        crypto, ((f"{path}.owners.{place}", owner) for place, owner in enumerate(item.owners)), now.owners
    )
    if item.unit.developer_stock and any(owner.kind is OwnerKind.PERSON for owner in item.owners):
        yield Fault(
            f"{path}.developerStock",
            "个人名下的房屋不是建设单位未售房屋，请取消“建设单位未售”。",
            "A unit that a person owns is not the developer's stock; clear that mark.",
        )
    if now.changes_owners(item):
        last = now.last_titles.get(item.unit_id) if item.unit_id else None
        period = (last.starts_at, last.ends_at) if last else None
        yield from title_start_faults(f"{path}.titleFrom", item.title_from or at, at, period)


def _changed_meanwhile(now: Standing, item: Item) -> Iterator[Fault]:
    unit = now.units.get(item.unit_id) if item.unit_id else None
    if unit is None:
        yield Fault(path_of(item), "房屋已被移除，请删除这一条。", "The unit has been removed; drop this change.")
        return
    present = now.present_title(unit.id)
    if item.seen is None or item.seen.unit == fields_of(unit):
        what_zh, what_en = "产权人", "owners"
        same = item.seen is not None and (present.id if present else None) == item.seen.title_id
    else:
        what_zh, what_en, same = "房屋信息", "fields", False
    if not same:
        yield Fault(
            path_of(item),
            f"加入变更单之后，该房屋的{what_zh}已被他人修改。请删除这一条，核对后重新填写。",
            f"Somebody changed the unit's {what_en} after this was drafted. Drop it, check and enter it again.",
        )


def _room_faults(now: Standing, items: Sequence[Item]) -> Iterator[Fault]:
    """No two units of a building share entrance and room, once the set is applied."""
    changed = {item.unit_id for item in items if item.unit_id is not None}
    taken: dict[tuple[BuildingKey, str, str], Item | None] = {
        place: None for place, unit_id in now.rooms.items() if unit_id not in changed
    }
    for item in items:
        if item.unit is None:
            continue
        place = (building_key(item), item.unit.entrance, item.unit.room)
        if place not in taken:
            taken[place] = item
            continue
        other = taken[place]
        row = f"（第 {other.row} 行）" if other and other.row else ""
        yield _placed(
            item,
            now,
            Fault(
                f"{path_of(item)}.room",
                f"该楼栋同一单元已有房间号“{item.unit.room}”{row}。",
                f"The building already has the room {item.unit.room} in this entrance.",
            ),
        )


def building_key(item: Item) -> BuildingKey:
    """The building in which an item's unit is."""
    return item.building_id or item.new_building or ""


def path_of(item: Item) -> str:
    """Where a fault of this item is: its sheet row, or its id."""
    return f"rows.{item.row}" if item.row is not None else f"changes.{item.id}"


def _placed(item: Item, now: Standing, fault: Fault) -> Fault:
    """The fault with the unit's name in front, so that it can be read in a list."""
    building = now.buildings.get(item.building_id, "") if item.building_id else item.new_building or ""
    room = " ".join(part for part in (item.unit.entrance, item.unit.room) if part) if item.unit else ""
    row_zh, row_en = (f"第 {item.row} 行 ", f"row {item.row} ") if item.row is not None else ("", "")
    header = _HEADERS.get(fault.path.removeprefix(path_of(item)).strip(".").split(".")[0])
    if item.row is not None and header:
        row_zh, row_en = f"第 {item.row} 行“{header}”列 ", f"row {item.row}, column {header}, "
    return Fault(fault.path, f"{row_zh}{building} {room}：{fault.zh}", f"{row_en}{building} {room}: {fault.en}")


def unchanged(now: Standing, items: Iterable[Item]) -> set[UUID]:
    """The ids of items that would change nothing."""
    return {
        item.id
        for item in items
        if item.kind == CHANGE_UNIT and not now.changes_fields(item) and not now.changes_owners(item)
    }
