"""Estates, buildings and units: what an actor may see of the register, and the commands that maintain it."""

from collections.abc import Sequence
from uuid import UUID

from domain.store.selects import estates_for
from domain.store.tables import Estate
from resolvers.context import Info


async def estate(info: Info, id: UUID) -> Estate | None:
    """One estate, or null."""
    async with info.context.database.glance() as session:
        return (await session.execute(estates_for(info.context.actor).where(Estate.id == id))).scalar_one_or_none()


async def estates(info: Info) -> Sequence[Estate]:
    """The estates that the actor may see, by number."""
    async with info.context.database.glance() as session:
        rows = await session.execute(estates_for(info.context.actor).order_by(Estate.number).limit(100))
        return rows.scalars().all()
