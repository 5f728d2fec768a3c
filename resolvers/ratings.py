"""Ratings of the property company: what is told of them, and the two commands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import strawberry
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from strawberry.dataloader import DataLoader

from domain.rules.policy import Permission
from domain.rules.ratings import FEWEST_RATINGS, MOST_QUARTERS, Quarter, RatingCriterion
from domain.services import ratings as services
from domain.store.database import Database
from domain.store.pages import Page, PageNotPossible, page_of, read_page
from domain.store.selects import estates_for
from domain.store.tables import Estate, Rating
from resolvers.context import Info


@dataclass(frozen=True, slots=True)
class Score:
    """One criterion's score."""

    criterion: RatingCriterion
    score: int


async def my_rating_units(info: Info) -> list[services.RatingUnit]:
    """The actor's certified units, and whether each has rated."""
    async with info.context.database.read() as session:
        return await services.rating_units(session, info.context.actor.account_id)


async def my_ratings(info: Info, first: int = 20, after: str | None = None) -> Page[Rating]:
    """What the actor gave, newest first."""
    own = select(Rating).where(Rating.account_id == info.context.actor.account_id)
    by = [Rating.rated_at, Rating.id]
    return await read_page(info.context.database, own, by=by, first=first, after=after, descending=True)


async def company_ratings(info: Info, estate_id: UUID, quarters: int = 8) -> list[services.QuarterRating]:
    """The trend of an estate, the present quarter first; empty where the actor may not see the estate."""
    if not 1 <= quarters <= MOST_QUARTERS:
        raise PageNotPossible(f"`quarters` is a number from 1 to {MOST_QUARTERS}")
    async with info.context.database.read() as session:
        seen = estates_for(info.context.actor).where(Estate.id == estate_id)
        row = (await session.execute(seen.with_only_columns(func.domain_now()))).one_or_none()
        if row is None:
            return []
        present = Quarter.of(row[0])
        wanted = [present.earlier(number) for number in range(quarters)]
        return (await services.figures_of(session, [estate_id], wanted))[estate_id]


async def ratings(
    info: Info,
    estate_id: UUID,
    quarter: str,
    answered: bool | None = None,
    worded: bool | None = None,
    first: int = 20,
    after: str | None = None,
) -> Page[Rating]:
    """A quarter's ratings one by one, in an order that says nothing; none of a quarter with fewer than five."""
    told = select(Rating.quarter).where(Rating.estate_id == estate_id, Rating.quarter == quarter)
    enough = told.group_by(Rating.quarter).having(func.count() >= FEWEST_RATINGS)
    seen = estates_for(info.context.actor).where(Estate.id == estate_id).with_only_columns(Estate.id)
    listed = select(Rating).where(Rating.estate_id.in_(seen), Rating.quarter == quarter, Rating.quarter.in_(enough))
    if answered is not None:
        listed = listed.where(Rating.answered_at.is_not(None) if answered else Rating.answered_at.is_(None))
    if worded is not None:
        listed = listed.where(Rating.words.is_not(None) if worded else Rating.words.is_(None))
    return await read_page(info.context.database, listed, by=[Rating.id], first=first, after=after)


class RatingOrder(StrEnum):
    """How the estates stand that are compared."""

    NAME = "name"
    HIGHEST = "highest"
    LOWEST = "lowest"
    MOST_RATINGS = "most_ratings"


async def rating_comparison(
    info: Info,
    quarter: str | None = None,
    order: RatingOrder = RatingOrder.NAME,
    first: int = 20,
    after: str | None = None,
) -> Page[Estate]:
    """The estates that the actor compares; `rating` of each is of `quarter`, and so is the order by figures.

    What is not told has no place among what is: those estates stand last, by name, whatever their ratings say.
    """
    wanted = _quarter_of(quarter)
    listed = estates_for(info.context.actor, Permission.COMPARE_RATINGS)
    if order is RatingOrder.NAME:
        by = [Estate.name, Estate.id]
        return await read_page(info.context.database, listed, by=by, first=first, after=after)
    async with info.context.database.read() as session:
        estates = {estate.id: estate for estate in await session.scalars(listed)}
        figures = await _figures_in(session, list(estates), wanted)
    placed = {one: _place(order, figure) for one, figure in zip(estates, figures, strict=True)}

    def key(estate: Estate) -> tuple[int | str, ...]:
        return placed[estate.id], estate.name, str(estate.id)

    return page_of(sorted(estates.values(), key=key), key, first=first, after=after)


def _place(order: RatingOrder, figures: services.QuarterRating) -> int:
    if order is RatingOrder.MOST_RATINGS:
        return -figures.ratings
    if figures.overall is None:
        return _LAST
    overall = int(figures.overall.replace(".", ""))
    return overall if order is RatingOrder.LOWEST else -overall


_LAST = 1_000


async def rating_of_estate(
    root: strawberry.Parent[Estate], info: Info, quarter: str | None = None
) -> services.QuarterRating:
    """The figures of one quarter, the present one if none is named."""
    wanted = _quarter_of(quarter)
    database = info.context.database

    def make() -> DataLoader[UUID, services.QuarterRating]:
        return DataLoader(lambda estates: _figures(database, estates, wanted), cache=False)

    return await info.context.loader(("rating_of_estate", wanted), make).load(root.id)


def _quarter_of(text: str | None) -> Quarter | None:
    quarter = None if text is None else Quarter.parse(text)
    if text is not None and quarter is None:
        raise PageNotPossible("a quarter is written like 2026Q1")
    return quarter


async def _figures(database: Database, estates: list[UUID], quarter: Quarter | None) -> list[services.QuarterRating]:
    async with database.read() as session:
        return await _figures_in(session, estates, quarter)


async def _figures_in(
    session: AsyncSession, estates: list[UUID], quarter: Quarter | None
) -> list[services.QuarterRating]:
    if quarter is None:
        quarter = Quarter.of((await session.execute(select(func.domain_now()))).scalar_one())
    found = await services.figures_of(session, estates, [quarter])
    return [found[one][0] for one in estates]


def scores(root: strawberry.Parent[Rating]) -> Sequence[Score]:
    """Each criterion with its score."""
    return [Score(criterion, int(root.scores[criterion.value])) for criterion in RatingCriterion]


def words(root: strawberry.Parent[Rating], info: Info) -> str | None:
    """The rater's words."""
    return None if root.words is None else info.context.database.crypto.decrypt("ratings.words", root.id, root.words)


def company_answer(root: strawberry.Parent[Rating], info: Info) -> str | None:
    """What the company said to it."""
    if root.answer is None:
        return None
    return info.context.database.crypto.decrypt("ratings.answer", root.id, root.answer)


def own_unit(root: strawberry.Parent[Rating], info: Info) -> UUID | None:
    """For which unit; told to who gave it alone."""
    return root.unit_id if root.account_id == info.context.actor.account_id else None


def own_instant(root: strawberry.Parent[Rating], info: Info) -> datetime | None:
    """When; told to who gave it alone."""
    return root.rated_at if root.account_id == info.context.actor.account_id else None


def own_tickets(root: strawberry.Parent[Rating], info: Info) -> Sequence[UUID] | None:
    """The unit's tickets that were settled in the quarter; told to who gave it alone."""
    return root.ticket_ids if root.account_id == info.context.actor.account_id else None


async def rate_company(info: Info, command: services.RateCompany) -> services.RatingChanged:
    """Rate for a unit in the present quarter."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await services.rate_company(tx, command)


async def answer_rating(info: Info, command: services.AnswerRating) -> services.RatingChanged:
    """Answer a rating, once."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await services.answer(tx, command)
