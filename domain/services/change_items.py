"""The changes of a set as drafted: read from their rows with the owners decrypted, and written back encrypted."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.rules.register import UnitFields
from domain.rules.terms import AreaSource, DocumentKind, Usage
from domain.services.owners import NamedOwner
from domain.store.crypto import FieldCrypto
from domain.store.tables import Change, Unit

ADD_BUILDING, ADD_UNIT, CHANGE_UNIT = "add_building", "add_unit", "change_unit"


@dataclass(frozen=True, slots=True)
class Seen:
    """The unit as it stood when its change was put in the set, with the title in force then."""

    unit: UnitFields
    title_id: UUID | None


@dataclass(frozen=True, slots=True)
class Item:
    """One change of a set.

    `building_id` is a building of the register; a unit of a building that the set itself adds names it in
    `new_building`, as does the change that adds it. `owners` is None where the owners stay as they are. `title_from`
    is the register's instant of the new title, None for the instant of the submission. `row` is the sheet's.
    """

    id: UUID
    kind: str
    building_id: UUID | None = None
    new_building: str | None = None
    building_number: str | None = None
    unit_id: UUID | None = None
    unit: UnitFields | None = None
    owners: tuple[NamedOwner, ...] | None = None
    title_from: datetime | None = None
    seen: Seen | None = None
    row: int | None = None


def fields_of(unit: Unit) -> UnitFields:
    """A unit's fields as the register has them."""
    return UnitFields(
        entrance=unit.entrance,
        floor=unit.floor,
        floor_from=unit.floor_from,
        floor_to=unit.floor_to,
        room=unit.room,
        usage=unit.usage,
        layout=unit.layout,
        area=unit.area,
        area_source=unit.area_source,
        developer_stock=unit.developer_stock,
        delivered=unit.delivered,
    )


def unit_values(unit: UnitFields) -> dict[str, Any]:
    """The same as values by name: columns of `units`, and keys of a drafted change."""
    return {
        "entrance": unit.entrance,
        "floor": unit.floor,
        "floor_from": unit.floor_from,
        "floor_to": unit.floor_to,
        "room": unit.room,
        "usage": unit.usage.value,
        "layout": unit.layout,
        "area": unit.area,
        "area_source": unit.area_source.value,
        "developer_stock": unit.developer_stock,
        "delivered": unit.delivered,
    }


def row_values(crypto: FieldCrypto, change_set_id: UUID, item: Item) -> dict[str, Any]:
    """The item as a row of `changes`."""
    fields: dict[str, Any] = {"new_building": item.new_building, "building_number": item.building_number}
    if item.unit is not None:
        fields["unit"] = unit_values(item.unit)
    if item.title_from is not None:
        fields["title_from"] = item.title_from.isoformat()
    if item.seen is not None:
        title = item.seen.title_id
        fields["seen"] = {"unit": unit_values(item.seen.unit), "title_id": str(title) if title else None}
    return {
        "id": item.id,
        "change_set_id": change_set_id,
        "kind": item.kind,
        "building_id": item.building_id,
        "unit_id": item.unit_id,
        "fields": {name: value for name, value in fields.items() if value is not None},
        "owners": None if item.owners is None else _sealed(crypto, item.id, item.owners),
        "row": item.row,
    }


def item_of(crypto: FieldCrypto, change: Change) -> Item:
    """A row of `changes` as an item."""
    fields = change.fields
    seen, since = fields.get("seen"), fields.get("title_from")
    return Item(
        id=change.id,
        kind=change.kind,
        building_id=change.building_id,
        new_building=fields.get("new_building"),
        building_number=fields.get("building_number"),
        unit_id=change.unit_id,
        unit=_unit(fields["unit"]) if "unit" in fields else None,
        owners=None if change.owners is None else _opened(crypto, change.id, change.owners),
        title_from=datetime.fromisoformat(since) if since else None,
        seen=Seen(_unit(seen["unit"]), UUID(seen["title_id"]) if seen["title_id"] else None) if seen else None,
        row=change.row,
    )


async def items_of(session: AsyncSession, crypto: FieldCrypto, change_set_id: UUID) -> list[Item]:
    """The set's items: buildings first, then by sheet row, then as they were put in."""
    rows = await session.scalars(
        select(Change)
        .where(Change.change_set_id == change_set_id)
        .order_by(Change.kind != ADD_BUILDING, Change.row.nulls_last(), Change.id)
    )
    return [item_of(crypto, change) for change in rows]


def _unit(values: dict[str, Any]) -> UnitFields:
    return UnitFields(**{**values, "usage": Usage(values["usage"]), "area_source": AreaSource(values["area_source"])})


def _sealed(crypto: FieldCrypto, change_id: UUID, owners: Iterable[NamedOwner]) -> bytes:
    listed = [[owner.name, owner.document_kind.value, owner.document_number, owner.share] for owner in owners]
    return crypto.encrypt("changes.owners", change_id, json.dumps(listed, ensure_ascii=False))


def _opened(crypto: FieldCrypto, change_id: UUID, sealed: bytes) -> tuple[NamedOwner, ...]:
    listed = json.loads(crypto.decrypt("changes.owners", change_id, sealed))
    return tuple(NamedOwner(name, DocumentKind(kind), number, share) for name, kind, number, share in listed)
