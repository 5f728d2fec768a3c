"""Scopes and rolls in SQL: sets of units, never one at a time, so that a hundred thousand take seconds.

Heads as SQL sees them: a unit's head is its title's `head_key` (the exact set of owners); the developer's stock of an
estate, unsold or not handed over, is one head and bears the estate's id; a unit whose owner is unknown is a head of
its own and bears the unit's id (建筑物区分所有权解释 9). Where the estate merges owners that overlap
(`co_owner = any_overlap`) the keys stay those of the exact sets, because a transfer in the window may join or part
groups: whoever counts merges them with `domain.rules.roll.head_keys` over the owners.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncSession

from domain.rules.readiness import ScopeFacts
from domain.rules.roll import head_keys
from domain.rules.settings import NEVER_COUNTED, CoOwner, CountingSettings

_NEVER = sorted(usage.value for usage in NEVER_COUNTED)

# The units that a ballot's scope holds: as frozen, once it is; before that as the register has them now.
_SCOPE = """
SELECT unnest(s.unit_ids) AS id FROM scopes s WHERE s.ballot_id = :ballot
UNION ALL
SELECT u.id FROM ballots b
JOIN units u ON u.estate_id = b.estate_id AND u.removed_at IS NULL
JOIN buildings g ON g.id = u.building_id AND g.removed_at IS NULL
WHERE b.id = :ballot AND NOT EXISTS (SELECT FROM scopes s WHERE s.ballot_id = b.id)
  AND (b.whole_estate
       OR u.building_id IN (SELECT i.building_id FROM scope_items i WHERE i.ballot_id = :ballot)
       OR u.id IN (SELECT i.unit_id FROM scope_items i WHERE i.ballot_id = :ballot))
"""

# Each unit with its title in force, its head and whether it counts; `stock` is what is still the developer's.
_HEADED = """
SELECT u.id, u.building_id, u.area, u.usage, u.certified, t.id AS title_id,
       u.usage = ANY(:kinds) AS counted,
       u.developer_stock OR NOT u.delivered AS stock,
       CASE WHEN u.developer_stock OR NOT u.delivered THEN u.estate_id ELSE coalesce(t.head_key, u.id) END AS head_key
FROM scope JOIN units u ON u.id = scope.id
LEFT JOIN titles t ON t.unit_id = u.id AND t.starts_at <= :at AND (t.ends_at IS NULL OR t.ends_at > :at)
"""

_SUMMARY = text(f"""
WITH scope AS ({_SCOPE}), headed AS ({_HEADED})
SELECT h.building_id, min(g.name) AS building, min(g.position) AS position,
       count(*) AS units,
       count(*) FILTER (WHERE counted) AS counted,
       coalesce(sum(h.area) FILTER (WHERE counted), 0)::bigint AS area,
       count(DISTINCT head_key) FILTER (WHERE counted) AS heads,
       count(*) FILTER (WHERE counted AND certified) AS certified_units,
       coalesce(sum(h.area) FILTER (WHERE counted AND certified), 0)::bigint AS certified_area,
       count(DISTINCT head_key) FILTER (WHERE counted AND certified) AS certified_heads,
       count(*) FILTER (WHERE counted AND title_id IS NULL AND NOT stock) AS without_owner,
       count(*) FILTER (WHERE NOT counted AND h.usage IN ('parking', 'storage')) AS uncounted_parking,
       count(*) FILTER (WHERE counted AND h.area = 0) AS zero_areas
FROM headed h JOIN buildings g ON g.id = h.building_id
GROUP BY GROUPING SETS ((h.building_id), ())
ORDER BY h.building_id IS NULL, position, h.building_id
""")  # noqa: S608 — put together from this module's own constants

_OWNERS_IN_SCOPE = text(f"""
WITH scope AS ({_SCOPE}), headed AS ({_HEADED})
SELECT h.id, h.stock, h.certified, h.building_id,
       ARRAY(SELECT o.owner_id FROM title_owners o WHERE o.title_id = h.title_id) AS owners
FROM headed h WHERE counted
""")  # noqa: S608 — put together from this module's own constants

_UNITS_IN_SCOPE = text(_SCOPE + "ORDER BY 1")

_OWNERS_ON_ROLL = text("""
SELECT unit_id AS id, developer_stock AS stock, owners FROM roll_entries WHERE ballot_id = :ballot AND counted
""")

_FREEZE = text("""
INSERT INTO roll_entries (ballot_id, unit_id, building_id, area, usage, counted, head_key, owners, title_id,
                          developer_stock, delivered)
SELECT b.id, u.id, u.building_id, u.area, u.usage,
       b.settings -> 'area_kinds' ? u.usage AND u.usage <> ALL(:never),
       CASE WHEN u.developer_stock OR NOT u.delivered THEN u.estate_id ELSE coalesce(t.head_key, u.id) END,
       ARRAY(SELECT o.owner_id FROM title_owners o WHERE o.title_id = t.id ORDER BY o.owner_id),
       t.id, u.developer_stock OR NOT u.delivered, u.delivered
FROM ballots b
JOIN scopes s ON s.ballot_id = b.id
CROSS JOIN LATERAL unnest(s.unit_ids) AS inside(unit_id)
JOIN units u ON u.id = inside.unit_id
LEFT JOIN titles t ON t.unit_id = u.id AND t.starts_at <= :at AND (t.ends_at IS NULL OR t.ends_at > :at)
WHERE b.id = ANY(:ballots)
""")

# One line per unit, in the order of their ids: what `ballots.roll_hash` is the SHA-256 of.
_TOTALS = text("""
SELECT b.id AS ballot_id,
       sha256(convert_to(coalesce(string_agg(concat_ws('|', unit_id, building_id, area, usage, counted, head_key,
           array_to_string(owners, ','), coalesce(title_id::text, ''), developer_stock, delivered),
           E'\\n' ORDER BY unit_id), ''), 'UTF8')) AS hash,
       count(*) FILTER (WHERE counted) AS units,
       count(DISTINCT head_key) FILTER (WHERE counted) AS heads,
       coalesce(sum(area) FILTER (WHERE counted), 0)::bigint AS area
FROM unnest(CAST(:ballots AS uuid[])) AS b(id) LEFT JOIN roll_entries e ON e.ballot_id = b.id GROUP BY b.id
""")


_NOBODY_COUNTS = text("""
SELECT b.id FROM ballots b WHERE b.id = ANY(:ballots) AND NOT EXISTS (
  SELECT FROM scopes s CROSS JOIN LATERAL unnest(s.unit_ids) AS inside(unit_id) JOIN units u ON u.id = inside.unit_id
  WHERE s.ballot_id = b.id AND b.settings -> 'area_kinds' ? u.usage AND u.usage <> ALL(:never))
""")


@dataclass(frozen=True, slots=True)
class ScopePart:
    """What a scope holds in one building, or (`building_id` None) in all of it."""

    building_id: UUID | None
    building: str
    facts: ScopeFacts


@dataclass(frozen=True, slots=True)
class RollTotals:
    """A frozen roll's hash (SHA-256), and how many units, heads and 0.01 m² of it count."""

    hash: bytes
    units: int
    heads: int
    area: int


async def scope_unit_ids(session: AsyncSession, ballot_id: UUID) -> list[UUID]:
    """The units of a ballot's scope, by id: as frozen once it is approved, before that as the register stands."""
    return list((await session.execute(_UNITS_IN_SCOPE, {"ballot": ballot_id})).scalars())


async def scope_parts(
    session: AsyncSession, ballot_id: UUID, settings: CountingSettings, at: datetime
) -> list[ScopePart]:
    """The scope building by building in the order of the building table; the last part is the whole, always there."""
    kinds = sorted(kind.value for kind in settings.area_kinds - NEVER_COUNTED)
    given = {"ballot": ballot_id, "kinds": kinds, "at": at}
    found = (await session.execute(_SUMMARY, given)).all()
    parts = [
        ScopePart(
            row.building_id,
            row.building if row.building_id else "",
            ScopeFacts(**{one.name: row._mapping[one.name] for one in fields(ScopeFacts)}),
        )
        for row in found
    ]
    if settings.co_owner is not CoOwner.ANY_OVERLAP:
        return parts
    rows = (await session.execute(_OWNERS_IN_SCOPE, given)).all()
    heads = _merged(rows)
    return [_with_merged_heads(part, rows, heads) for part in parts]


def _merged(rows: Sequence[Row[Any]]) -> list[str]:
    owners = ((str(row.id), frozenset(map(str, row.owners)), row.stock) for row in rows)
    return head_keys(owners, CoOwner.ANY_OVERLAP)


def _with_merged_heads(part: ScopePart, rows: Sequence[Row[Any]], heads: Sequence[str]) -> ScopePart:
    here = [(row, head) for row, head in zip(rows, heads, strict=True) if part.building_id in (None, row.building_id)]
    merged = replace(
        part.facts,
        heads=len({head for _, head in here}),
        certified_heads=len({head for row, head in here if row.certified}),
    )
    return replace(part, facts=merged)


async def where_nobody_counts(session: AsyncSession, ballot_ids: Collection[UUID]) -> set[UUID]:
    """Those of these approved ballots whose frozen scope holds no unit that counts, as the register stands."""
    return set(await session.scalars(_NOBODY_COUNTS, {"ballots": list(ballot_ids), "never": _NEVER}))


async def freeze_rolls(session: AsyncSession, ballot_ids: Collection[UUID], at: datetime) -> None:
    """Write one roll entry for every unit of the frozen scopes, with the titles in force at `at`; once per ballot."""
    await session.execute(_FREEZE, {"ballots": list(ballot_ids), "never": _NEVER, "at": at})


async def roll_totals(session: AsyncSession, ballot_ids: Collection[UUID]) -> dict[UUID, RollTotals]:
    """Hash and totals of the frozen rolls, computed from their entries: at the tally the hash must be the frozen one.

    Heads are those of the exact sets of owners. The hash is the SHA-256 of one line per unit in the order of their
    ids: unit, building, area, usage, counted, head, owners by comma, title, stock, delivered, with `|` between them.
    """
    rows = (await session.execute(_TOTALS, {"ballots": list(ballot_ids)})).all()
    return {row.ballot_id: RollTotals(row.hash, row.units, row.heads, row.area) for row in rows}


async def merged_heads(session: AsyncSession, ballot_id: UUID) -> int:
    """How many heads a frozen roll has where owners that overlap are one head."""
    rows = (await session.execute(_OWNERS_ON_ROLL, {"ballot": ballot_id})).all()
    return len(set(_merged(rows)))
