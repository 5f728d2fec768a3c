"""What a person must look at: raised by the system, one standing per subject and kind, cleared with a reason."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.rules.holidays import CALENDAR
from domain.rules.periods import result_due
from domain.rules.policy import Held, Permission, ScopeKind
from domain.rules.refusals import Fault, InvalidInput, NotFound, NotInThisState
from domain.rules.terms import BallotState
from domain.services.access import require, require_at
from domain.services.scopes import scope_of
from domain.store.database import Transaction
from domain.store.tables import Alarm, Ballot

TALLY_HELD = "tally_held"
RESULT_LATE = "result_late"
NOT_OPENED = "ballot_not_opened"


async def raise_alarm(
    tx: Transaction, kind: str, subject_id: UUID, estate_id: UUID | None, detail: Mapping[str, Any]
) -> None:
    """Raise an alarm unless one of this kind stands for the subject already."""
    alarm = insert(Alarm).values(kind=kind, subject_id=subject_id, estate_id=estate_id, detail=dict(detail))
    await tx.session.execute(alarm.on_conflict_do_nothing())


async def late_results(session: AsyncSession) -> list[UUID]:
    """Ballots whose window ended more than one working day ago and that have no result and no standing alarm."""
    standing = exists().where(Alarm.subject_id == Ballot.id, Alarm.kind == RESULT_LATE, Alarm.cleared_at.is_(None))
    waiting = select(Ballot.id, Ballot.closes_at, func.domain_now()).where(
        Ballot.state.in_((BallotState.OPEN, BallotState.CLOSED)),
        # No working day is shorter than a day; which it is, the calendar says.
        Ballot.closes_at <= select(func.domain_now() - timedelta(days=1)).scalar_subquery(),
        ~standing,
    )
    rows = (await session.execute(waiting.order_by(Ballot.closes_at).limit(500))).all()
    return [row[0] for row in rows if row[1] is not None and result_due(row[1], CALENDAR) <= row[2]]


async def raise_late_result(tx: Transaction, ballot_id: UUID) -> None:
    """Raise the alarm that a result is late, unless there is one meanwhile (operation guide: one working day)."""
    found = select(Ballot).where(Ballot.id == ballot_id).with_for_update(read=True)
    ballot = (await tx.session.execute(found)).scalar_one()
    if ballot.state in (BallotState.OPEN, BallotState.CLOSED):
        detail = {"state": ballot.state.value, "held_reason": ballot.held_reason}
        await raise_alarm(tx, RESULT_LATE, ballot_id, ballot.estate_id, detail)


async def clear(tx: Transaction, alarm_id: UUID, reason: str) -> Alarm:
    """Say that an alarm was looked at, and what came of it."""
    found = select(Alarm).where(Alarm.id == alarm_id).with_for_update()
    alarm = (await tx.session.execute(found)).scalar_one_or_none()
    if alarm is None:
        raise NotFound()
    held = await _watching(tx, alarm)
    if not reason.strip():
        raise InvalidInput([Fault("reason", "请写明处理结果。", "Say what came of it.")])
    if alarm.cleared_at is not None:
        raise NotInThisState("cleared")
    alarm.cleared_at = (await tx.session.execute(select(func.domain_now()))).scalar_one()
    alarm.cleared_by, alarm.cleared_reason = tx.actor.account_id, reason.strip()
    tx.record(
        "alarm.cleared", "alarm", alarm.id, estate_id=alarm.estate_id,
        street_code=alarm.street_code if alarm.estate_id is None else None, role=held.role,
        after={"kind": alarm.kind}, reason=alarm.cleared_reason,
    )  # fmt: skip
    return alarm


async def _watching(tx: Transaction, alarm: Alarm) -> Held:
    """The role by which the actor watches over the estate or the street that the alarm belongs to."""
    if alarm.estate_id is not None:
        return await require(tx, Permission.READ_ALARMS, alarm.estate_id)
    street = await scope_of(tx, ScopeKind.STREET, alarm.street_code or "")
    return require_at(tx.actor, Permission.READ_ALARMS, street.place if street else None)
