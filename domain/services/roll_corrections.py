"""Correcting a frozen roll: nothing of it changes, a correction is laid upon it, with its reason and its approver.

What a unit was cast for stays; the tally takes the corrected area and usage, and the result says how many corrections
played a part.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from domain.rules.policy import Permission
from domain.rules.refusals import Fault, InvalidInput, NotFound, NotInThisState
from domain.rules.terms import BallotState, Usage
from domain.services.access import require
from domain.store.database import Transaction
from domain.store.tables import Ballot, RollCorrection, RollEntry

UNTIL_COUNTED = (BallotState.OPEN, BallotState.CLOSED)
SHORTEST_REASON = 5


@dataclass(frozen=True, slots=True)
class CorrectRoll:
    """What the roll should have had for one unit: an area in 0.01 m², a usage, or both."""

    ballot_id: UUID
    unit_id: UUID
    reason: str
    area: int | None = None
    usage: Usage | None = None


@dataclass(frozen=True, slots=True)
class RollCorrected:
    """The correction as it is logged beside the roll."""

    id: UUID
    ballot_id: UUID
    unit_id: UUID


async def correct_roll(tx: Transaction, command: CorrectRoll) -> RollCorrected:
    """Lay a correction upon the roll of a ballot that is open or not counted yet.

    Raises `NotFound`, `NotInThisState` and `InvalidInput` with every fault.
    """
    ballot = await tx.session.get(Ballot, command.ballot_id, with_for_update=True)
    held = await require(tx, Permission.CORRECT_ROLL, ballot.estate_id if ballot else command.ballot_id)
    entry = await tx.session.get(RollEntry, (command.ballot_id, command.unit_id))
    if ballot is None or entry is None:
        raise NotFound()
    if ballot.state not in UNTIL_COUNTED:
        raise NotInThisState(ballot.state.value)
    present = await _present(tx, entry)
    wanted = {"area": command.area, "usage": command.usage.value if command.usage else None}
    changed = {name: value for name, value in wanted.items() if value is not None and value != present[name]}
    _refuse_faults(command, changed)
    correction = RollCorrection(
        ballot_id=ballot.id,
        unit_id=entry.unit_id,
        kind="correction",
        old_value={name: present[name] for name in changed},
        new_value=changed,
        effective_at=await tx.now(),
        reason=command.reason.strip(),
        approved_by=tx.actor.account_id,
    )
    tx.session.add(correction)
    await tx.session.flush()
    tx.record(
        "roll.corrected", "unit", entry.unit_id, estate_id=ballot.estate_id, role=held.role,
        before=correction.old_value, after={**changed, "ballot": str(ballot.id)}, reason=correction.reason,
    )  # fmt: skip
    tx.wake(f"ballot:{ballot.id}", f"participation:{ballot.id}")
    return RollCorrected(correction.id, ballot.id, entry.unit_id)


async def _present(tx: Transaction, entry: RollEntry) -> dict[str, Any]:
    """Area and usage as they count now: the roll's, with the corrections so far laid upon them."""
    values: dict[str, Any] = {"area": entry.area, "usage": entry.usage.value}
    earlier = select(RollCorrection.new_value).where(
        RollCorrection.ballot_id == entry.ballot_id, RollCorrection.unit_id == entry.unit_id
    )
    for new in await tx.session.scalars(earlier.order_by(RollCorrection.recorded_at, RollCorrection.id)):
        values |= {name: new[name] for name in values.keys() & new.keys()}
    return values


def _refuse_faults(command: CorrectRoll, changed: dict[str, Any]) -> None:
    faults = []
    if len(command.reason.strip()) < SHORTEST_REASON:
        faults.append(Fault("reason", "请写明更正的理由，至少五个字。", "Say why, in at least five characters."))
    if command.area is not None and command.area <= 0:
        faults.append(Fault("area", "面积必须大于零。", "An area is more than zero."))
    if not changed:
        faults.append(Fault("unitId", "名册上已经是这样，没有要更正的。", "The roll has it so already."))
    if faults:
        raise InvalidInput(faults)
