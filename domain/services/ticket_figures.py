"""How an estate's complaints and repairs are dealt with: how many, how fast, how well; nothing about who filed them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any
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
SELECT estate_id, kind, state, count(*) FROM tickets
WHERE estate_id = ANY(CAST(:estates AS uuid[])) AND (CAST(:since AS timestamptz) IS NULL OR filed_at >= :since)
GROUP BY estate_id, kind, state ORDER BY estate_id, kind, state
""")

_TIMES = text("""
SELECT estate_id, count(*), count(*) FILTER (WHERE due_at <= domain.at), count(escalated_at),
       count(*) FILTER (WHERE reopened > 0), count(first_answered_at),
       percentile_disc(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM first_answered_at - filed_at)),
       count(*) FILTER (WHERE state = 'done'),
       percentile_disc(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM settled_at - filed_at))
         FILTER (WHERE state = 'done'),
       count(work_rating), coalesce(sum(work_rating), 0)
FROM tickets CROSS JOIN (SELECT domain_now() AS at) domain
WHERE estate_id = ANY(CAST(:estates AS uuid[])) AND (CAST(:since AS timestamptz) IS NULL OR filed_at >= :since)
GROUP BY estate_id
""")


async def figures_of(session: AsyncSession, estates: Sequence[UUID], since: datetime | None) -> list[TicketFigures]:
    """The figures of each estate, in the order given; two statements for however many."""
    given = {"estates": list(estates), "since": since}
    counts: dict[UUID, list[StateCount]] = defaultdict(list)
    for estate, kind, state, tickets in await session.execute(_COUNTS, given):
        counts[estate].append(StateCount(TicketKind(kind), TicketState(state), tickets))
    times = {row[0]: row[1:] for row in await session.execute(_TIMES, given)}
    return [_figures(estate, since, counts[estate], times.get(estate, _NOTHING)) for estate in estates]


_NOTHING = (0, 0, 0, 0, 0, None, 0, None, 0, 0)


def _figures(estate: UUID, since: datetime | None, states: Sequence[StateCount], times: Sequence[Any]) -> TicketFigures:
    filed, overdue, escalated, reopened, answered, to_answer, done, to_done, rated, total = times
    return TicketFigures(
        estate_id=estate,
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


def told_to_everybody(figures: TicketFigures) -> TicketFigures:
    """What those are told who read no tickets: times from five tickets on, for fewer are those of somebody.

    They have the figures of the whole time only. Two that begin at two instants would differ by what lies between, and
    that may be one ticket, its times and its rating.
    """
    return replace(
        figures,
        median_to_first_answer=figures.median_to_first_answer if figures.answered >= SMALLEST_SHOWN else None,
        median_to_done=figures.median_to_done if figures.done >= SMALLEST_SHOWN else None,
    )


def _seconds(measured: Decimal | float | None) -> int | None:
    return None if measured is None else int(measured)
