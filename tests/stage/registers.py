"""Registers for the pages of estates: one of ten thousand units, and accounts that are certified for nothing yet."""

import base64
import secrets
from collections.abc import Sequence
from typing import Any

from domain.rules.consents import CONSENTS
from domain.rules.policy import SYSTEM
from domain.rules.terms import ConsentKind
from domain.store.database import Database
from domain.store.tables import District, Street
from gongjue.demo.big_estate import EstatePlan, copy_estate, identity_number, invented_name
from tests.people import make_place, sign_in_owner
from tests.services.workbooks import HEADERS, workbook_of
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


@scene
async def sheet(database: Database, rows: Sequence[Sequence[Any]]) -> str:
    """A sheet of a register with the template's headers and these rows, as base64."""
    return base64.b64encode(workbook_of([HEADERS, *rows])).decode()


@scene
async def street_office(database: Database) -> dict[str, Any]:
    """A street with a code as real ones have it (project numbers begin with it), its clerk and its district's officer.

    `name` is not the name of any estate.
    """
    district = f"99{secrets.randbelow(10_000):04d}"
    street = district + "026"
    async with database.transaction(SYSTEM) as tx:
        await tx.session.merge(District(code=district, name="试验区"))
        await tx.session.flush()
        await tx.session.merge(Street(code=street, district_code=district, name="试验街道"))
    return {
        "street": street,
        "name": f"遗漏家园{secrets.token_hex(4)}",
        "clerk": await staff(database, "street_clerk", "street", street),
        "officer": await staff(database, "district", "district", district),
    }
