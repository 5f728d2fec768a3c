"""What a tally reads, and the count by SQL: set-based, for many ballots at once, whatever their size.

The basis of a unit is who owned it when it was cast, or, if it was not cast, at the close (law: transfers). Rows come
to the pure rules one per unit; the same figures are counted a second time here, from the tables, in one statement.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

import asyncpg

if TYPE_CHECKING:  # the driver's classes take parameters in its stubs only
    Driver = asyncpg.Connection[asyncpg.Record]

# Who owned an uncast unit at the close, where that is not who the roll has. Logged once per new title.
_LOG_TRANSFERS = """
INSERT INTO roll_corrections (id, ballot_id, unit_id, kind, old_value, new_value, effective_at, reason)
SELECT gen_random_uuid(), r.ballot_id, r.unit_id, 'transfer',
       jsonb_build_object('title_id', r.title_id, 'head_key', r.head_key, 'owners', to_jsonb(r.owners),
                          'developer_stock', r.developer_stock),
       jsonb_build_object('title_id', t.id, 'head_key', CASE WHEN s.stock THEN u.estate_id
                                                             ELSE coalesce(t.head_key, r.unit_id) END,
                          'owners', to_jsonb(ARRAY(SELECT o.owner_id FROM title_owners o WHERE o.title_id = t.id
                                                   ORDER BY o.owner_id)),
                          'developer_stock', s.stock),
       coalesce(t.starts_at, old.ends_at, b.closes_at), '投票期间产权转移'
FROM ballots b
JOIN roll_entries r ON r.ballot_id = b.id
JOIN units u ON u.id = r.unit_id
LEFT JOIN titles old ON old.id = r.title_id
LEFT JOIN titles t ON t.unit_id = r.unit_id AND t.starts_at < b.closes_at
                  AND (t.ends_at IS NULL OR t.ends_at >= b.closes_at)
CROSS JOIN LATERAL (SELECT t.id IS NOT NULL AND r.developer_stock AND (u.developer_stock OR NOT u.delivered)) s (stock)
WHERE b.id = ANY($1::uuid[])
  AND ((old.ends_at IS NOT NULL AND old.ends_at < b.closes_at) OR (r.title_id IS NULL AND t.id IS NOT NULL))
  AND t.id IS DISTINCT FROM r.title_id
  AND NOT EXISTS (SELECT FROM castings k WHERE k.ballot_id = r.ballot_id AND k.unit_id = r.unit_id)
  AND NOT EXISTS (SELECT FROM roll_corrections c WHERE c.ballot_id = r.ballot_id AND c.unit_id = r.unit_id
                  AND c.kind = 'transfer' AND c.new_value ->> 'title_id' IS NOT DISTINCT FROM t.id::text)
"""

# A unit's notice is proven where a message about the ballot was delivered before the close, to an account certified by
# the title in force at the close: what the seller was told proves nothing of the buyer, and who is told when it is over
# cannot have agreed by silence.
_REACHED = """
SELECT DISTINCT bc.ballot_id, c.unit_id
FROM ballots b
JOIN broadcasts bc ON bc.ballot_id = b.id
JOIN messages m ON m.broadcast_id = bc.id AND m.state = 'sent' AND m.sent_at < b.closes_at
JOIN certifications c ON c.account_id = m.account_id AND c.certified_at < b.closes_at
                     AND (c.ended_at IS NULL OR c.ended_at > b.closes_at)
JOIN titles t ON t.id = c.title_id AND t.starts_at < b.closes_at AND (t.ends_at IS NULL OR t.ends_at >= b.closes_at)
WHERE b.id = ANY($1::uuid[]) AND b.settings ->> 'silent' = 'majority'
"""

_CORRECTED = """
SELECT c.ballot_id, c.unit_id, jsonb_object_agg(e.key, e.value ORDER BY c.recorded_at, c.id) AS value
FROM roll_corrections c CROSS JOIN LATERAL jsonb_each(c.new_value) e
WHERE c.ballot_id = ANY($1::uuid[]) GROUP BY c.ballot_id, c.unit_id
"""

_ROWS = f"""
WITH corrected AS ({_CORRECTED}), reached AS ({_REACHED})
SELECT unit, area, usage, owners, stock, reached, cast_at, choices, channel,
       concat_ws('|', unit, area, usage, owners, stock, reached, cast_at, choices) AS line, ballot_id
FROM (
SELECT r.ballot_id, r.unit_id::text AS unit, coalesce((x.value ->> 'area')::bigint, r.area) AS area,
       coalesce(x.value ->> 'usage', r.usage) AS usage,
       CASE WHEN k.unit_id IS NULL AND x.value ? 'owners'
            THEN (SELECT coalesce(string_agg(o.id, ',' ORDER BY o.id), '')
                  FROM jsonb_array_elements_text(x.value -> 'owners') o (id))
            WHEN k.unit_id IS NULL OR k.title_id = r.title_id THEN array_to_string(r.owners, ',')
            ELSE (SELECT string_agg(o.owner_id::text, ',' ORDER BY o.owner_id) FROM title_owners o
                  WHERE o.title_id = k.title_id) END AS owners,
       CASE WHEN k.unit_id IS NULL THEN coalesce((x.value ->> 'developer_stock')::bool, r.developer_stock)
            ELSE k.head_key = b.estate_id END AS stock,
       CASE WHEN $2::text[] IS NULL THEN p.unit_id IS NOT NULL ELSE r.unit_id::text = ANY($2::text[]) END AS reached,
       k.cast_at, k.choices::text AS choices, k.channel
FROM ballots b
JOIN roll_entries r ON r.ballot_id = b.id
LEFT JOIN castings k ON k.ballot_id = r.ballot_id AND k.unit_id = r.unit_id
LEFT JOIN corrected x ON x.ballot_id = r.ballot_id AND x.unit_id = r.unit_id
LEFT JOIN reached p ON p.ballot_id = r.ballot_id AND p.unit_id = r.unit_id
WHERE b.id = ANY($1::uuid[])
) counted ORDER BY ballot_id, unit
"""  # noqa: S608 — put together from this module's own constants

# The same count from the tables alone. Heads are the keys that rolls, castings and corrections carry; where sets of
# owners that overlap are one head, the smallest owner that can be reached through shared units is its key.
_COUNT = f"""
WITH RECURSIVE corrected AS ({_CORRECTED}), reached AS ({_REACHED}), counted AS (
  SELECT r.ballot_id, r.unit_id, coalesce((x.value ->> 'area')::bigint, r.area) AS area, k.cast_at, k.choices,
         p.unit_id IS NOT NULL AS reached, b.settings ->> 'co_owner' = 'any_overlap' AS overlapping,
         CASE WHEN k.unit_id IS NULL THEN coalesce((x.value ->> 'developer_stock')::bool, r.developer_stock)
              ELSE k.head_key = b.estate_id END AS stock,
         CASE WHEN k.unit_id IS NOT NULL THEN k.head_key
              ELSE coalesce((x.value ->> 'head_key')::uuid, r.head_key) END AS head_key,
         CASE WHEN k.unit_id IS NOT NULL THEN k.title_id
              WHEN x.value ? 'title_id' THEN (x.value ->> 'title_id')::uuid ELSE r.title_id END AS title_id
  FROM ballots b
  JOIN roll_entries r ON r.ballot_id = b.id
  LEFT JOIN castings k ON k.ballot_id = r.ballot_id AND k.unit_id = r.unit_id
  LEFT JOIN corrected x ON x.ballot_id = r.ballot_id AND x.unit_id = r.unit_id
  LEFT JOIN reached p ON p.ballot_id = r.ballot_id AND p.unit_id = r.unit_id
  WHERE b.id = ANY($1::uuid[])
    AND coalesce(CASE WHEN x.value ? 'usage' THEN b.settings -> 'area_kinds' ? (x.value ->> 'usage') END, r.counted)
), links AS (
  SELECT DISTINCT c.ballot_id, one.owner_id AS one, other.owner_id AS other
  FROM counted c
  JOIN title_owners one ON one.title_id = c.title_id
  JOIN title_owners other ON other.title_id = c.title_id
  WHERE c.overlapping AND NOT c.stock
), linked AS (
  SELECT ballot_id, one, other FROM links
  UNION
  SELECT linked.ballot_id, linked.one, links.other
  FROM linked JOIN links ON links.ballot_id = linked.ballot_id AND links.one = linked.other
), smallest AS (
  SELECT ballot_id, one AS owner_id, min(other::text) AS head FROM linked GROUP BY ballot_id, one
), headed AS (
  SELECT c.*, CASE WHEN c.overlapping AND NOT c.stock THEN coalesce((
    SELECT min(s.head)::uuid FROM title_owners o
    JOIN smallest s ON s.ballot_id = c.ballot_id AND s.owner_id = o.owner_id
    WHERE o.title_id = c.title_id), c.unit_id) ELSE c.head_key END AS head
  FROM counted c
), decisive AS (
  SELECT DISTINCT ON (ballot_id, head) ballot_id, head, choices
  FROM headed WHERE cast_at IS NOT NULL ORDER BY ballot_id, head, cast_at, unit_id
), papers AS (
  SELECT ballot_id, choices, sum(heads)::bigint AS heads, sum(area)::bigint AS area FROM (
    SELECT ballot_id, choices, 0 AS heads, sum(area) AS area FROM headed WHERE cast_at IS NOT NULL
    GROUP BY ballot_id, choices
    UNION ALL
    SELECT ballot_id, choices, count(*), 0 FROM decisive GROUP BY ballot_id, choices
  ) either GROUP BY ballot_id, choices
), sides AS (
  SELECT p.ballot_id, m.id AS matter_id, p.heads, p.area,
         CASE WHEN bool_or(o.role IN ('for', 'choice', 'candidate')) THEN 'for'
              WHEN bool_or(o.role = 'against') THEN 'against' ELSE 'abstain' END AS side
  FROM papers p JOIN matters m ON m.ballot_id = p.ballot_id
  LEFT JOIN options o ON o.matter_id = m.id AND o.ordinal = ANY(p.choices)
  GROUP BY p.ballot_id, p.choices, m.id, p.heads, p.area
)
SELECT ballot_id, matter_id::text AS subject, side AS measure, sum(heads)::bigint AS heads, sum(area)::bigint AS area
FROM sides GROUP BY ballot_id, matter_id, side
UNION ALL
SELECT o.ballot_id, o.id::text, 'option', sum(p.heads)::bigint, sum(p.area)::bigint
FROM papers p JOIN options o ON o.ballot_id = p.ballot_id AND o.ordinal = ANY(p.choices) GROUP BY o.ballot_id, o.id
UNION ALL
SELECT ballot_id, '', 'all', count(DISTINCT head), sum(area)::bigint FROM headed GROUP BY ballot_id
UNION ALL
SELECT h.ballot_id, '', 'silent', count(DISTINCT h.head), sum(h.area)::bigint FROM headed h
WHERE h.cast_at IS NULL AND h.reached
  AND NOT EXISTS (SELECT FROM decisive d WHERE d.ballot_id = h.ballot_id AND d.head = h.head)
GROUP BY h.ballot_id
"""  # noqa: S608 — put together from this module's own constants


class UnitRow(NamedTuple):
    """One unit of a roll as it is counted, and all of that in one line of text.

    `owners` are ids by comma, sorted: at the casting, else at the close. `choices` are ordinals as PostgreSQL writes
    an array, so that equal papers are equal texts. A tuple, because there may be a hundred thousand.
    """

    unit: str
    area: int
    usage: str
    owners: str
    stock: bool
    reached: bool
    cast_at: datetime | None
    choices: str | None
    channel: str | None
    line: str


Measured = dict[tuple[str, str], tuple[int, int]]
"""The count by SQL: (matter or option id, measure) to (heads, 0.01 m²); `all` and `silent` have no id."""


async def log_transfers(driver: "Driver", ballots: Sequence[UUID]) -> None:
    """Log which uncast units had other owners at the close than in the roll; again changes nothing."""
    await driver.execute(_LOG_TRANSFERS, list(ballots))


async def unit_rows(
    driver: "Driver", ballots: Sequence[UUID], reached: Sequence[str] | None = None
) -> dict[UUID, list[UnitRow]]:
    """Every unit of the rolls, counted or not, in the order of their ids.

    `reached` names the units whose notice is proven, where that was settled before; None looks it up.
    """
    found: dict[UUID, list[UnitRow]] = {ballot: [] for ballot in ballots}
    for *values, ballot in await driver.fetch(_ROWS, list(ballots), reached):
        found[ballot].append(UnitRow._make(values))
    return found


async def measured(driver: "Driver", ballots: Sequence[UUID]) -> dict[UUID, Measured]:
    """The figures of these ballots as the database counts them; what nobody picked is missing."""
    found: dict[UUID, Measured] = {ballot: {} for ballot in ballots}
    for ballot, subject, measure, heads, area in await driver.fetch(_COUNT, list(ballots)):
        found[ballot][subject, measure] = (heads, area)
    return found


async def corrections_of(driver: "Driver", ballots: Sequence[UUID]) -> dict[UUID, tuple[int, int, int]]:
    """By ballot: transfers, those of them that were recorded after the close, and other corrections."""
    rows = await driver.fetch(
        "SELECT c.ballot_id, count(*) FILTER (WHERE c.kind = 'transfer'),"
        " count(*) FILTER (WHERE c.kind = 'transfer' AND c.approved_by IS NOT NULL AND c.recorded_at >= b.closes_at),"
        " count(*) FILTER (WHERE c.kind = 'correction')"
        " FROM roll_corrections c JOIN ballots b ON b.id = c.ballot_id"
        " WHERE b.id = ANY($1::uuid[]) GROUP BY c.ballot_id",
        list(ballots),
    )
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


async def driver_of(session: Any) -> "Driver":
    """The session's own connection as the driver sees it, inside the session's transaction."""
    connection = await session.connection()
    raw = await connection.get_raw_connection()
    driver = raw.driver_connection
    assert isinstance(driver, asyncpg.Connection)
    return driver
