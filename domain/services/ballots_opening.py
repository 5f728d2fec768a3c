"""Ballots open by themselves: the clock names those that are due, and each is opened once with its roll frozen."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select, text

from domain.rules.refusals import NotFound
from domain.rules.settings import CoOwner
from domain.rules.terms import BallotState, EstateStatus
from domain.services import messages
from domain.services.alarms import NOT_OPENED, raise_alarm
from domain.services.templates.render import MessageTemplate
from domain.store.database import Transaction
from domain.store.rolls import RollTotals, freeze_rolls, merged_heads, roll_totals, where_nobody_counts
from domain.store.tables import Ballot, Estate

_OPEN = text("""
UPDATE ballots b SET state = 'open', opened_at = :at, roll_hash = t.hash, roll_units = t.units, roll_heads = t.heads,
                     roll_area = t.area
FROM unnest(CAST(:ids AS uuid[]), CAST(:hashes AS bytea[]), CAST(:units AS int[]), CAST(:heads AS int[]),
            CAST(:areas AS bigint[])) AS t(id, hash, units, heads, area)
WHERE b.id = t.id
""")

NOT_COMPLETED = "estate_not_completed"
MISSED = "window_missed"
NOBODY = "nobody_counts"
_REASONS = {
    NOT_COMPLETED: "到投票开始时间时，小区数据状态已不是“已完成”，系统未予开启。",
    NOBODY: "投票范围内已没有可计入表决的房屋，系统未予开启。",
    MISSED: "系统未能在投票期间内开启本次投票，业主没有机会表决。",
}


async def open_due(tx: Transaction, ballot_ids: Collection[UUID]) -> list[UUID]:
    """Open those of `ballot_ids` that are approved and whose window has begun; returns the ones that are now open.

    For the system only. Ballots that another worker holds are left to it; calling it twice changes nothing. The roll
    is frozen as of the instant of opening, with the titles in force then (`domain.store.rolls` says how heads are
    keyed; `roll_heads` of a ballot that merges overlapping owners is the merged number).

    What cannot be opened lawfully is suspended for good, with an alarm, instead of being opened late or for nobody: a
    ballot of an estate that is no longer completed, one in whose scope no unit counts any more, and one whose whole
    window passed while no worker ran.
    """
    if tx.actor.kind != "system":
        raise NotFound()
    due = await _lock_due(tx, ballot_ids)
    if not due:
        return []
    now = await tx.now()
    for_nobody = await where_nobody_counts(tx.session, [row.id for row in due])
    opening: list[UUID] = []
    for row in due:
        if row.status != EstateStatus.COMPLETED:
            await _suspend(tx, row, NOT_COMPLETED, now)
        elif row.closes_at <= now:
            await _suspend(tx, row, MISSED, now)
        elif row.id in for_nobody:
            await _suspend(tx, row, NOBODY, now)
        else:
            opening.append(row.id)
    if opening:
        await _open(tx, [row for row in due if row.id in set(opening)], now)
    return opening


async def _lock_due(tx: Transaction, ballot_ids: Collection[UUID]) -> Sequence[Row[*tuple[Any, ...]]]:
    statement = (
        select(Ballot.id, Ballot.estate_id, Ballot.closes_at, Ballot.settings, Estate.status)
        .join(Estate, Estate.id == Ballot.estate_id)
        .where(Ballot.id.in_(ballot_ids), Ballot.state == BallotState.APPROVED, Ballot.opens_at <= func.domain_now())
        .order_by(Ballot.id)
        .with_for_update(of=Ballot, skip_locked=True)
    )
    return (await tx.session.execute(statement)).all()


async def _open(tx: Transaction, rows: Sequence[Row[*tuple[Any, ...]]], now: datetime) -> None:
    ids = [row.id for row in rows]
    await freeze_rolls(tx.session, ids, now)
    totals = await roll_totals(tx.session, ids)
    heads = {row.id: await _heads(tx, row, totals[row.id]) for row in rows}
    given = {
        "at": now,
        "ids": ids,
        "hashes": [totals[one].hash for one in ids],
        "units": [totals[one].units for one in ids],
        "heads": [heads[one] for one in ids],
        "areas": [totals[one].area for one in ids],
    }
    await tx.session.execute(_OPEN, given)
    for row in rows:
        total = totals[row.id]
        after = {"state": "open", "roll_hash": total.hash.hex(), "units": total.units, "heads": heads[row.id]}
        tx.record(
            "ballot.opened", "ballot", row.id, estate_id=row.estate_id, before={"state": "approved"},
            after={**after, "area": total.area},
        )  # fmt: skip
        tx.wake(f"ballot:{row.id}", f"participation:{row.id}")
    await messages.announce_all(tx, MessageTemplate.BALLOT_OPENED, {one: {} for one in ids})
    tx.wake("clock")


async def _heads(tx: Transaction, row: Row[Any], totals: RollTotals) -> int:
    if row.settings["co_owner"] != CoOwner.ANY_OVERLAP.value:
        return totals.heads
    return await merged_heads(tx.session, row.id)


async def _suspend(tx: Transaction, row: Row[Any], cause: str, now: datetime) -> None:
    ballot = await tx.session.get_one(Ballot, row.id)
    ballot.state, ballot.suspended_at, ballot.suspension_reason = BallotState.SUSPENDED, now, _REASONS[cause]
    await tx.session.flush()
    await raise_alarm(tx, NOT_OPENED, row.id, row.estate_id, {"cause": cause})
    tx.record(
        "ballot.suspended", "ballot", row.id, estate_id=row.estate_id, before={"state": "approved"},
        after={"state": "suspended", "cause": cause}, reason=_REASONS[cause],
    )  # fmt: skip
    await messages.announce(tx, row.id, MessageTemplate.BALLOT_SUSPENDED)
    tx.wake(f"ballot:{row.id}")
