"""The demo's clock: how far the domain's time runs ahead of the real one. Only demo and test databases have it."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from domain.store.database import Transaction
from domain.store.tables import DemoClock


class ClockNeverRunsBack(ValueError):
    """Time that has passed has passed: what was open and cast by it cannot be undone."""


async def shift_of(tx: Transaction) -> timedelta:
    """How far the domain's time runs ahead."""
    found = (await tx.session.execute(select(DemoClock.shift))).scalar_one_or_none()
    return found if found is not None else timedelta(0)


async def advance(tx: Transaction, by: timedelta) -> datetime:
    """Moves the domain's time forward by a positive `by`; the new time, in UTC.

    Raises `ClockNeverRunsBack`. The database refuses it outside the demo and test profiles.
    """
    if by <= timedelta(0):
        raise ClockNeverRunsBack
    before = await shift_of(tx)
    row = insert(DemoClock).values(id=1, shift=by)
    await tx.session.execute(
        row.on_conflict_do_update(index_elements=[DemoClock.id], set_={"shift": DemoClock.shift + row.excluded.shift})
    )
    tx.record(
        "advance_demo_clock",
        "demo_clock",
        None,
        before={"shift_seconds": int(before.total_seconds())},
        after={"shift_seconds": int((before + by).total_seconds())},
    )
    tx.wake("clock")
    now: datetime = (await tx.session.execute(select(func.domain_now()))).scalar_one()
    return now
