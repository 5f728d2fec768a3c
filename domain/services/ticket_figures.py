"""How an estate's complaints and repairs are dealt with: how many, how fast, how well; nothing about who filed them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from domain.rules.gaps import SMALLEST_SHOWN
from domain.rules.ratings import average
from domain.rules.tickets import TicketKind, TicketState


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many tickets of a kind stand in a state."""

    kind: TicketKind
    state: TicketState
    tickets: int


@dataclass(frozen=True, slots=True)
class TicketFigures:
    """The tickets that an estate's owners filed from `since` on (None: ever).

    Medians are whole seconds, None where there is nothing to measure; `answered` and `done` are what they measure.
    The average rating of the work is shown from five ratings on.
    """

    estate_id: UUID
    since: datetime | None
    filed: int
    states: Sequence[StateCount]
    overdue: int
    escalated: int
    reopened: int
    answered: int
    median_to_first_answer: int | None
    done: int
    median_to_done: int | None
    rated: int
    work_rating: str | None


_COUNTS = text("""
SELECT kind, state, count(*) FROM tickets
WHERE estate_id = :estate AND (CAST(:since AS timestamptz) IS NULL OR filed_at >= :since)
GROUP BY kind, state ORDER BY kind, state
""")

_TIMES = text("""
SELECT count(*), count(*) FILTER (WHERE due_at <= domain.at), count(escalated_at), count(*) FILTER (WHERE reopened > 0),
       count(first_answered_at),
       percentile_disc(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM first_answered_at - filed_at)),
       count(*) FILTER (WHERE state = 'done'),
       percentile_disc(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM settled_at - filed_at))
         FILTER (WHERE state = 'done'),
       count(work_rating), coalesce(sum(work_rating), 0)
FROM tickets CROSS JOIN (SELECT domain_now() AS at) domain
WHERE estate_id = :estate AND (CAST(:since AS timestamptz) IS NULL OR filed_at >= :since)
""")


async def figures_of(session: AsyncSession, estate_id: UUID, since: datetime | None) -> TicketFigures:
    """The figures of one estate, in two statements."""
    given = {"estate": estate_id, "since": since}
    counts = await session.execute(_COUNTS, given)
    states = [StateCount(TicketKind(kind), TicketState(state), tickets) for kind, state, tickets in counts]
    filed, overdue, escalated, reopened, answered, to_answer, done, to_done, rated, total = (
        await session.execute(_TIMES, given)
    ).one()
    return TicketFigures(
        estate_id=estate_id,
        since=since,
        filed=filed,
        states=states,
        overdue=overdue,
        escalated=escalated,
        reopened=reopened,
        answered=answered,
        median_to_first_answer=_seconds(to_answer),
        done=done,
        median_to_done=_seconds(to_done),
        rated=rated,
        work_rating=average(total, rated) if rated >= SMALLEST_SHOWN else None,
    )


def _seconds(measured: Decimal | float | None) -> int | None:
    return None if measured is None else int(measured)
