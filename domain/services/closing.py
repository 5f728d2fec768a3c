"""Ballots close by themselves at their instant: never early, each once, whatever number of workers try."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import func, select, text, update

from domain.rules.refusals import NotFound
from domain.rules.terms import BallotState
from domain.store.database import Transaction
from domain.store.tables import Ballot

_SHUT_GATES = text("SELECT shut_ballot_gates(:ballots)")


async def close_due(tx: Transaction, ballot_ids: Collection[UUID]) -> list[UUID]:
    """Close those of `ballot_ids` that are open and whose window has ended; returns the ones that are now closed.

    For the system only. Ballots that another transaction holds are left for the next time. The gates wait for the
    castings in flight: what was cast in time by the database's clock is in the count.
    """
    if tx.actor.kind != "system":
        raise NotFound()
    due = (
        select(Ballot.id, Ballot.estate_id)
        .where(Ballot.id.in_(ballot_ids), Ballot.state == BallotState.OPEN, Ballot.closes_at <= func.domain_now())
        .order_by(Ballot.id)
        .with_for_update(skip_locked=True)
    )
    estates = {row[0]: row[1] for row in await tx.session.execute(due)}
    if not estates:
        return []
    await tx.session.execute(_SHUT_GATES, {"ballots": list(estates)})
    closing = (
        update(Ballot)
        .where(Ballot.id.in_(estates), Ballot.state == BallotState.OPEN, Ballot.closes_at <= func.domain_now())
        .values(state=BallotState.CLOSED, closed_at=func.domain_now())
        .returning(Ballot.id)
        .execution_options(synchronize_session=False)
    )
    closed = sorted((await tx.session.execute(closing)).scalars())
    for ballot in closed:
        tx.record(
            "ballot.closed", "ballot", ballot, estate_id=estates[ballot], before={"state": "open"},
            after={"state": "closed"},
        )  # fmt: skip
        tx.wake(f"ballot:{ballot}", f"participation:{ballot}")
    tx.wake("clock")
    return closed
