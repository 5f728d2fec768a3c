"""What a person must look at: raised by the system, one standing per subject and kind, cleared with a reason."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from domain.rules.policy import Permission
from domain.rules.refusals import Fault, InvalidInput, NotFound, NotInThisState
from domain.services.access import require
from domain.store.database import Transaction
from domain.store.tables import Alarm

TALLY_HELD = "tally_held"
RESULT_LATE = "result_late"
NOT_OPENED = "ballot_not_opened"


async def raise_alarm(
    tx: Transaction, kind: str, subject_id: UUID, estate_id: UUID | None, detail: Mapping[str, Any]
) -> None:
    """Raise an alarm unless one of this kind stands for the subject already."""
    alarm = insert(Alarm).values(kind=kind, subject_id=subject_id, estate_id=estate_id, detail=dict(detail))
    await tx.session.execute(alarm.on_conflict_do_nothing())


async def clear(tx: Transaction, alarm_id: UUID, reason: str) -> Alarm:
    """Say that an alarm was looked at, and what came of it."""
    found = select(Alarm).where(Alarm.id == alarm_id).with_for_update()
    alarm = (await tx.session.execute(found)).scalar_one_or_none()
    if alarm is None or alarm.estate_id is None:
        raise NotFound()
    held = await require(tx, Permission.READ_ALARMS, alarm.estate_id)
    if not reason.strip():
        raise InvalidInput([Fault("reason", "请写明处理结果。", "Say what came of it.")])
    if alarm.cleared_at is not None:
        raise NotInThisState("cleared")
    alarm.cleared_at = (await tx.session.execute(select(func.domain_now()))).scalar_one()
    alarm.cleared_by, alarm.cleared_reason = tx.actor.account_id, reason.strip()
    tx.record(
        "alarm.cleared", "alarm", alarm.id, estate_id=alarm.estate_id, role=held.role, after={"kind": alarm.kind},
        reason=alarm.cleared_reason,
    )  # fmt: skip
    return alarm
