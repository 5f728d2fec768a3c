"""Operations on the register run few SQL statements, however much they show (security requirement G9)."""

from dataclasses import replace
from typing import Any

import httpx
import pytest

from domain.rules.heads import head_key
from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.services import change_sets
from domain.services.change_sets import PutUnit
from domain.store.database import Database
from tests.api.asking import ask
from tests.api.statements import MOST, counted_statements
from tests.people import certify, give_title, make_owner, make_place, sign_in_owner, sign_in_staff
from tests.services.test_change_sets import HOME
from tests.services.transferring import clerk_of, somebody

ESTATES = """query($street: String, $first: Int!) { estates(street: $street, first: $first) { totalCount
  nodes { name street { name district { name streets { name } } } settings { coOwner } } } }"""
BUILDINGS = "query($estate: UUID!) { buildings(estateId: $estate) { name units red } estateGrid(estateId: $estate) }"
UNIT = """query($unit: UUID!) { unit(id: $unit) { room buildingName titles { owners { maskedName } }
  certifications { maskedPhone } } }"""
SETS = """query($estate: UUID!, $set: UUID!, $first: Int!) {
  changeSets(estateId: $estate, first: $first) { totalCount nodes { buildings { name added } } }
  changes(changeSetId: $set, first: $first) {
    totalCount nodes { content { owners { maskedName } after { room } } } } }"""


@pytest.mark.parametrize("first", [1, 100])
async def test_few_statements_whatever_the_length(database: Database, client: httpx.AsyncClient, first: int) -> None:
    place = await make_place(database, units=3)
    clerk = await clerk_of(database, place)
    person = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    owner_account = await sign_in_owner(database)
    async with database.transaction(SYSTEM) as tx:
        owners = [await make_owner(tx) for _ in range(3)]
        title = await give_title(tx, place.units[0], owners, head_key=head_key(owners))
        await certify(tx, owner_account.account_id, owners[0], place.units[0], title, place.estate_id)
    async with database.transaction(clerk) as tx:
        sets = [(await change_sets.open_set(tx, place.estate_id)).change_set.id for _ in range(4)]
        for room in range(200, 210):
            unit = replace(HOME, room=str(room))
            await change_sets.put_unit(tx, PutUnit(sets[0], unit, [somebody()], building_id=place.building_id))
    asked: list[tuple[str, dict[str, Any]]] = [
        (ESTATES, {"street": place.street, "first": first}),
        (BUILDINGS, {"estate": str(place.estate_id)}),
        (UNIT, {"unit": str(place.units[0])}),
        (SETS, {"estate": str(place.estate_id), "set": str(sets[0]), "first": first}),
    ]

    for document, variables in asked:
        with counted_statements() as ran:
            await ask(client, document, person, **variables)
        assert len(ran) <= MOST, ran
