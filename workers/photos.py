"""Photos: delete what has served its time."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.rules.policy import SYSTEM
from domain.services.photos import DUE, delete_due
from domain.store.database import Database
from domain.store.tables import Photo


async def photos_to_delete(session: AsyncSession) -> Sequence[UUID]:
    """A photo that has served; the others go with it."""
    return (await session.scalars(select(Photo.id).where(DUE).limit(1))).all()


async def delete_photos(database: Database, _photos: Sequence[UUID]) -> None:
    """What the actor does with one of them: all that have served go."""
    async with database.transaction(SYSTEM) as tx:
        await delete_due(tx)
