"""The building table: buildings with counts, the unit grids, and removing a building."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any
from uuid import UUID

from sqlalchemy import Row

from domain.rules.policy import Permission
from domain.services import buildings as services
from domain.services.callers import watcher
from domain.services.unit_colours import UnitColours, colours_feed, place_of_units
from domain.store.building_table import building_columns, buildings_with_counts, estate_columns
from domain.store.selects import buildings_for, estates_for
from domain.store.tables import Building, Estate
from resolvers.context import Info


async def buildings(info: Info, estate_id: UUID) -> list[Row[Any]]:
    """The estate's buildings with their counts; empty where the actor may not see its units."""
    async with info.context.database.read() as session:
        visible = estates_for(info.context.actor, Permission.READ_UNITS).where(Estate.id == estate_id)
        if (await session.execute(visible.with_only_columns(Estate.id))).first() is None:
            return []
        return await buildings_with_counts(session, estate_id)


async def estate_grid(info: Info, estate_id: UUID) -> dict[str, Any] | None:
    """Every unit of the estate by building and column, or null."""
    visible = estates_for(info.context.actor, Permission.READ_UNITS).where(Estate.id == estate_id)
    async with info.context.database.glance() as session:
        if (await session.execute(visible.with_only_columns(Estate.id))).first() is None:
            return None
    async with info.context.database.driver() as connection:
        return await estate_columns(connection, estate_id)


async def building_grid(info: Info, building_id: UUID) -> dict[str, Any] | None:
    """Every unit of the building by column, or null."""
    visible = buildings_for(info.context.actor).where(Building.id == building_id)
    async with info.context.database.glance() as session:
        if (await session.execute(visible.with_only_columns(Building.id))).first() is None:
            return None
    async with info.context.database.driver() as connection:
        return await building_columns(connection, building_id)


async def watch_unit_colours(info: Info, estate_id: UUID) -> AsyncGenerator[UnitColours, None]:
    """The colours of the estate's units now and whenever one changes, as long as the watcher may see its units."""
    context = info.context
    actor = await watcher(context.database, context.session_token)
    place = await place_of_units(context.database, actor, estate_id)
    if place is None:
        return
    async with aclosing(colours_feed(context.database).states(estate_id)) as states:
        async for state in states:
            actor = await watcher(context.database, context.session_token)
            if actor.holding(Permission.READ_UNITS, place) is None:
                return
            yield state


async def remove_building(info: Info, command: services.RemoveBuilding) -> services.BuildingRemoved:
    """Remove a building that does not belong."""
    async with info.context.database.transaction(info.context.actor, request_id=info.context.request_id) as tx:
        return await services.remove(tx, command)
