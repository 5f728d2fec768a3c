"""Importing a register from Excel: a preview of all that would change, applied by submitting it and not before."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select
from uuid_utils.compat import uuid7

from domain.rules.policy import Permission
from domain.rules.refusals import SHANGHAI, Fault, NotFound, SheetHasFaults
from domain.services.access import require
from domain.services.change_check import Standing, set_faults, standing, unchanged
from domain.services.change_items import ADD_BUILDING, ADD_UNIT, CHANGE_UNIT, Item, Seen, fields_of, row_values
from domain.services.change_sets import DRAFT, check_accepted, record
from domain.services.owners import NamedOwner
from domain.services.sheets.columns import SheetUnit
from domain.services.sheets.faults import SheetFault
from domain.services.sheets.read import SheetReading, read_units
from domain.services.uploads import REGISTER_SHEET, forget, received_file
from domain.store.crypto import FieldCrypto
from domain.store.database import Transaction
from domain.store.tables import Building, Change, ChangeSet, Unit

SHOWN_FAULTS = 500
# What is applied is applied as a whole, within the ten seconds that an operation has.
MOST_UNITS = 20_000
_TOO_MANY = Fault(
    "file",
    f"一次最多导入 {MOST_UNITS:,} 套房屋，请分楼栋导入。",
    f"At most {MOST_UNITS:,} units are imported at once; split the sheet by building.",
)


@dataclass(frozen=True, slots=True)
class SheetPreviewed:
    """A drafted set with what the sheet would change; its counts say how many units stay as they are."""

    change_set: ChangeSet


async def preview(tx: Transaction, upload_id: UUID) -> SheetPreviewed:
    """Draft the changes that an uploaded sheet makes to its estate's register. Nothing of the register changes.

    A unit is known by building, entrance and room; a building that the register lacks is added; units that the sheet
    leaves out stay as they are, and so do the owners of a unit for which it names none. Raises `NotFound`, and
    `SheetHasFaults` with the faults of the file and of what it would do, by row and column.
    """
    file = await received_file(tx, upload_id)
    estate_id = file.upload.estate_id
    if estate_id is None or file.upload.purpose != REGISTER_SHEET:
        raise NotFound()
    held = await require(tx, Permission.MAINTAIN_REGISTER, estate_id)
    await check_accepted(tx, estate_id)
    reading = await _read(file.content)
    if reading.faults:
        raise _refused([_sheet_fault(fault) for fault in reading.faults])
    if len(reading.units) > MOST_UNITS:
        raise _refused([_TOO_MANY])
    items = await _items(tx, estate_id, reading.units)
    now = await standing(tx.session, tx.crypto, estate_id, items)
    items = [_seen(item, now) for item in items]
    faults = await asyncio.to_thread(set_faults, tx.crypto, now, items, await tx.now())
    if faults:
        raise _refused(faults)
    idle = unchanged(now, items)
    change_set = await _write(tx, estate_id, [item for item in items if item.id not in idle], len(idle))
    change_set.file_name, change_set.file_sha256 = file.upload.file_name, sha256(file.content).digest()
    await forget(tx, file)
    await tx.session.refresh(change_set)
    record(tx, "change_set.opened", change_set, held, source="sheet", **(change_set.counts or {}))
    return SheetPreviewed(change_set)


async def _read(content: bytes) -> SheetReading:
    # A large sheet takes seconds: in a thread, so that this process goes on answering.
    return await asyncio.to_thread(read_units, content)


def _refused(faults: Sequence[Fault]) -> SheetHasFaults:
    return SheetHasFaults(len(faults), list(faults[:SHOWN_FAULTS]))


def _sheet_fault(fault: SheetFault) -> Fault:
    """A fault of the file with its place in the sentence."""
    path = "file" if fault.row is None else f"rows.{fault.row}" + (f".{fault.column}" if fault.column else "")
    zh, en = "", ""
    if fault.row is not None:
        zh, en = f"第 {fault.row} 行", f"row {fault.row}"
        if fault.column is not None:
            zh, en = f"{zh} {fault.column} 列", f"{en}, column {fault.column}"
        if fault.header is not None:
            zh, en = f"{zh}“{fault.header}”", f"{en} ({fault.header})"
    zh, en = (f"{zh}：", f"{en}: ") if zh else ("", "")
    return Fault(path, f"{zh}{fault.reason.zh}。", f"{en}{fault.reason.en}.")


async def _items(tx: Transaction, estate_id: UUID, units: Sequence[SheetUnit]) -> list[Item]:
    buildings = {
        row.name: row.id
        for row in await tx.session.execute(
            select(Building.id, Building.name).where(Building.estate_id == estate_id, Building.removed_at.is_(None))
        )
    }
    known = {
        (row.building_id, row.entrance, row.room): row.id
        for row in await tx.session.execute(
            select(Unit.id, Unit.building_id, Unit.entrance, Unit.room).where(
                Unit.estate_id == estate_id, Unit.removed_at.is_(None)
            )
        )
    }
    lacking = dict.fromkeys(unit.building for unit in units if unit.building not in buildings)
    added = [Item(uuid7(), ADD_BUILDING, new_building=name) for name in lacking]
    return added + [_item(unit, buildings, known) for unit in units]


def _item(unit: SheetUnit, buildings: Mapping[str, UUID], known: Mapping[tuple[UUID, str, str], UUID]) -> Item:
    owners = tuple(NamedOwner(owner.name, owner.document_kind, owner.number) for owner in unit.owners) or None
    item = Item(
        uuid7(),
        ADD_UNIT,
        unit=unit.fields,
        owners=owners,
        title_from=_midnight(unit.title_starts) if unit.title_starts else None,
        row=unit.rows[0] if unit.rows else None,
    )
    building = buildings.get(unit.building)
    if building is None:
        return replace(item, new_building=unit.building)
    unit_id = known.get((building, unit.fields.entrance, unit.fields.room))
    kind = ADD_UNIT if unit_id is None else CHANGE_UNIT
    return replace(item, kind=kind, building_id=building, unit_id=unit_id)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)


def _seen(item: Item, now: Standing) -> Item:
    if item.unit_id is None or item.unit_id not in now.units:
        return item
    present = now.present_title(item.unit_id)
    return replace(item, seen=Seen(fields_of(now.units[item.unit_id]), present.id if present else None))


async def _write(tx: Transaction, estate_id: UUID, items: Sequence[Item], idle: int) -> ChangeSet:
    counts = {
        "buildings": sum(item.kind == ADD_BUILDING for item in items),
        "added": sum(item.kind == ADD_UNIT for item in items),
        "changed": sum(item.kind == CHANGE_UNIT for item in items),
        "unchanged": idle,
    }
    account = tx.actor.account_id
    if account is None:
        raise NotFound()
    change_set = ChangeSet(
        id=uuid7(), estate_id=estate_id, state=DRAFT, source="sheet", opened_by=account, counts=counts
    )
    tx.session.add(change_set)
    await tx.session.flush()
    rows = await asyncio.to_thread(_rows, tx.crypto, change_set.id, items)
    if rows:
        await tx.session.execute(insert(Change.metadata.tables[Change.__tablename__]), rows)
    return change_set


def _rows(crypto: FieldCrypto, change_set_id: UUID, items: Sequence[Item]) -> list[dict[str, Any]]:
    return [row_values(crypto, change_set_id, item) for item in items]
