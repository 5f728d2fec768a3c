"""Estates: proposing one that is missing, accepting it, completing it, and the settings its ballots are counted by."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Row, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from domain.rules.policy import Held, Permission, Place
from domain.rules.refusals import EstateNotReady, Fault, InvalidInput, NotFound, NotInThisState
from domain.rules.register import project_number_faults, reason_faults, text_faults
from domain.rules.terms import EstateStatus
from domain.services.access import require, require_at
from domain.services.four_eyes import require_another_person
from domain.store.database import Transaction
from domain.store.tables import Estate, Street


@dataclass(frozen=True, slots=True)
class ProposeEstate:
    """An estate that the street finds missing (新增项目)."""

    street_code: str
    name: str
    address: str
    reason: str


@dataclass(frozen=True, slots=True)
class EstateProposed:
    """The estate now waits for the district."""

    estate: Estate


async def propose(tx: Transaction, command: ProposeEstate) -> EstateProposed:
    """Propose a missing estate of the actor's street. Raises `InvalidInput`, which names estates that look the same."""
    street = (await tx.session.execute(select(Street).where(Street.code == command.street_code))).scalar_one_or_none()
    place = Place(district=street.district_code, street=street.code) if street else None
    held = require_at(tx.actor, Permission.PROPOSE_ESTATE, place)
    name, address = command.name.strip(), command.address.strip()
    faults = [
        *text_faults("name", name, 100),
        *text_faults("address", address, 200),
        *reason_faults("reason", command.reason),
    ]
    # One at a time in a street: two clerks who propose the same estate at once must not both succeed.
    await tx.session.execute(select(Street.code).where(Street.code == command.street_code).with_for_update())
    faults += await _duplicates(tx, command.street_code, name, address)
    if faults:
        raise InvalidInput(faults)
    estate = Estate(
        id=uuid7(),
        name=name,
        address=address,
        street_code=command.street_code,
        status=EstateStatus.PROPOSED,
        proposed_by=tx.actor.account_id,
        proposal_reason=command.reason.strip(),
    )
    tx.session.add(estate)
    await tx.session.flush()
    await tx.session.refresh(estate)
    _record(tx, "estate.proposed", estate, held, after={"name": name, "address": address}, reason=command.reason)
    return EstateProposed(estate)


async def _duplicates(tx: Transaction, street_code: str, name: str, address: str) -> list[Fault]:
    """Estates of the same street with this name or address, whatever the spaces and brackets."""
    rows = await tx.session.execute(
        text(
            "SELECT name, address, number, status, "
            " regexp_replace(lower(name), '[[:space:]（）()·-]', '', 'g')"
            "   = regexp_replace(lower(:name), '[[:space:]（）()·-]', '', 'g') AS same_name "
            "FROM estates WHERE street_code = :street AND status <> 'rejected' AND ("
            " regexp_replace(lower(name), '[[:space:]（）()·-]', '', 'g')"
            "   = regexp_replace(lower(:name), '[[:space:]（）()·-]', '', 'g')"
            " OR regexp_replace(address, '[[:space:]]', '', 'g') = regexp_replace(:address, '[[:space:]]', '', 'g'))"
            " ORDER BY id"
        ),
        {"street": street_code, "name": name, "address": address},
    )
    return [_duplicate(row) for row in rows]


def _duplicate(row: Row[str, str, str | None, str, bool]) -> Fault:
    found_name, found_address, number, _status, same_name = row
    known_zh = f"“{found_name}”（{number or '待受理'}，{found_address}）"
    known_en = f"{found_name} ({number or 'waiting for the district'}, {found_address})"
    if same_name:
        return Fault("name", f"本街道已有同名小区{known_zh}，请先核对。", f"This street already has {known_en}.")
    return Fault("address", f"该地址已有小区{known_zh}，请先核对。", f"At this address there is already {known_en}.")


@dataclass(frozen=True, slots=True)
class DecideEstate:
    """What the district decides about a proposed estate: a project number, or a reason why not."""

    estate_id: UUID
    accepted: bool
    number: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class EstateDecided:
    """The estate is being prepared, or it was rejected."""

    estate: Estate


async def decide(tx: Transaction, command: DecideEstate) -> EstateDecided:
    """Accept a proposed estate under its project number, or reject it with a reason.

    Raises `InvalidInput`, `NotInThisState` unless it is proposed, and `ReviewedByItsSubmitter`.
    """
    held = await require(tx, Permission.DECIDE_ESTATE, command.estate_id)
    estate = await _locked(tx, command.estate_id)
    if estate.status != EstateStatus.PROPOSED:
        raise NotInThisState(estate.status.value)
    await require_another_person(tx, estate.proposed_by)
    number, reason = (command.number or "").strip(), (command.reason or "").strip()
    faults = list(project_number_faults("number", number, estate.street_code) if command.accepted else ())
    faults += () if command.accepted and not reason else reason_faults("reason", reason)
    if command.accepted and not faults:
        holder = await tx.session.scalar(select(Estate.name).where(Estate.number == number))
        if holder is not None:
            faults.append(
                Fault("number", f"该编号已属于“{holder}”，请换一个。", f"This number already belongs to {holder}.")
            )
    if faults:
        raise InvalidInput(faults)
    estate.status = EstateStatus.PREPARING if command.accepted else EstateStatus.REJECTED
    estate.number = number if command.accepted else None
    estate.decided_by, estate.decision_reason = tx.actor.account_id, reason or None
    action = "estate.accepted" if command.accepted else "estate.rejected"
    _record(tx, action, estate, held, before={"status": "proposed"}, after={"number": estate.number}, reason=reason)
    return EstateDecided(estate)


@dataclass(frozen=True, slots=True)
class CompleteEstate:
    """Mark an estate's data as verified (已完成)."""

    estate_id: UUID


@dataclass(frozen=True, slots=True)
class EstateCompleted:
    """The estate may certify and vote."""

    estate: Estate


async def complete(tx: Transaction, command: CompleteEstate) -> EstateCompleted:
    """Mark the estate completed, when its street or district has verified its data.

    Raises `EstateNotReady` with every blocker, and `NotInThisState` unless the estate is being prepared.
    """
    held = await _maintaining_or_deciding(tx, command.estate_id)
    estate = await _locked(tx, command.estate_id)
    if estate.status != EstateStatus.PREPARING:
        raise NotInThisState(estate.status.value)
    blockers = await completion_blockers(tx.session, estate)
    if blockers:
        raise EstateNotReady(blockers)
    estate.status = EstateStatus.COMPLETED
    _record(tx, "estate.completed", estate, held, before={"status": "preparing"}, after={"status": "completed"})
    return EstateCompleted(estate)


async def _maintaining_or_deciding(tx: Transaction, estate_id: UUID) -> Held:
    try:
        return await require(tx, Permission.MAINTAIN_REGISTER, estate_id)
    except NotFound:
        return await require(tx, Permission.DECIDE_ESTATE, estate_id)


async def completion_blockers(session: AsyncSession, estate: Estate) -> list[Fault]:
    """What keeps the estate's data from being complete."""
    rows = (
        await session.execute(
            text(
                "SELECT b.name, count(u.id) AS units, count(u.id) FILTER (WHERE u.area = 0) AS without_area,"
                " count(u.id) FILTER (WHERE u.usage = ANY(:counted)) AS counted "
                "FROM buildings b LEFT JOIN units u ON u.building_id = b.id AND u.removed_at IS NULL "
                "WHERE b.estate_id = :estate AND b.removed_at IS NULL GROUP BY b.id ORDER BY b.position, b.id"
            ),
            {"estate": estate.id, "counted": estate.area_kinds},
        )
    ).all()
    if not rows:
        return [
            Fault("buildings", "还没有楼栋，请先通过房屋维护添加。", "There is no building; add one by a change set.")
        ]
    blockers = []
    for row in rows:
        if row.units == 0:
            blockers.append(
                Fault(
                    f"buildings.{row.name}",
                    f"“{row.name}”没有房屋：请录入房屋，或移除该楼栋。",
                    f"{row.name} has no unit: add its units, or remove the building.",
                )
            )
        if row.without_area:
            blockers.append(
                Fault(
                    f"buildings.{row.name}.area",
                    f"“{row.name}”有 {row.without_area} 套房屋没有建筑面积，请补录。",
                    f"{row.name} has {row.without_area} units without an area; enter it.",
                )
            )
    if not any(row.counted for row in rows):
        blockers.append(
            Fault(
                "units",
                "没有一套计入表决的房屋（住宅、商业、办公等）。",
                "No unit counts in a ballot (home, shop, office …).",
            )
        )
    return blockers


async def _locked(tx: Transaction, estate_id: UUID) -> Estate:
    row = await tx.session.execute(select(Estate).where(Estate.id == estate_id).with_for_update())
    return row.scalar_one()


def _record(
    tx: Transaction,
    action: str,
    estate: Estate,
    held: Held,
    *,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
    reason: str | None = None,
) -> None:
    tx.record(
        action,
        "estate",
        estate.id,
        estate_id=estate.id,
        role=held.role,
        before=before,
        after=after,
        reason=(reason or "").strip() or None,
    )
