"""Buildings: removing one that does not belong to the estate."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, text, update

from domain.rules.policy import Permission
from domain.rules.refusals import Fault, InvalidInput, NotFound, StillInUse
from domain.rules.register import reason_faults
from domain.rules.terms import BallotState
from domain.services import unit_colours
from domain.services.access import require_around
from domain.services.locks import hold_ballots, hold_register
from domain.store.database import Transaction
from domain.store.tables import Building, Unit

SHOWN_UNITS = 20


@dataclass(frozen=True, slots=True)
class RemoveBuilding:
    """A building that does not belong to its estate, and why."""

    building_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class BuildingRemoved:
    """The building and its units are out of the building table."""

    building_id: UUID
    estate_id: UUID
    units: int


async def remove(tx: Transaction, command: RemoveBuilding) -> BuildingRemoved:
    """Remove a building with its units; nothing is deleted.

    Raises `InvalidInput`, and `StillInUse` naming every approved or open ballot that counts one of its units and the
    units that are certified.
    """
    around = select(Building.estate_id).where(Building.id == command.building_id, Building.removed_at.is_(None))
    held, estate_id = await require_around(tx, Permission.MAINTAIN_REGISTER, around)
    faults = list(reason_faults("reason", command.reason))
    if faults:
        raise InvalidInput(faults)
    await hold_register(tx, estate_id)
    # An approval freezes the scope: a ballot that is about to be approved waits for this, or this for it.
    await hold_ballots(tx, estate_id, (BallotState.SUBMITTED, BallotState.APPROVED, BallotState.OPEN))
    building = (
        await tx.session.execute(
            select(Building).where(Building.id == command.building_id, Building.removed_at.is_(None)).with_for_update()
        )
    ).scalar_one_or_none()
    if building is None:
        raise NotFound()
    units = (
        await tx.session.execute(
            select(Unit.id, Unit.entrance, Unit.room, Unit.certified)
            .where(Unit.building_id == building.id, Unit.removed_at.is_(None))
            .order_by(Unit.id)
            .with_for_update(key_share=True)
        )
    ).all()
    uses = await _counted_by(tx, building)
    uses += [_certified(row.id, row.entrance, row.room) for row in units if row.certified][:SHOWN_UNITS]
    if uses:
        raise StillInUse(uses)
    building.removed_at, building.removed_reason = await tx.now(), command.reason.strip()
    tx.record(
        "building.removed",
        "building",
        building.id,
        estate_id=estate_id,
        role=held.role,
        before={"name": building.name, "units": len(units)},
        reason=command.reason.strip(),
    )
    of_building = update(Unit).where(Unit.building_id == building.id, Unit.removed_at.is_(None))
    await tx.write(of_building.values(removed_at=building.removed_at))
    unit_colours.wake(tx, estate_id)
    return BuildingRemoved(building.id, estate_id, len(units))


async def _counted_by(tx: Transaction, building: Building) -> list[Fault]:
    rows = await tx.session.execute(
        text(
            "SELECT b.id, b.title, (SELECT count(*) FROM units u WHERE u.building_id = :building"
            "  AND (u.id = ANY(s.unit_ids)"
            "       OR EXISTS (SELECT FROM roll_entries r WHERE r.ballot_id = b.id AND r.unit_id = u.id))) AS units "
            "FROM ballots b LEFT JOIN scopes s ON s.ballot_id = b.id "
            "WHERE b.estate_id = :estate AND b.state IN ('approved', 'open') ORDER BY b.id"
        ),
        {"building": building.id, "estate": building.estate_id},
    )
    return [
        Fault(
            f"ballots.{row.id}",
            f"投票“{row.title}”的表决范围包含该楼栋的 {row.units} 套房屋，结束后才能移除。",
            f"The ballot {row.title} counts {row.units} units of this building; remove it after the ballot ends.",
        )
        for row in rows
        if row.units
    ]


def _certified(unit_id: UUID, entrance: str, room: str) -> Fault:
    zh = f"{entrance}单元{room}" if entrance else room
    return Fault(
        f"units.{unit_id}",
        f"{zh} 已有业主认证，请先核对该房屋是否属于本小区。",
        f"Unit {entrance or '-'}/{room} is certified by an owner; check first whether it belongs to this estate.",
    )
