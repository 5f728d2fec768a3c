"""Manual reviews: end what was asked for in vain, forget what was entered when its time has come."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.rules.manual_review import ANSWER_WITHIN, MATCH_COUNTS_FOR
from domain.rules.policy import SYSTEM
from domain.rules.terms import ManualReviewState
from domain.services.manual_reviews import settle
from domain.services.photos import KEPT_AFTER_DECISION
from domain.store.database import Database
from domain.store.tables import FailedMatch, ManualReview


async def reviews_to_settle(session: AsyncSession) -> Sequence[UUID]:
    """A review that time has settled, and a failed match that nobody followed up; the others go with them."""
    now = select(func.domain_now()).scalar_subquery()
    asked = select(ManualReview.id).where(
        ManualReview.state == ManualReviewState.MORE_ASKED, ManualReview.waiting_since <= now - ANSWER_WITHIN
    )
    entered = select(ManualReview.id).where(
        ManualReview.name.is_not(None), ManualReview.decided_at <= now - KEPT_AFTER_DECISION
    )
    real_now = select(func.clock_timestamp()).scalar_subquery()
    matches = select(FailedMatch.id).where(FailedMatch.failed_at <= real_now - MATCH_COUNTS_FOR)
    due = asked.limit(1).union_all(entered.limit(1), matches.limit(1))
    return (await session.scalars(due)).all()


async def settle_reviews(database: Database, _reviews: Sequence[UUID]) -> None:
    """What the actor does with them: all that time has settled is settled."""
    async with database.transaction(SYSTEM) as tx:
        await settle(tx)
