"""Applying a change set: all of it in one transaction, or nothing and every fault named."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, literal, select, text, update
from uuid_utils.compat import uuid7

from domain.rules.refusals import InvalidInput
from domain.rules.terms import BuildingSource
from domain.services import unit_colours
from domain.services.change_check import Standing, set_faults, standing, unchanged
from domain.services.change_items import ADD_BUILDING, ADD_UNIT, CHANGE_UNIT, Item, fields_of, items_of, unit_values
from domain.services.change_sets import APPLIED, draft_of, end, record
from domain.services.locks import hold_ballots, hold_register, lock_latest_titles, lock_units
from domain.services.owners import write_owners
from domain.services.titles import WITH_A_ROLL, NewTitle, Replaced, replace_titles, unit_states
from domain.store.bulk import copy_rows
from domain.store.database import Transaction
from domain.store.selects import one_of
from domain.store.tables import Building, ChangeSet, Unit


@dataclass(frozen=True, slots=True)
class ChangeSetApplied:
    """The register is as the set says; `change_set.counts` has how many buildings, units and titles that took."""

    change_set: ChangeSet


async def submit(tx: Transaction, change_set_id: UUID) -> ChangeSetApplied:
    """Apply a drafted set as a whole.

    Raises `InvalidInput` with every fault (a unit that somebody changed since it was drafted among them) and
    `NotInThisState`. Sets of one estate are applied one after the other.
    """
    change_set, held = await draft_of(tx, change_set_id)
    items = await items_of(tx.session, tx.crypto, change_set.id)
    await _lock(tx, change_set.estate_id, items)
    # After the locks: what was cast or entered before them lies before this instant.
    at = await tx.now()
    now = await standing(tx.session, tx.crypto, change_set.estate_id, items)
    # Thousands of changes take a second to check: in a thread, so that this process goes on answering.
    faults = await asyncio.to_thread(set_faults, tx.crypto, now, items, at)
    if faults:
        raise InvalidInput(faults)
    idle = unchanged(now, items)
    counts = await _apply(tx, now, [item for item in items if item.id not in idle], at)
    before = change_set.counts or {}
    change_set.counts = {**counts, "unchanged": len(idle) + int(before.get("unchanged", 0))}
    await end(tx, change_set, APPLIED)
    unit_colours.wake(tx, change_set.estate_id)
    record(tx, "change_set.applied", change_set, held, **change_set.counts)
    return ChangeSetApplied(change_set)


async def _lock(tx: Transaction, estate_id: UUID, items: Sequence[Item]) -> None:
    await hold_register(tx, estate_id)
    await hold_ballots(tx, estate_id, WITH_A_ROLL)
    unit_ids = [item.unit_id for item in items if item.unit_id is not None]
    await lock_latest_titles(tx, unit_ids)
    await lock_units(tx, unit_ids)


async def _apply(tx: Transaction, now: Standing, items: Sequence[Item], at: datetime) -> dict[str, int]:
    buildings = await _add_buildings(tx, now.estate_id, [item for item in items if item.kind == ADD_BUILDING], at)
    added = [_identified(item) for item in items if item.kind == ADD_UNIT]
    changed = [item for item in items if item.kind == CHANGE_UNIT]
    before = await unit_states(tx, [item.unit_id for item in changed if item.unit_id])
    await _add_units(tx, now.estate_id, buildings, added)
    await _change_units(tx, now, changed)
    replaced = await _begin_titles(tx, now, [*added, *changed], before, at)
    return {
        "buildings": len(buildings),
        "added": len(added),
        "changed": len(changed),
        "titles": len(replaced.title_ids),
        "ended_certifications": replaced.ended_certifications,
        "corrections": replaced.corrections,
    }


def _identified(item: Item) -> Item:
    return replace(item, unit_id=uuid7())


async def _add_buildings(tx: Transaction, estate_id: UUID, items: Sequence[Item], at: datetime) -> dict[str, UUID]:
    """Add the buildings after those that are there; their ids by name."""
    if not items:
        return {}
    last = await tx.session.scalar(select(func.max(Building.position)).where(Building.estate_id == estate_id)) or 0
    ids = {item.new_building or "": uuid7() for item in items}
    rows = [
        {
            "id": ids[item.new_building or ""],
            "estate_id": estate_id,
            "name": item.new_building,
            "number": item.building_number or f"{at:%Y%m%d%H%M%S}{last + place:05d}",
            "source": BuildingSource.ADDED,
            "position": last + place,
        }
        for place, item in enumerate(items, start=1)
    ]
    await tx.session.execute(insert(Building), rows)
    return ids


async def _add_units(tx: Transaction, estate_id: UUID, buildings: dict[str, UUID], items: Sequence[Item]) -> None:
    rows = [
        {
            "id": item.unit_id,
            "estate_id": estate_id,
            "building_id": item.building_id or buildings[item.new_building or ""],
            **unit_values(item.unit),
        }
        for item in items
        if item.unit is not None
    ]
    await copy_rows(tx.session, Unit, rows)


_CHANGE_UNIT = text("""
UPDATE units SET entrance = :entrance, floor = :floor, floor_from = :floor_from, floor_to = :floor_to, room = :room,
  usage = :usage, layout = :layout, area = :area, area_source = :area_source, developer_stock = :developer_stock,
  delivered = :delivered
WHERE id = :id
""")


async def _change_units(tx: Transaction, now: Standing, items: Sequence[Item]) -> None:
    rows: list[dict[str, Any]] = []
    moved: list[UUID] = []
    for item in items:
        if item.unit is None or item.unit_id is None or not now.changes_fields(item):
            continue
        rows.append({"id": item.unit_id, **unit_values(item.unit)})
        present = fields_of(now.units[item.unit_id])
        if (present.entrance, present.room) != (item.unit.entrance, item.unit.room):
            moved.append(item.unit_id)
    # Two units may change rooms with each other: first all step aside, to names that no room has.
    if moved:
        aside = func.concat(literal("\n"), Unit.id)
        await tx.session.execute(
            update(Unit).where(one_of(Unit.id, moved)).values(room=aside).execution_options(synchronize_session=False)
        )
    if rows:
        await tx.session.execute(_CHANGE_UNIT, rows)


async def _begin_titles(
    tx: Transaction,
    now: Standing,
    items: Sequence[Item],
    before: dict[UUID, dict[str, Any]],
    at: datetime,
) -> Replaced:
    wanted = [item for item in items if now.changes_owners(item)]
    owners = await write_owners(tx, [owner for item in wanted for owner in item.owners or ()])
    titles = [
        NewTitle(
            item.unit_id,
            {owners[owner.document]: owner.share for owner in item.owners},
            item.title_from or at,
            "maintenance",
        )
        for item in wanted
        if item.unit_id is not None and item.owners
    ]
    return await replace_titles(tx, now.estate_id, titles, before, at)
