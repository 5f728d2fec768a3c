"""Change sets (房屋维护): a package of changes to a register is drafted, then applied whole or dropped."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from uuid_utils.compat import uuid7

from domain.rules.policy import Held, Permission
from domain.rules.refusals import Fault, InvalidInput, NotFound, NotInThisState
from domain.rules.register import UnitFields, acceptance_faults, text_faults, unit_faults
from domain.rules.terms import OwnerKind
from domain.services.access import require, require_around
from domain.services.change_items import ADD_BUILDING, ADD_UNIT, CHANGE_UNIT, Item, Seen, fields_of, item_of, row_values
from domain.services.owners import NamedOwner, owner_faults
from domain.store.database import Transaction
from domain.store.tables import Building, Change, ChangeSet, Estate, Title, Unit

DRAFT, APPLIED, DROPPED = "draft", "applied", "dropped"


@dataclass(frozen=True, slots=True)
class ChangeSetOpened:
    """The set takes changes until it is submitted or dropped."""

    change_set: ChangeSet


async def open_set(tx: Transaction, estate_id: UUID) -> ChangeSetOpened:
    """Open a change set for an estate (申请). Several may be open at once: each is checked when it is applied.

    Raises `InvalidInput` for an estate that the district has not accepted.
    """
    held = await require(tx, Permission.MAINTAIN_REGISTER, estate_id)
    await check_accepted(tx, estate_id)
    account = tx.actor.account_id
    if account is None:
        raise NotFound()
    change_set = ChangeSet(id=uuid7(), estate_id=estate_id, state=DRAFT, source="form", opened_by=account)
    tx.session.add(change_set)
    await tx.session.flush()
    await tx.session.refresh(change_set)
    record(tx, "change_set.opened", change_set, held)
    return ChangeSetOpened(change_set)


async def check_accepted(tx: Transaction, estate_id: UUID) -> None:
    """Raise `InvalidInput` unless the district has accepted the estate. What is accepted once remains so."""
    status = (await tx.session.execute(select(Estate.status).where(Estate.id == estate_id))).scalar_one()
    if faults := list(acceptance_faults(status)):
        raise InvalidInput(faults)


@dataclass(frozen=True, slots=True)
class ChangePut:
    """The change is in the set."""

    change_set: ChangeSet
    change_id: UUID


@dataclass(frozen=True, slots=True)
class PutBuilding:
    """A building that the register lacks; its number is given by the system when it is left out."""

    change_set_id: UUID
    name: str
    number: str | None = None


async def put_building(tx: Transaction, command: PutBuilding) -> ChangePut:
    """Add a building to the set. Raises `InvalidInput`, `NotInThisState`."""
    change_set, held = await draft_of(tx, command.change_set_id)
    name, number = command.name.strip(), (command.number or "").strip() or None
    faults = list(text_faults("name", name, 100))
    faults += text_faults("number", number, 50) if number else ()
    if not faults and await _building_exists(tx, change_set, name):
        faults.append(Fault("name", f"楼栋“{name}”已经存在。", f"A building {name} is already there."))
    if faults:
        raise InvalidInput(faults)
    item = Item(uuid7(), ADD_BUILDING, new_building=name, building_number=number)
    await tx.session.execute(insert(Change), [row_values(tx.crypto, change_set.id, item)])
    record(tx, "change.put", change_set, held, change_id=item.id, kind=item.kind)
    return ChangePut(change_set, item.id)


async def _building_exists(tx: Transaction, change_set: ChangeSet, name: str) -> bool:
    in_register = select(Building.id).where(
        Building.estate_id == change_set.estate_id, Building.name == name, Building.removed_at.is_(None)
    )
    in_set = select(Change.id).where(
        Change.change_set_id == change_set.id,
        Change.kind == ADD_BUILDING,
        Change.fields["new_building"].astext == name,
    )
    found = await tx.session.execute(in_register.union_all(in_set).limit(1))
    return found.first() is not None


@dataclass(frozen=True, slots=True)
class PutUnit:
    """A unit to add or to change, with all fields of the dialog.

    Exactly one of `unit_id` (change it), `building_id` and `new_building` (add to it) is given; with `change_id` a
    drafted addition is edited. `owners` None leaves the owners as they are in the register and in the draft.
    """

    change_set_id: UUID
    unit: UnitFields
    owners: list[NamedOwner] | None = None
    title_from: datetime | None = None
    unit_id: UUID | None = None
    building_id: UUID | None = None
    new_building: str | None = None
    change_id: UUID | None = None


async def put_unit(tx: Transaction, command: PutUnit) -> ChangePut:
    """Add a unit to the set, or change one in it; a unit has one change in a set, a second one replaces it.

    Raises `InvalidInput` and `NotInThisState`. What only the whole set can show is checked when it is submitted.
    """
    change_set, held = await draft_of(tx, command.change_set_id)
    drafted = await _drafted(tx, change_set, command)
    faults = _put_faults(command, await tx.now())
    item = await _placed(tx, change_set, command, faults)
    if item is None or faults:
        raise InvalidInput(faults)
    if drafted is not None:
        kept = drafted.owners if item.owners is None else item.owners
        since = drafted.title_from if item.title_from is None else item.title_from
        item = replace(item, id=drafted.id, owners=kept, title_from=since, seen=drafted.seen, row=drafted.row)
    values = row_values(tx.crypto, change_set.id, item)
    statement = insert(Change).values(values)
    await tx.session.execute(statement.on_conflict_do_update(index_elements=[Change.id], set_=values))
    record(tx, "change.put", change_set, held, change_id=item.id, kind=item.kind, unit_id=item.unit_id)
    return ChangePut(change_set, item.id)


async def _drafted(tx: Transaction, change_set: ChangeSet, command: PutUnit) -> Item | None:
    """The change that this one edits: the named addition, or the one that the set already has for the unit."""
    drafts = select(Change).where(Change.change_set_id == change_set.id)
    if command.change_id is not None:
        wanted = drafts.where(Change.id == command.change_id, Change.kind == ADD_UNIT)
    elif command.unit_id is not None:
        wanted = drafts.where(Change.unit_id == command.unit_id)
    else:
        return None
    found = (await tx.session.scalars(wanted)).one_or_none()
    if found is None and command.change_id is not None:
        raise NotFound()
    return item_of(tx.crypto, found) if found is not None else None


def _put_faults(command: PutUnit, now: datetime) -> list[Fault]:
    faults = list(unit_faults("unit", command.unit))
    if command.owners is not None:
        faults += owner_faults("owners", command.owners)
        if command.unit.developer_stock and any(owner.kind is OwnerKind.PERSON for owner in command.owners):
            faults.append(
                Fault(
                    "unit.developerStock",
                    "个人名下的房屋不是建设单位未售房屋，请取消“建设单位未售”。",
                    "A unit that a person owns is not the developer's stock; clear that mark.",
                )
            )
    if command.title_from is not None and command.title_from > now:
        faults.append(
            Fault(
                "titleFrom",
                "登记时间不能晚于现在（民法典 214）。",
                "The register's instant is not in the future (Civil Code 214).",
            )
        )
    places = (command.unit_id, command.building_id, command.new_building)
    if sum(place is not None for place in places) != 1 or (command.unit_id and command.change_id):
        faults.append(
            Fault(
                "unitId",
                "请指明要修改的房屋，或新增房屋所在的楼栋，三者只填其一。",
                "Name one: the unit to change, its building, or a building that this set adds.",
            )
        )
    return faults


async def _placed(tx: Transaction, change_set: ChangeSet, command: PutUnit, faults: list[Fault]) -> Item | None:
    """The item in its place in the estate; adds to `faults` when there is no such place."""
    owners = None if command.owners is None else tuple(command.owners)
    item = Item(uuid7(), ADD_UNIT, unit=_trimmed(command.unit), owners=owners, title_from=command.title_from)
    if command.unit_id is not None:
        statement = select(Unit).where(
            Unit.id == command.unit_id, Unit.estate_id == change_set.estate_id, Unit.removed_at.is_(None)
        )
        unit = (await tx.session.scalars(statement)).one_or_none()
        if unit is None:
            faults.append(Fault("unitId", "本小区没有这套房屋。", "The estate has no such unit."))
            return None
        title = await tx.session.scalar(select(Title.id).where(Title.unit_id == unit.id, Title.ends_at.is_(None)))
        seen = Seen(fields_of(unit), title)
        return replace(item, kind=CHANGE_UNIT, unit_id=unit.id, building_id=unit.building_id, seen=seen)
    if command.building_id is not None:
        known = select(Building.id).where(
            Building.id == command.building_id,
            Building.estate_id == change_set.estate_id,
            Building.removed_at.is_(None),
        )
        if await tx.session.scalar(known) is None:
            faults.append(Fault("buildingId", "本小区没有这栋楼。", "The estate has no such building."))
            return None
        return replace(item, building_id=command.building_id)
    name = (command.new_building or "").strip()
    if command.new_building is not None and not await _building_exists(tx, change_set, name):
        faults.append(Fault("newBuilding", "变更单里没有新增这栋楼。", "The set adds no such building."))
        return None
    return replace(item, new_building=name)


def _trimmed(unit: UnitFields) -> UnitFields:
    return replace(unit, entrance=unit.entrance.strip(), room=unit.room.strip(), layout=unit.layout.strip())


@dataclass(frozen=True, slots=True)
class ChangeDropped:
    """The change is out of the set."""

    change_set: ChangeSet
    change_id: UUID


async def drop_change(tx: Transaction, change_id: UUID) -> ChangeDropped:
    """Take a change out of its set; with a building that the set adds go the units that it would get.

    Raises `NotInThisState`.
    """
    change = (await tx.session.scalars(select(Change).where(Change.id == change_id))).one_or_none()
    change_set, held = await draft_of(tx, change.change_set_id if change else change_id)
    if change is None:
        raise NotFound()
    dropped = delete(Change).where(Change.change_set_id == change_set.id)
    if change.kind == ADD_BUILDING:
        name = change.fields["new_building"]
        await tx.session.execute(dropped.where(Change.fields["new_building"].astext == name))
    else:
        await tx.session.execute(dropped.where(Change.id == change_id))
    record(tx, "change.dropped", change_set, held, change_id=change_id, kind=change.kind)
    return ChangeDropped(change_set, change_id)


@dataclass(frozen=True, slots=True)
class ChangeSetDropped:
    """Nothing of the set was applied."""

    change_set: ChangeSet


async def drop_set(tx: Transaction, change_set_id: UUID) -> ChangeSetDropped:
    """Drop a drafted set; what it says of owners is forgotten. Raises `NotInThisState`."""
    change_set, held = await draft_of(tx, change_set_id)
    await end(tx, change_set, DROPPED)
    record(tx, "change_set.dropped", change_set, held)
    return ChangeSetDropped(change_set)


async def draft_of(tx: Transaction, change_set_id: UUID) -> tuple[ChangeSet, Held]:
    """The drafted set, locked, with the role by which the actor maintains its estate's register."""
    of_set = select(ChangeSet.estate_id).where(ChangeSet.id == change_set_id)
    held, _ = await require_around(tx, Permission.MAINTAIN_REGISTER, of_set)
    found = await tx.session.scalars(select(ChangeSet).where(ChangeSet.id == change_set_id).with_for_update())
    change_set = found.one_or_none()
    if change_set is None:
        raise NotFound()
    if change_set.state != DRAFT:
        raise NotInThisState(change_set.state)
    return change_set, held


async def end(tx: Transaction, change_set: ChangeSet, state: str) -> None:
    """The set is applied or dropped: it keeps what it changed, not whom it named."""
    change_set.state, change_set.ended_by, change_set.ended_at = state, tx.actor.account_id, await tx.now()
    await tx.write(update(Change).where(Change.change_set_id == change_set.id).values(owners=None))


def record(tx: Transaction, action: str, change_set: ChangeSet, held: Held, **after: object) -> None:
    """The audit record of a command on a set."""
    tx.record(
        action,
        "change_set",
        change_set.id,
        estate_id=change_set.estate_id,
        role=held.role,
        after={name: str(value) if isinstance(value, UUID) else value for name, value in after.items()},
    )
