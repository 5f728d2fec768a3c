"""What the gap planner reads: every unit of a running ballot's roll as it would be counted if nothing more changed."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

if TYPE_CHECKING:  # the driver's classes take parameters in its stubs only
    from domain.store.tallies import Driver

# As the tally sees it: a cast unit with who owned it then, any other with who owns it now, corrections laid upon the
# roll. The owners are written out anew only where they are not those of the roll. What a developer has not sold or not
# handed over can be cast by an organisation alone: no person is certified for it (业主大会和业主委员会指导规则 24).
_UNITS = """
WITH corrected AS (
  SELECT c.unit_id, jsonb_object_agg(e.key, e.value ORDER BY c.recorded_at, c.id) AS value
  FROM roll_corrections c CROSS JOIN LATERAL jsonb_each(c.new_value) e
  WHERE c.ballot_id = $1 AND c.kind = 'correction' GROUP BY c.unit_id
), told AS (
  SELECT m.account_id FROM broadcasts o JOIN messages m ON m.broadcast_id = o.id AND m.state = 'sent'
  WHERE o.ballot_id = $1
  UNION
  SELECT n.account_id FROM ballots b JOIN notice_reads n ON n.notice_id IN (b.publicity_id, b.announcement_id)
  WHERE b.id = $1
), reached AS (
  SELECT DISTINCT c.unit_id FROM told JOIN certifications c USING (account_id) WHERE c.ended_at IS NULL
)
SELECT r.unit_id::text, r.building_id::text, u.entrance, u.floor, u.room,
       coalesce((x.value ->> 'area')::bigint, r.area), coalesce(x.value ->> 'usage', r.usage),
       CASE WHEN coalesce(k.title_id, t.id) = r.title_id THEN array_to_string(r.owners, ',')
            ELSE coalesce((SELECT string_agg(o.owner_id::text, ',' ORDER BY o.owner_id) FROM title_owners o
                           WHERE o.title_id = coalesce(k.title_id, t.id)), '') END,
       CASE WHEN k.unit_id IS NOT NULL THEN k.head_key = u.estate_id
            WHEN t.id IS NOT DISTINCT FROM r.title_id THEN r.developer_stock
            ELSE t.id IS NOT NULL AND r.developer_stock AND (u.developer_stock OR NOT u.delivered) END,
       k.unit_id IS NOT NULL, u.certified, p.unit_id IS NOT NULL,
       u.certified OR (u.delivered AND NOT u.developer_stock) OR EXISTS (
         SELECT FROM title_owners o JOIN owners w ON w.id = o.owner_id
         WHERE o.title_id = t.id AND w.kind = 'organisation')
FROM roll_entries r
JOIN units u ON u.id = r.unit_id
LEFT JOIN castings k ON k.ballot_id = r.ballot_id AND k.unit_id = r.unit_id
LEFT JOIN titles t ON t.unit_id = r.unit_id AND t.starts_at <= $2 AND (t.ends_at IS NULL OR t.ends_at > $2)
LEFT JOIN corrected x ON x.unit_id = r.unit_id
LEFT JOIN reached p ON p.unit_id = r.unit_id
WHERE r.ballot_id = $1
"""


_MARKS = "SELECT unit_id::text, marked_at FROM door_marks WHERE ballot_id = $1"


class UnitNow(NamedTuple):
    """One unit of a roll: ids as text, 0.01 m², owners' ids by comma; a tuple, because there may be very many."""

    id: str
    building: str
    entrance: str
    floor: int
    room: str
    area: int
    usage: str
    owners: str
    stock: bool
    voted: bool
    certified: bool
    reached: bool
    castable: bool


async def units_now(driver: "Driver", ballot_id: UUID, at: datetime) -> list[UnitNow]:
    """The units of a ballot's roll, counted or not, in no order."""
    rows: list[Any] = await driver.fetch(_UNITS, ballot_id, at)
    return [UnitNow._make(row) for row in rows]


async def marks_now(driver: "Driver", ballot_id: UUID) -> dict[str, datetime]:
    """The units of a ballot where a helper found nobody at home, and when."""
    rows: list[Any] = await driver.fetch(_MARKS, ballot_id)
    return {str(row[0]): row[1] for row in rows}
