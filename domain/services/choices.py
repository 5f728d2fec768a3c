"""An auditor's look at recorded choices: after the close only, with a reason, and on record."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from domain.rules.policy import Permission
from domain.rules.refusals import Fault, InvalidInput, NotFound, NotInThisState
from domain.rules.terms import BallotState, Channel
from domain.services.access import require
from domain.services.receipts import Choice, choices_of, option_rows
from domain.store.database import Transaction
from domain.store.tables import Ballot, Casting

AFTER_THE_CLOSE = (BallotState.CLOSED, BallotState.PUBLISHED)


@dataclass(frozen=True, slots=True)
class ReadChoices:
    """Whose choices, and why."""

    ballot_id: UUID
    unit_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class ChoicesRead:
    """What was recorded for a unit."""

    unit_id: UUID
    submission_id: UUID
    cast_at: datetime
    channel: Channel
    choices: tuple[Choice, ...]


async def require_reading(tx: Transaction, ballot_id: UUID) -> tuple[Ballot, str]:
    """A closed ballot whose choices the actor may read, and the role. Raises `NotFound` and `NotInThisState`."""
    ballot = await tx.session.get(Ballot, ballot_id)
    held = await require(tx, Permission.READ_CHOICES, ballot.estate_id if ballot is not None else ballot_id)
    if ballot is None:
        raise NotFound()
    if ballot.state not in AFTER_THE_CLOSE:
        raise NotInThisState(ballot.state.value)
    return ballot, held.role


async def read_choices(tx: Transaction, command: ReadChoices) -> ChoicesRead:
    """The choices recorded for one unit. Raises `NotFound`, `NotInThisState` before the close, `InvalidInput`."""
    ballot, role = await require_reading(tx, command.ballot_id)
    if not command.reason.strip():
        raise InvalidInput([Fault("reason", "请写明查看的理由。", "Say why you look at it.")])
    found = select(Casting).where(Casting.ballot_id == ballot.id, Casting.unit_id == command.unit_id)
    casting = (await tx.session.execute(found)).scalar_one_or_none()
    if casting is None:
        raise NotFound()
    options = await option_rows(tx.session, ballot.id)
    tx.record(
        "casting.read", "unit", command.unit_id, estate_id=ballot.estate_id, role=role,
        after={"ballot": str(ballot.id)}, reason=command.reason.strip(),
    )  # fmt: skip
    return ChoicesRead(
        casting.unit_id, casting.submission_id, casting.cast_at, casting.channel, choices_of(casting.choices, options)
    )
