"""Estates, buildings and units: what an actor may see of the register, and the commands that maintain it."""

from uuid import UUID

from domain.store.pages import Page, read_page
from domain.store.selects import estates_for
from domain.store.tables import Estate
from resolvers.context import Info


async def estate(info: Info, id: UUID) -> Estate | None:
    """One estate, or null."""
    async with info.context.database.glance() as session:
        return (await session.execute(estates_for(info.context.actor).where(Estate.id == id))).scalar_one_or_none()


async def estates(info: Info, first: int = 20, after: str | None = None) -> Page[Estate]:
    """The estates that the actor may see, by number."""
    listed = estates_for(info.context.actor)
    return await read_page(info.context.database, listed, by=[Estate.number], first=first, after=after)
