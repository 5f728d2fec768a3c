"""What may still be done to an approved ballot: suspend it or one of its matters, for good, and extend it once.

There is no early end. Each command takes the ballot's row and shuts its gate, so that castings, the close and each
other wait their turn, and reads the clock only after it has both.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ScalarSelect, select, text

from domain.rules.periods import ExtensionFault, extended_close, extension_faults
from domain.rules.policy import Held, Permission
from domain.rules.refusals import AlreadyExtended, Fault, InvalidInput, NotFound, NotInThisState
from domain.rules.terms import BallotState, MatterState
from domain.services import messages
from domain.services.ballots import expect, take_ballot_of
from domain.services.ballots_review import reason_faults
from domain.services.templates.render import MessageTemplate
from domain.store.database import Transaction
from domain.store.tables import Ballot, Matter

SUSPENDABLE = (BallotState.APPROVED, BallotState.OPEN)
# The clock is read when the gate is shut, not before.
_SHUT_GATE = text("""
WITH shut AS MATERIALIZED (SELECT shut_ballot_gates(ARRAY[CAST(:ballot AS uuid)])) SELECT domain_now() FROM shut
""")


async def suspend_ballot(tx: Transaction, ballot_id: UUID, reason: str, typed_title: str) -> Ballot:
    """Suspend an approved or open ballot for good. `typed_title` is its title, typed by whoever is sure of it."""
    ballot, held, estate, now = await _take_running(tx, ballot_id)
    expect(ballot, *SUSPENDABLE)
    _check(reason, typed_title, ballot.title)
    _refuse_after_the_close(ballot, now)
    before = {"state": ballot.state.value}
    _suspend(tx, ballot, reason, now)
    tx.record(
        "ballot.suspended", "ballot", ballot.id, estate_id=ballot.estate_id, role=held.role, before=before,
        after={"state": ballot.state.value}, reason=reason.strip(),
    )  # fmt: skip
    await messages.announce_held(tx, ballot, estate, MessageTemplate.BALLOT_SUSPENDED)
    return ballot


async def suspend_matter(tx: Transaction, matter_id: UUID, reason: str, typed_title: str) -> Ballot:
    """Suspend one matter for good, with its last one the whole ballot. `typed_title` is the matter's title."""
    # A matter that does not exist answers as one that is not theirs: by way of a ballot that does not exist either.
    of_matter = select(Matter.ballot_id).where(Matter.id == matter_id).scalar_subquery()
    ballot, held, estate, now = await _take_running(tx, of_matter)
    expect(ballot, *SUSPENDABLE)
    statement = select(Matter).where(Matter.ballot_id == ballot.id).execution_options(populate_existing=True)
    matters = {matter.id: matter for matter in (await tx.session.execute(statement)).scalars()}
    matter = matters.get(matter_id)
    if matter is None:
        raise NotFound()
    if matter.state is MatterState.SUSPENDED:
        raise NotInThisState(matter.state.value)
    _check(reason, typed_title, matter.title)
    _refuse_after_the_close(ballot, now)
    matter.state = MatterState.SUSPENDED
    matter.suspended_at, matter.suspended_by, matter.suspension_reason = now, tx.actor.account_id, reason.strip()
    last = all(one.state is MatterState.SUSPENDED for one in matters.values())
    if last:
        _suspend(tx, ballot, reason, now)
    _record_matter(tx, ballot, matter, held, last)
    if last:
        await messages.announce_held(tx, ballot, estate, MessageTemplate.BALLOT_SUSPENDED)
    return ballot


def _record_matter(tx: Transaction, ballot: Ballot, matter: Matter, held: Held, last: bool) -> None:
    tx.record(
        "ballot.matter_suspended", "ballot", ballot.id, estate_id=ballot.estate_id, role=held.role,
        before={"matter_state": "active"}, reason=matter.suspension_reason,
        after={"matter": str(matter.id), "title": matter.title, "ballot_suspended": last},
    )  # fmt: skip
    tx.wake(f"ballot:{ballot.id}")


async def extend_ballot(tx: Transaction, ballot_id: UUID, reason: str) -> Ballot:
    """Move the close by exactly 15 days, once, before it has come (operation guide, question 3 of organizers).

    Raises `AlreadyExtended`, and `NotInThisState` at the closing instant or later by the database's clock.
    """
    ballot, held, estate, now = await _take_running(tx, ballot_id)
    expect(ballot, BallotState.OPEN)
    faults = reason_faults(reason)
    if faults:
        raise InvalidInput(faults)
    assert ballot.closes_at is not None  # an open ballot has a window
    against = extension_faults(ballot.closes_at, ballot.extended_at is not None, now)
    if ExtensionFault.ALREADY_CLOSED in against:
        raise NotInThisState(BallotState.CLOSED.value)
    if against:
        assert ballot.extended_at is not None
        raise AlreadyExtended(ballot.extended_at)
    before = {"closes_at": ballot.closes_at.isoformat()}
    ballot.closes_at = extended_close(ballot.closes_at)
    ballot.extended_at, ballot.extended_by, ballot.extension_reason = now, tx.actor.account_id, reason.strip()
    tx.record(
        "ballot.extended", "ballot", ballot.id, estate_id=ballot.estate_id, role=held.role, before=before,
        after={"closes_at": ballot.closes_at.isoformat()}, reason=reason.strip(),
    )  # fmt: skip
    await messages.announce_held(tx, ballot, estate, MessageTemplate.BALLOT_EXTENDED)
    tx.wake(f"ballot:{ballot.id}")
    return ballot


async def _take_running(tx: Transaction, ballot_id: UUID | ScalarSelect[UUID]) -> tuple[Ballot, Held, str, datetime]:
    """The ballot, held, by which role, the estate's name, and the clock behind its gate."""
    ballot, held, estate = await take_ballot_of(tx, Permission.RUN_BALLOT, ballot_id)
    now: datetime = (await tx.session.execute(_SHUT_GATE, {"ballot": ballot.id})).scalar_one()
    return ballot, held, estate, now


def _check(reason: str, typed_title: str, title: str) -> None:
    faults = reason_faults(reason)
    if typed_title.strip() != title:
        faults.append(
            Fault(
                "typedTitle",
                f"挂起后不能恢复。请原样输入标题“{title}”以确认。",
                f"Suspension is final. Type the title “{title}” exactly to confirm.",
            )
        )
    if faults:
        raise InvalidInput(faults)


def _refuse_after_the_close(ballot: Ballot, now: datetime) -> None:
    """The deadline has ended the vote even if no worker has closed it yet; its result is not to be stopped."""
    if ballot.closes_at is not None and now >= ballot.closes_at:
        raise NotInThisState(BallotState.CLOSED.value)


def _suspend(tx: Transaction, ballot: Ballot, reason: str, now: datetime) -> None:
    ballot.state = BallotState.SUSPENDED
    ballot.suspended_at, ballot.suspended_by, ballot.suspension_reason = now, tx.actor.account_id, reason.strip()
    tx.wake(f"ballot:{ballot.id}", f"participation:{ballot.id}", "clock")
