"""A helper's mark on a door of their walk: that nobody was at home, so that they and others come again later.

It says nothing about anybody's vote. Who was not at home is nobody's business for long: a mark lives for a day.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from domain.rules.refusals import NotFound
from domain.services.pad_sessions import refuse_unless_open, refuse_when_over, take_session
from domain.store.database import Transaction
from domain.store.tables import DoorMark, RollEntry


@dataclass(frozen=True, slots=True)
class MarkDoor:
    """At which unit of the session's ballot nobody was at home, or that the mark there is taken back."""

    pad_session_id: UUID
    unit_id: UUID
    nobody_home: bool


@dataclass(frozen=True, slots=True)
class DoorMarked:
    """The unit with its mark as it is now."""

    unit_id: UUID
    nobody_home_at: datetime | None


async def mark_door(tx: Transaction, command: MarkDoor) -> DoorMarked:
    """Mark a door for every helper of the ballot, or take the mark back. Marked again it has the later time.

    Raises `NotSignedIn`, `NotFound` (also of a unit that is not on the ballot's roll), `PadSessionOver`, and what the
    ballot refuses.
    """
    work = await take_session(tx, command.pad_session_id)
    refuse_when_over(work.session, work.at)
    refuse_unless_open(work.ballot, work.at)
    ballot_id, unit_id = work.ballot.id, command.unit_id
    on_the_roll = select(RollEntry.unit_id).where(RollEntry.ballot_id == ballot_id, RollEntry.unit_id == unit_id)
    if await tx.session.scalar(on_the_roll) is None:
        raise NotFound()
    if command.nobody_home:
        at = await _mark(tx, ballot_id, unit_id, work.session.id)
    else:
        at = None
        await tx.session.execute(delete(DoorMark).where(DoorMark.ballot_id == ballot_id, DoorMark.unit_id == unit_id))
    tx.record(
        "pad_session.door_marked", "pad_session", work.session.id, estate_id=work.session.estate_id,
        role=work.held.role, after={"unit": str(unit_id), "nobody_home": command.nobody_home},
    )  # fmt: skip
    return DoorMarked(unit_id, at)


async def _mark(tx: Transaction, ballot_id: UUID, unit_id: UUID, session_id: UUID) -> datetime:
    given = insert(DoorMark).values(ballot_id=ballot_id, unit_id=unit_id, pad_session_id=session_id)
    renewed = given.on_conflict_do_update(
        index_elements=[DoorMark.ballot_id, DoorMark.unit_id],
        set_={"pad_session_id": session_id, "marked_at": func.clock_timestamp()},
    ).returning(DoorMark.marked_at)
    at: datetime = (await tx.session.execute(renewed)).scalar_one()
    return at
