"""A transfer through the API: the clerk names the title they saw, and is told what followed."""

import httpx

from domain.rules.policy import Role, ScopeKind
from domain.store.database import Database
from tests.api.asking import ask
from tests.people import make_place, sign_in_staff

TRANSFER = """mutation($input: TransferTitleInput!) { transferTitle(input: $input) { __typename
  ... on TitleTransferred { titleId corrections unit { colour titles { id owners { maskedName } } } }
  ... on InvalidInput { faults { path message } } ... on Problem { code } } }"""
OWNER = {"name": "赵新主", "documentKind": "PASSPORT", "documentNumber": "ee 0000 0001"}


async def test_a_transfer_is_answered_with_the_unit_as_it_is_now(database: Database, client: httpx.AsyncClient) -> None:
    place = await make_place(database, units=1)
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    given = {"unitId": str(place.units[0]), "presentTitleId": None, "owners": [OWNER], "evidence": "京2026第1号"}

    done = (await ask(client, TRANSFER, clerk, input=given))["transferTitle"]
    again = await ask(client, TRANSFER, clerk, input={**given, "owners": [{**OWNER, "documentNumber": "EE9"}]})

    assert done["unit"] == {
        "colour": "YELLOW",
        "titles": [{"id": done["titleId"], "owners": [{"maskedName": "赵*主"}]}],
    }
    assert again["transferTitle"]["faults"][0]["path"] == "owners.0.documentNumber"


async def test_who_may_not_maintain_the_register_transfers_nothing(
    database: Database, client: httpx.AsyncClient
) -> None:
    place = await make_place(database, units=1)
    given = {"unitId": str(place.units[0]), "presentTitleId": None, "owners": [OWNER], "evidence": "京2026第1号"}
    for role, kind, key in (
        (Role.STREET_REVIEWER, ScopeKind.STREET, place.street),
        (Role.DISTRICT, ScopeKind.DISTRICT, place.district),
        (Role.COMMITTEE, ScopeKind.ESTATE, str(place.estate_id)),
        (Role.CITY, ScopeKind.CITY, ""),
        (Role.AUDITOR, ScopeKind.CITY, ""),
    ):
        person = await sign_in_staff(database, role, kind, key)
        assert (await ask(client, TRANSFER, person, input=given))["transferTitle"]["code"] == "NOT_FOUND"
    assert (await ask(client, TRANSFER, None, input=given))["transferTitle"]["code"] == "NOT_SIGNED_IN"
