"""Rating the property company: a certified unit once in a quarter, the company answers each rating once.

Nothing of a quarter is told before five units have rated; then its averages are, and each rating by itself, without
who gave it, for which unit, or when. How many tickets a unit had could tell which it is: that is told as a sum only,
and when the quarter is over, for a sum that grows tells of the unit that was added.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Update, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from domain.rules.policy import Permission
from domain.rules.ratings import Quarter, RatingCriterion, average, is_shown, rating_faults
from domain.rules.refusals import AlreadyAnswered, AlreadyRated, InvalidInput, NotFound, NotSignedIn
from domain.rules.tickets import LONGEST_TEXT, SETTLED, SHORTEST_TEXT, words_faults
from domain.services.access import require
from domain.services.tickets import certified_owner
from domain.store.database import Transaction
from domain.store.tables import Rating, Ticket


@dataclass(frozen=True, slots=True)
class RateCompany:
    """A unit's scores, each criterion once, and words if its owner has any."""

    unit_id: UUID
    scores: tuple[tuple[RatingCriterion, int], ...]
    words: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class AnswerRating:
    """What the property company says to a rating."""

    rating_id: UUID
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RatingChanged:
    """The rating as it is now."""

    rating: Rating


async def rate_company(tx: Transaction, command: RateCompany) -> RatingChanged:
    """Rate for a unit in the present quarter. Raises `NotSignedIn`, `NoCertifiedUnit`, `NotFound`, `InvalidInput`, and
    `AlreadyRated` when the unit has rated in this quarter, whoever of its owners it was."""
    owner_id, estate_id = await certified_owner(tx, command.unit_id)
    held = await require(tx, Permission.RATE_COMPANY, estate_id)
    if faults := list(rating_faults(command.scores, command.words)):
        raise InvalidInput(faults)
    now, rating_id = await tx.now(), uuid4()
    quarter = Quarter.of(now)
    words = command.words.strip()
    tickets = await _settled_tickets(tx, command.unit_id, quarter)
    values = {
        "id": rating_id,
        "estate_id": estate_id,
        "unit_id": command.unit_id,
        "quarter": str(quarter),
        "account_id": tx.actor.account_id,
        "owner_id": owner_id,
        "scores": {criterion.value: score for criterion, score in command.scores},
        "words": tx.crypto.encrypt("ratings.words", rating_id, words) if words else None,
        "ticket_ids": tickets,
        "rated_at": now,
    }
    statement = insert(Rating).values(values).on_conflict_do_nothing(index_elements=["unit_id", "quarter"])
    rating = await tx.session.scalar(statement.returning(Rating))
    if rating is None:
        raise await _rated_before(tx, command.unit_id, quarter)
    # Of the estate, not of the rating: whoever reads the record and the published list would know whose each one is.
    after = {"quarter": str(quarter)}
    tx.record("company.rated", "estate", estate_id, estate_id=estate_id, role=held.role, after=after)
    return RatingChanged(rating)


async def _settled_tickets(tx: Transaction, unit_id: UUID, quarter: Quarter) -> list[UUID]:
    settled = select(Ticket.id).where(
        Ticket.unit_id == unit_id, Ticket.state.in_(SETTLED), Ticket.settled_at >= quarter.starts_at
    )
    return list(await tx.session.scalars(settled.order_by(Ticket.id)))


async def _rated_before(tx: Transaction, unit_id: UUID, quarter: Quarter) -> AlreadyRated:
    earlier = select(Rating).where(Rating.unit_id == unit_id, Rating.quarter == str(quarter))
    rating = (await tx.session.scalars(earlier)).one()
    return AlreadyRated(str(quarter), rating.rated_at, rating.account_id == tx.actor.account_id)


async def answer(tx: Transaction, command: AnswerRating) -> RatingChanged:
    """Answer a rating that is told. Raises `NotSignedIn`, `NotFound`, `InvalidInput` and `AlreadyAnswered`."""
    if tx.actor.kind == "anonymous":
        raise NotSignedIn()
    rating = await tx.session.scalar(
        select(Rating).where(Rating.id == command.rating_id).with_for_update().execution_options(populate_existing=True)
    )
    if rating is None:
        raise NotFound()
    held = await require(tx, Permission.ANSWER_RATING, rating.estate_id)
    told = select(func.count()).where(Rating.estate_id == rating.estate_id, Rating.quarter == rating.quarter)
    if not is_shown((await tx.session.execute(told)).scalar_one()):
        raise NotFound()
    if faults := list(words_faults("words", command.words, SHORTEST_TEXT, LONGEST_TEXT)):
        raise InvalidInput(faults)
    if rating.answered_at is not None:
        raise AlreadyAnswered(rating.answered_at)
    now = await tx.now()
    rating.answer = tx.crypto.encrypt("ratings.answer", rating.id, command.words.strip())
    rating.answered_at, rating.answered_by = now, tx.actor.account_id
    await tx.session.flush()
    tx.record(
        "rating.answered", "rating", rating.id, estate_id=rating.estate_id, role=held.role,
        after={"quarter": rating.quarter},
    )  # fmt: skip
    return RatingChanged(rating)


@dataclass(frozen=True, slots=True)
class CriterionAverage:
    """The average of one criterion, two decimals as text."""

    criterion: RatingCriterion
    average: str


@dataclass(frozen=True, slots=True)
class QuarterRating:
    """What a quarter's ratings of one estate add up to; of fewer than five nothing but how many there are.

    `certified_units` is how many units could rate now. `closed_tickets` is the sum of the settled tickets of the units
    that rated, None until the quarter is over; `answered` is how many ratings the company has answered.
    """

    quarter: Quarter
    ratings: int
    certified_units: int
    averages: Sequence[CriterionAverage] | None
    overall: str | None
    closed_tickets: int | None
    answered: int | None


_SUMS = ", ".join(f"sum((r.scores ->> '{criterion.value}')::int)" for criterion in RatingCriterion)
_FIGURES = text(f"""
SELECT r.estate_id, r.quarter, count(*), coalesce(sum(cardinality(r.ticket_ids)), 0)::bigint, count(r.answered_at),
       domain_now(), {_SUMS}
FROM ratings r WHERE r.estate_id = ANY(:estates) AND r.quarter = ANY(:quarters) GROUP BY r.estate_id, r.quarter
""")  # noqa: S608 — put together from the names of a closed list
_CERTIFIED = text("""
SELECT estate_id, count(*) FROM units
WHERE estate_id = ANY(:estates) AND removed_at IS NULL AND certified GROUP BY estate_id
""")


async def figures_of(
    session: AsyncSession, estate_ids: Collection[UUID], quarters: Sequence[Quarter]
) -> Mapping[UUID, list[QuarterRating]]:
    """The figures of each estate in these quarters, in their order; two statements, however many there are."""
    given = {"estates": list(estate_ids), "quarters": [str(quarter) for quarter in quarters]}
    certified = {row[0]: row[1] for row in await session.execute(_CERTIFIED, {"estates": given["estates"]})}
    found = {(row[0], row[1]): row[2:] for row in await session.execute(_FIGURES, given)}
    return {
        estate: [_figures(quarter, certified.get(estate, 0), found.get((estate, str(quarter)))) for quarter in quarters]
        for estate in estate_ids
    }


def _figures(quarter: Quarter, certified_units: int, row: Sequence[Any] | None) -> QuarterRating:
    if row is None or not is_shown(row[0]):
        return QuarterRating(quarter, row[0] if row else 0, certified_units, None, None, None, None)
    ratings, tickets, answered, now, *sums = row
    averages = [
        CriterionAverage(criterion, average(total, ratings))
        for criterion, total in zip(RatingCriterion, sums, strict=True)
    ]
    overall = average(sum(sums), ratings * len(sums))
    closed_tickets = tickets if quarter.ends_at <= now else None
    return QuarterRating(quarter, ratings, certified_units, averages, overall, closed_tickets, answered)


@dataclass(frozen=True, slots=True)
class RatingUnit:
    """A unit for which one may rate, and whether it has done so in the present quarter."""

    unit_id: UUID
    estate_id: UUID
    building: str
    entrance: str
    room: str
    quarter: Quarter
    rated_at: datetime | None
    by_yourself: bool
    closed_tickets: int


_UNITS = text("""
SELECT u.id, u.estate_id, g.name, u.entrance, u.room, r.rated_at, coalesce(r.account_id = :account, false),
       (SELECT count(*) FROM tickets t WHERE t.unit_id = u.id AND t.settled_at >= :since)
FROM certifications c JOIN units u ON u.id = c.unit_id JOIN buildings g ON g.id = u.building_id
LEFT JOIN ratings r ON r.unit_id = u.id AND r.quarter = :quarter
WHERE c.account_id = :account AND c.ended_at IS NULL ORDER BY g.position, g.id, u.entrance, u.room, u.id
""")


async def rating_units(session: AsyncSession, account_id: UUID | None) -> list[RatingUnit]:
    """The units that an account is certified for, building by building."""
    quarter = Quarter.of((await session.execute(select(func.domain_now()))).scalar_one())
    given = {"account": account_id, "quarter": str(quarter), "since": quarter.starts_at}
    rows = await session.execute(_UNITS, given)
    return [
        RatingUnit(unit, estate, building, entrance, room, quarter, rated_at, by_yourself, tickets)
        for unit, estate, building, entrance, room, rated_at, by_yourself, tickets in rows
    ]


def forgetting(account_id: UUID) -> Update:
    """What an account wrote goes with it; its scores stay counted, and tell nobody whose they were."""
    return update(Rating).where(Rating.account_id == account_id).values(words=None)
