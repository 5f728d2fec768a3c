"""The building table (楼盘表): buildings with their counts, the units of one building, a whole estate by columns."""

from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

_BUILDINGS = text("""
SELECT b.id, b.estate_id, b.name, b.number, b.source, coalesce(c.units, 0) AS units,
       coalesce(c.green, 0) AS green, coalesce(c.yellow, 0) AS yellow, coalesce(c.red, 0) AS red,
       coalesce(c.area, 0) AS area
FROM buildings b LEFT JOIN (
  SELECT building_id, count(*) AS units, count(*) FILTER (WHERE certified) AS red,
         count(*) FILTER (WHERE owned AND NOT certified) AS yellow,
         count(*) FILTER (WHERE NOT owned AND NOT certified) AS green, sum(area)::bigint AS area
  FROM units WHERE estate_id = :estate AND removed_at IS NULL GROUP BY building_id) c ON c.building_id = b.id
WHERE b.estate_id = :estate AND b.removed_at IS NULL ORDER BY b.position, b.id
""")

# A string per column and building: ten thousand rows would cost more to carry than to find. Sorted by id, which is
# cheap and stays as it is; by floor and room it would take longer than all the rest.
_ESTATE = r"""
SELECT building_id, string_agg(id::text, ' ') AS ids, string_agg(entrance, E'\n') AS entrances,
       string_agg(floor::text, ' ') AS floors, string_agg(room, E'\n') AS rooms, string_agg(area::text, ' ') AS areas,
       string_agg(CASE usage WHEN 'home' THEN 'h' WHEN 'shop' THEN 's' WHEN 'office' THEN 'o' WHEN 'parking' THEN 'p'
                  WHEN 'storage' THEN 't' WHEN 'public' THEN 'u' WHEN 'equipment' THEN 'e' ELSE 'd' END, '') AS usages,
       string_agg(CASE WHEN certified THEN 'r' WHEN owned THEN 'y' ELSE 'g' END, '') AS colours
FROM (SELECT * FROM units WHERE estate_id = $1 AND removed_at IS NULL ORDER BY building_id, id) u
GROUP BY building_id
"""

_COLOURS = text("""
SELECT building_id, string_agg(CASE WHEN certified THEN 'r' WHEN owned THEN 'y' ELSE 'g' END, '' ORDER BY id) AS colours
FROM units WHERE estate_id = :estate AND removed_at IS NULL GROUP BY building_id
""")

_BUILDING = """
SELECT array_agg(id::text) AS ids, array_agg(entrance) AS entrances, array_agg(floor) AS floors,
       array_agg(floor_from) AS floors_from, array_agg(floor_to) AS floors_to, array_agg(room) AS rooms,
       array_agg(upper(usage)) AS usages, array_agg(layout) AS layouts, array_agg(area) AS areas,
       array_agg(upper(area_source)) AS area_sources, array_agg(developer_stock) AS developer_stock,
       array_agg(delivered) AS delivered,
       string_agg(CASE WHEN certified THEN 'r' WHEN owned THEN 'y' ELSE 'g' END, '') AS colours
FROM (SELECT * FROM units WHERE building_id = $1 AND removed_at IS NULL
      ORDER BY length(entrance), entrance, floor, length(room), room, id) u
"""


async def buildings_with_counts(session: AsyncSession, estate_id: UUID) -> list[Row[Any]]:
    """The estate's buildings (not removed) in their order, each with its units, colours and area in 0.01 m²."""
    return list((await session.execute(_BUILDINGS, {"estate": estate_id})).all())


async def estate_columns(connection: "asyncpg.Connection[asyncpg.Record]", estate_id: UUID) -> dict[str, Any]:
    """The estate's units by building and column, in the order of their ids; see the scalar `EstateGrid`."""
    rows = await connection.fetch(_ESTATE, estate_id)
    return {
        str(row["building_id"]): {
            "ids": row["ids"],
            "entrances": row["entrances"],
            "floors": row["floors"],
            "rooms": row["rooms"],
            "areas": row["areas"],
            "usages": row["usages"],
            "colours": row["colours"],
        }
        for row in rows
    }


async def estate_colours(session: AsyncSession, estate_id: UUID) -> dict[str, str]:
    """The colours alone, by building, each in the order of `estate_columns`."""
    rows = await session.execute(_COLOURS, {"estate": estate_id})
    return {str(row.building_id): row.colours for row in rows}


async def building_columns(connection: "asyncpg.Connection[asyncpg.Record]", building_id: UUID) -> dict[str, Any]:
    """One building's units by column, by entrance, floor and room; see the scalar `BuildingGrid`."""
    row = await connection.fetchrow(_BUILDING, building_id)
    assert row is not None  # an aggregate without groups has one row
    return {
        "ids": row["ids"] or [],
        "entrances": row["entrances"] or [],
        "floors": row["floors"] or [],
        "floorsFrom": row["floors_from"] or [],
        "floorsTo": row["floors_to"] or [],
        "rooms": row["rooms"] or [],
        "usages": row["usages"] or [],
        "layouts": row["layouts"] or [],
        "areas": row["areas"] or [],
        "areaSources": row["area_sources"] or [],
        "developerStock": row["developer_stock"] or [],
        "delivered": row["delivered"] or [],
        "colours": row["colours"] or "",
    }
