"""What is shown of a roll while its ballot runs: who has taken part, counted as the tally will count it.

A unit that was cast stays with the head that cast it, any other is whose the register says it is by now; corrections
are laid upon the roll (law: transfers, frozen). Whoever reads it reads it often: one statement, whatever the size.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from domain.rules.roll import head_keys
from domain.rules.settings import CoOwner

_COUNTED = """
WITH corrected AS (
  SELECT c.unit_id, jsonb_object_agg(e.key, e.value ORDER BY c.recorded_at, c.id) AS value
  FROM roll_corrections c CROSS JOIN LATERAL jsonb_each(c.new_value) e
  WHERE c.ballot_id = :ballot GROUP BY c.unit_id
), counted AS (
  SELECT r.unit_id, r.building_id, g.name AS building, g.position,
         coalesce((x.value ->> 'area')::bigint, r.area) AS area, k.unit_id AS cast_unit, k.channel = 'pad' AS on_pad,
         CASE WHEN k.unit_id IS NOT NULL THEN k.head_key
              ELSE coalesce((x.value ->> 'head_key')::uuid, r.head_key) END AS head_key,
         CASE WHEN k.unit_id IS NOT NULL THEN k.head_key = g.estate_id
              ELSE coalesce((x.value ->> 'developer_stock')::bool, r.developer_stock) END AS stock,
         r.owners, r.title_id, k.title_id AS cast_title_id, x.value
  FROM roll_entries r JOIN buildings g ON g.id = r.building_id
  LEFT JOIN castings k ON k.ballot_id = r.ballot_id AND k.unit_id = r.unit_id
  LEFT JOIN corrected x ON x.unit_id = r.unit_id
  WHERE r.ballot_id = :ballot
    AND CASE WHEN x.value ? 'usage'
             THEN (SELECT b.settings -> 'area_kinds' FROM ballots b WHERE b.id = :ballot) ? (x.value ->> 'usage')
             ELSE r.counted END
)
"""

# Where the head is the exact set of owners, the keys that rolls, castings and corrections carry are the heads.
_TURNOUT = text(f"""{_COUNTED}
SELECT building_id, min(building) AS building, count(*) AS units, count(DISTINCT head_key) AS heads,
       coalesce(sum(area), 0)::bigint AS area, count(cast_unit) AS cast_units,
       count(DISTINCT head_key) FILTER (WHERE cast_unit IS NOT NULL) AS cast_heads,
       coalesce(sum(area) FILTER (WHERE cast_unit IS NOT NULL), 0)::bigint AS cast_area,
       count(cast_unit) FILTER (WHERE on_pad) AS pad_units, count(DISTINCT head_key) FILTER (WHERE on_pad) AS pad_heads,
       coalesce(sum(area) FILTER (WHERE on_pad), 0)::bigint AS pad_area
FROM counted
GROUP BY GROUPING SETS ((building_id), ())
ORDER BY building_id IS NULL DESC, min(position), building_id
""")  # noqa: S608 — put together from this module's own constants

_UNITS = text(f"""{_COUNTED}
SELECT unit_id::text AS unit, building_id, building, area, cast_unit IS NOT NULL, coalesce(on_pad, false), stock,
       coalesce(CASE WHEN cast_unit IS NULL AND value ? 'owners'
                     THEN (SELECT string_agg(o.id, ',' ORDER BY o.id)
                           FROM jsonb_array_elements_text(value -> 'owners') o (id))
                     WHEN cast_unit IS NULL OR cast_title_id = title_id THEN array_to_string(owners, ',')
                     ELSE (SELECT string_agg(o.owner_id::text, ',' ORDER BY o.owner_id) FROM title_owners o
                           WHERE o.title_id = cast_title_id) END, '') AS owners
FROM counted ORDER BY position, building_id
""")  # noqa: S608 — put together from this module's own constants


@dataclass(frozen=True, slots=True)
class Turnout:
    """Heads, 0.01 m² and counted units: all of the roll, what was cast, and of that on a helper's PAD."""

    units: int
    heads: int
    area: int
    cast_units: int
    cast_heads: int
    cast_area: int
    pad_units: int
    pad_heads: int
    pad_area: int


@dataclass(frozen=True, slots=True)
class TurnoutPart:
    """The turnout of one building, or (`building_id` None) of the whole roll, which comes first."""

    building_id: UUID | None
    building: str
    turnout: Turnout


async def turnouts(session: AsyncSession, ballot_id: UUID, co_owner: CoOwner) -> list[TurnoutPart]:
    """The turnout of a frozen roll, whole and by building in the order of the building table."""
    if co_owner is CoOwner.ANY_OVERLAP:
        return _merged((await session.execute(_UNITS, {"ballot": ballot_id})).all())
    rows = await session.execute(_TURNOUT, {"ballot": ballot_id})
    return [TurnoutPart(row[0], row[1] if row[0] is not None else "", Turnout(*row[2:])) for row in rows]


def _merged(rows: Sequence[Row[Any]]) -> list[TurnoutPart]:
    """Sets of owners that overlap are one head, in the whole roll: a building counts those that it has a part of."""
    sets: dict[str, frozenset[str]] = {"": frozenset()}
    for row in rows:
        if row.owners not in sets:
            sets[row.owners] = frozenset(row.owners.split(","))
    keys = head_keys([(row.unit, sets[row.owners], row.stock) for row in rows], CoOwner.ANY_OVERLAP)
    whole = _Sum()
    parts: dict[UUID, tuple[str, _Sum]] = {}
    for row, head in zip(rows, keys, strict=True):
        _, building, name, area, was_cast, on_pad, *_ = tuple(row)
        if building not in parts:
            parts[building] = name, _Sum()
        for one in (whole, parts[building][1]):
            one.add(head, area, was_cast, on_pad)
    listed = [TurnoutPart(building, name, one.turnout()) for building, (name, one) in parts.items()]
    return [TurnoutPart(None, "", whole.turnout()), *listed]


class _Sum:
    """Units, heads and area as they are added up: of all, of what was cast, of what was cast on a PAD."""

    def __init__(self) -> None:
        self.units = [0, 0, 0]
        self.heads: tuple[set[str], set[str], set[str]] = (set(), set(), set())
        self.area = [0, 0, 0]

    def add(self, head: str, area: int, was_cast: bool, on_pad: bool) -> None:
        for place in range(1 + was_cast + on_pad):
            self.units[place] += 1
            self.heads[place].add(head)
            self.area[place] += area

    def turnout(self) -> Turnout:
        heads = [len(heads) for heads in self.heads]
        figures = zip(self.units, heads, self.area, strict=True)
        return Turnout(*(figure for three in figures for figure in three))
