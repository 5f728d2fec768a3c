"""Records: delete what has served its time."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.rules.policy import SYSTEM
from domain.services.purging import SECRETS_LAST, purge
from domain.store.database import Database
from domain.store.tables import Activation, SmsCode


async def records_to_purge(session: AsyncSession) -> Sequence[UUID]:
    """The oldest code and the oldest activation, where they have served; whatever else has is purged with them.

    Ids follow time, so the oldest is found at the start of the primary key, however many there are.
    """
    code = select(SmsCode.id, SmsCode.created_at.label("since")).order_by(SmsCode.id).limit(1)
    activation = select(Activation.id, Activation.expires_at.label("since")).order_by(Activation.id).limit(1)
    oldest = code.union_all(activation).subquery()
    rows = await session.scalars(select(oldest.c.id).where(oldest.c.since <= func.clock_timestamp() - SECRETS_LAST))
    return rows.all()


async def purge_records(database: Database, _oldest: Sequence[UUID]) -> None:
    """What the actor does with one of them: all that has served goes."""
    async with database.transaction(SYSTEM) as tx:
        await purge(tx)
