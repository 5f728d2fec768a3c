"""What an honest reader does not do: alarms for the street and the auditors (device.md section 5).

A reader's output is not signed by the card, so an enrolled bridge could make reads up. None of these patterns proves
it; each is one that a person should look at.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import insert

from domain.rules.card_reads import CardReadState, PadKind
from domain.store.database import Transaction
from domain.store.tables import Alarm, CardRead, Device, PadSession

ENVELOPE_REFUSED = "envelope_refused"
READER_CHANGED = "reader_changed"
NO_MISSES = "reads_without_misses"
SAME_TIMINGS = "reads_with_the_same_timings"
SEVERAL_BUILDINGS = "several_buildings_within_minutes"
KINDS = (ENVELOPE_REFUSED, READER_CHANGED, NO_MISSES, SAME_TIMINGS, SEVERAL_BUILDINGS)

# A card that lies on the plate before it is asked for is found at once; several in a row are not.
HITS_AT_ONCE = 3
# From door to door nobody is in three buildings within so many minutes.
BUILDINGS = 3
WITHIN = timedelta(minutes=5)
TIMINGS_REMEMBERED = timedelta(days=30)


async def raise_for(tx: Transaction, device: Device, kind: str, detail: Mapping[str, Any]) -> None:
    """Raise an alarm about a device with its street, unless one of this kind stands already."""
    given = {"device": device.name, **detail}
    alarm = insert(Alarm).values(kind=kind, subject_id=device.id, street_code=device.street_code, detail=given)
    await tx.session.execute(alarm.on_conflict_do_nothing())


async def look_for_the_impossible(tx: Transaction, device: Device, read: CardRead) -> None:
    """Raise what the read that has just been taken, together with those before it, gives cause for."""
    if await _without_misses(tx, device):
        await raise_for(tx, device, NO_MISSES, {"reads": HITS_AT_ONCE})
    twin = await _with_the_same_timings(tx, device, read)
    if twin is not None:
        await raise_for(tx, device, SAME_TIMINGS, {"reads": [str(twin), str(read.id)]})
    session = await tx.session.get_one(PadSession, read.pad_session_id)
    if session.kind is PadKind.DOOR and read.state in (CardReadState.MATCHED, CardReadState.ALREADY_VOTED):
        buildings = await tx.session.scalar(_BUILDINGS, {"session": session.id, "within": WITHIN})
        if buildings is not None and buildings >= BUILDINGS:
            await raise_for(tx, device, SEVERAL_BUILDINGS, {"buildings": buildings, "pad_session": str(session.id)})


async def _without_misses(tx: Transaction, device: Device) -> bool:
    latest = (
        select(CardRead.find_misses)
        .where(CardRead.device_id == device.id, CardRead.find_misses.is_not(None))
        .order_by(CardRead.id.desc())
        .limit(HITS_AT_ONCE)
    )
    misses = list(await tx.session.scalars(latest))
    return len(misses) == HITS_AT_ONCE and not any(misses)


async def _with_the_same_timings(tx: Transaction, device: Device, read: CardRead) -> UUID | None:
    twin = select(CardRead.id).where(
        CardRead.device_id == device.id,
        CardRead.id != read.id,
        CardRead.timings_hash == read.timings_hash,
        CardRead.created_at > func.clock_timestamp() - TIMINGS_REMEMBERED,
    )
    found: UUID | None = await tx.session.scalar(twin.limit(1))
    return found


# An owner of several buildings counts as one place: that of the building visited most by the others is not known.
_BUILDINGS = text("""
SELECT count(DISTINCT owned.building_id) FROM (
  SELECT min(u.building_id::text) AS building_id FROM card_reads r
  JOIN pad_sessions s ON s.id = r.pad_session_id
  JOIN title_owners o ON o.owner_id = r.owner_id
  JOIN titles t ON t.id = o.title_id AND t.ends_at IS NULL
  JOIN units u ON u.id = t.unit_id AND u.estate_id = s.estate_id
  WHERE r.pad_session_id = :session AND r.finished_at > clock_timestamp() - CAST(:within AS interval)
  GROUP BY r.id HAVING count(DISTINCT u.building_id) = 1
) owned
""")
