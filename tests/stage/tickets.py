"""An estate with a property company and its people, for complaints and repairs; and files that a phone may hold."""

import base64
import secrets
from typing import Any

from domain.rules.terms import MatterKind, OrganizerKind
from domain.store.database import Database
from tests.ballots import make_organizer, settle
from tests.people import make_place
from tests.photographs import photo
from tests.services.castings import open_ballot
from tests.services.ticketing import make_member
from tests.stage import scene
from tests.stage.people import shown, staff
from tests.stage.towns import rename


@scene
async def serviced(database: Database, units: int = 1, paying: bool = False) -> dict[str, Any]:
    """An estate with `units` certified homes (`residents`), a property `company` with one of its people (`workerId`),
    and the street's `clerk`; if `paying`, an open ballot about using the repair fund (`ballotId`)."""
    place = await make_place(database, units=units)
    name = f"试验家园{secrets.token_hex(4)}"
    await rename(database, place, name)
    residents = await settle(database, place)
    company = await make_organizer(database, place, OrganizerKind.PROPERTY_COMPANY)
    made: dict[str, Any] = {
        "estateId": str(place.estate_id),
        "name": name,
        "street": place.street,
        "company": await staff(database, "property_company", "estate", str(place.estate_id), str(company)),
        "workerId": str(await make_member(database, company)),
        "clerk": await staff(database, "street_clerk", "street", place.street),
        "residents": [{**await shown(database, one.person), "unitId": str(one.unit_id)} for one in residents],
    }
    if paying:
        made["ballotId"] = str((await open_ballot(database, place, kinds=[MatterKind.REPAIR_FUND_USE])).id)
    return made


@scene
async def photo_files(_database: Database) -> dict[str, str]:
    """Files as a phone may hold them, as base64: a `photo` of 1600 × 1200 that its note turns upright, a `deed` that is
    no photo, and a photo in `heic`."""
    files = {
        "photo": photo(),
        "deed": b"%PDF-1.7 a deed that was scanned",
        "heic": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(64),
    }
    return {name: base64.b64encode(content).decode() for name, content in files.items()}
