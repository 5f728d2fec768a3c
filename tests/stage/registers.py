"""Registers for the pages of estates: one of ten thousand units, and accounts that are certified for nothing yet."""

import secrets
from typing import Any

from domain.rules.consents import CONSENTS
from domain.rules.terms import ConsentKind
from domain.store.database import Database
from gongjue.demo.big_estate import EstatePlan, copy_estate, identity_number, invented_name
from tests.people import make_place, sign_in_owner
from tests.stage import scene
from tests.stage.people import shown, staff


@scene
async def visitor(database: Database) -> dict[str, Any]:
    """An owner's account that is certified for nothing yet, with the consent to its document that certifying names."""
    return {
        **await shown(database, await sign_in_owner(database)),
        "consent": CONSENTS[ConsentKind.DOCUMENT_NUMBER].version,
    }


@scene
async def big_estate(database: Database) -> dict[str, Any]:
    """An estate of 10,000 units in 25 buildings, of which the first four of each building's hundred have owners.

    `newcomer` owns the very first unit of the building table and can certify.
    """
    place = await make_place(database)
    # Nobody else of the run has these people's documents.
    first_serial = 1000 * (1 + secrets.randbelow(300))
    plan = EstatePlan(place.street, f"试验万家园{secrets.token_hex(3)}", f"{place.street}-0-001", owned=4)
    async with database.driver() as connection, connection.transaction():
        made = await copy_estate(connection, database.crypto, plan, first_serial=first_serial)
    return {
        "estateId": str(made.estate_id),
        "name": plan.name,
        "buildingIds": [str(one) for one in made.building_ids],
        "clerk": await staff(database, "street_clerk", "street", place.street),
        "newcomer": {
            "unitId": str(made.owned_units[0]),
            "name": invented_name(first_serial),
            "documentNumber": identity_number(first_serial),
        },
    }
