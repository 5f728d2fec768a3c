"""A transfer through the API: the clerk names the title they saw, and is told what followed."""

from uuid import UUID

import httpx
from sqlalchemy import select

from domain.rules.policy import Role, ScopeKind
from domain.store.database import Database
from domain.store.tables import Title, TitleOwner
from tests.api.asking import ask
from tests.people import make_place, sign_in_staff

TRANSFER = """mutation($input: TransferTitleInput!) { transferTitle(input: $input) { __typename
  ... on TitleTransferred { titleId corrections unit { colour titles { id owners { maskedName } } } }
  ... on InvalidInput { faults { path message } } ... on Problem { code } } }"""
CORRECT = """mutation($input: CorrectOwnerNameInput!) { correctOwnerName(input: $input) {
  ... on OwnerNameCorrected { maskedName } ... on InvalidInput { faults { path } } ... on Problem { code } } }"""
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


async def test_a_name_is_corrected_and_the_head_stays(database: Database, client: httpx.AsyncClient) -> None:
    place = await make_place(database, units=2)
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    owner = {**OWNER, "documentNumber": "EE0000777"}
    given = {"presentTitleId": None, "owners": [owner], "evidence": "京2026第1号"}
    done = (await ask(client, TRANSFER, clerk, input={"unitId": str(place.units[0]), **given}))["transferTitle"]
    async with database.read() as session:
        title = await session.get_one(Title, UUID(done["titleId"]))
        (owner_id,) = await session.scalars(select(TitleOwner.owner_id).where(TitleOwner.title_id == title.id))
    correct = {"unitId": str(place.units[0]), "ownerId": str(owner_id), "name": "赵改名", "reason": "公安机关变更姓名"}
    renamed = {**given, "unitId": str(place.units[1]), "owners": [{**owner, "name": "赵改名"}]}

    refused = (await ask(client, TRANSFER, clerk, input=renamed))["transferTitle"]
    nothing = (await ask(client, CORRECT, clerk, input={**correct, "name": "赵新主", "reason": "无"}))[
        "correctOwnerName"
    ]
    stranger = (await ask(client, CORRECT, clerk, input={**correct, "unitId": str(place.units[1])}))["correctOwnerName"]
    corrected = (await ask(client, CORRECT, clerk, input=correct))["correctOwnerName"]
    again = (await ask(client, TRANSFER, clerk, input=renamed))["transferTitle"]

    assert refused["faults"][0]["path"] == "owners.0.name"
    assert [fault["path"] for fault in nothing["faults"]] == ["reason", "name"]
    assert stranger["code"] == "NOT_FOUND"
    assert corrected["maskedName"] == "赵*名"
    async with database.read() as session:
        assert (await session.get_one(Title, UUID(again["titleId"]))).head_key == title.head_key
