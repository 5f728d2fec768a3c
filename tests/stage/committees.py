"""An estate for which the street has set up nothing yet, and people who cannot exist to put into its bodies."""

import secrets
from typing import Any

from domain.rules.identity import organisation_check_character
from domain.store.database import Database
from tests.people import make_place, new_id_card, new_phone
from tests.stage import scene
from tests.stage.people import staff
from tests.stage.towns import rename


@scene
async def office(database: Database, people: int = 1) -> dict[str, Any]:
    """An estate without assembly, group, committee and company; its street's `clerk`; `people` with document and phone
    for a clerk to enter; and the code of a company.
    """
    place = await make_place(database, units=1)
    name = f"筹备家园{secrets.token_hex(4)}"
    await rename(database, place, name)
    digits = f"91110000MA{secrets.randbelow(10**7):07d}"
    return {
        "estateId": str(place.estate_id), "name": name, "street": place.street, "district": place.district,
        "clerk": await staff(database, "street_clerk", "street", place.street),
        "people": [{"documentNumber": new_id_card(), "phone": new_phone()} for _ in range(people)],
        "companyCode": digits + organisation_check_character(digits),
    }  # fmt: skip
