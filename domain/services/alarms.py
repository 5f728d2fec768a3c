"""What a person must look at: raised by the system, one standing per subject and kind, cleared with a reason."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.rules.holidays import CALENDAR
from domain.rules.periods import POSTING_DAYS, posting_due, result_due
from domain.rules.policy import Held, Permission, ScopeKind
from domain.rules.refusals import Fault, InvalidInput, NotFound, NotInThisState
from domain.rules.terms import BallotState
from domain.services.access import require, require_at
from domain.services.scopes import scope_of
from domain.store.database import Transaction
from domain.store.tables import Alarm, Ballot

TALLY_HELD = "tally_held"
RESULT_LATE = "result_late"
POSTING_LATE = "posting_late"
NOT_OPENED = "ballot_not_opened"


async def raise_alarm(
    tx: Transaction, kind: str, subject_id: UUID, estate_id: UUID | None, detail: Mapping[str, Any]
) -> None:
    """Raise an alarm unless one of this kind stands for the subject already."""
    alarm = insert(Alarm).values(kind=kind, subject_id=subject_id, estate_id=estate_id, detail=dict(detail))
    await tx.session.execute(alarm.on_conflict_do_nothing())


def overdue(closes_at: datetime, at: datetime) -> tuple[str, ...]:
    """What a ballot without a result is late with at this instant: the result, a working day after the close (operation
    guide), and the posting of the decision, three days after it, holidays or not (北京市物业管理条例 37)."""
    due = {RESULT_LATE: result_due(closes_at, CALENDAR), POSTING_LATE: posting_due(closes_at)}
    return tuple(kind for kind, until in due.items() if until <= at)


async def late_results(session: AsyncSession) -> list[UUID]:
    """Ballots that have no result and are late with something for which no alarm stands yet."""
    now = select(func.domain_now()).scalar_subquery()
    # No working day is shorter than a day, and no term than its days; when each ends, the rules say.
    closed_for = {RESULT_LATE: timedelta(days=1), POSTING_LATE: timedelta(days=POSTING_DAYS)}
    standing = {
        kind: exists().where(Alarm.subject_id == Ballot.id, Alarm.kind == kind, Alarm.cleared_at.is_(None))
        for kind in closed_for
    }
    waiting = select(Ballot.id, Ballot.closes_at, now, *standing.values()).where(
        Ballot.state.in_((BallotState.OPEN, BallotState.CLOSED)),
        or_(*(and_(Ballot.closes_at <= now - closed_for[kind], ~stands) for kind, stands in standing.items())),
    )
    late = []
    for ballot, closes_at, at, *stand in await session.execute(waiting.order_by(Ballot.closes_at).limit(500)):
        raised = {kind for kind, stands in zip(standing, stand, strict=True) if stands}
        if set(overdue(closes_at, at)) - raised:
            late.append(ballot)
    return late


async def raise_late_result(tx: Transaction, ballot_id: UUID) -> None:
    """Raise an alarm for each thing that the ballot is late with, unless it stands or there is a result meanwhile."""
    found = select(Ballot).where(Ballot.id == ballot_id).with_for_update(read=True)
    ballot = (await tx.session.execute(found)).scalar_one()
    if ballot.state in (BallotState.OPEN, BallotState.CLOSED) and ballot.closes_at is not None:
        detail = {"state": ballot.state.value, "held_reason": ballot.held_reason}
        for kind in overdue(ballot.closes_at, await tx.now()):
            await raise_alarm(tx, kind, ballot_id, ballot.estate_id, detail)


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
