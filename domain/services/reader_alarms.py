"""What an honest reader does not do: alarms for the street and the auditors (device.md section 5).

A reader's output is not signed by the card, so an enrolled bridge could make reads up. None of these patterns proves
it; each is one that a person should look at.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy.dialects.postgresql import insert

from domain.rules.card_reads import PadKind
from domain.store.card_reads import Pattern, TakenRead
from domain.store.database import Transaction
from domain.store.tables import Alarm, Device

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


async def look_for_the_impossible(tx: Transaction, taken: TakenRead, pattern: Pattern) -> None:
    """Raise what the read that has just been taken, together with those before it, gives cause for."""
    device, read = taken.device, taken.read
    if pattern.hits_at_once >= HITS_AT_ONCE:
        await raise_for(tx, device, NO_MISSES, {"reads": pattern.hits_at_once})
    if pattern.same_timings_as is not None:
        await raise_for(tx, device, SAME_TIMINGS, {"reads": [str(pattern.same_timings_as), str(read.id)]})
    if taken.session.kind is PadKind.DOOR and pattern.buildings >= BUILDINGS:
        detail = {"buildings": pattern.buildings, "pad_session": str(taken.session.id)}
        await raise_for(tx, device, SEVERAL_BUILDINGS, detail)
