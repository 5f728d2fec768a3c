"""Estates as the API shows them: found by a part of the name, and only where one may look."""

import httpx

from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.store.database import Database
from domain.store.tables import Estate
from tests.api.asking import ask
from tests.people import Place, make_place, sign_in_staff

FIND = """query($search: String, $status: EstateStatus, $street: String, $district: String) {
  estates(search: $search, status: $status, street: $street, district: $district) {
    totalCount nodes { id name number street { code district { code streets { code } } }
      settings { coOwner silent electionRank areaKinds } } } }"""
PROPOSE = """mutation($input: ProposeEstateInput!) { proposeEstate(input: $input) { __typename
  ... on EstateProposed { estate { id status number street { code } } }
  ... on InvalidInput { faults { path message } } ... on Problem { code } } }"""


async def named(database: Database, name: str) -> Place:
    place = await make_place(database)
    async with database.transaction(SYSTEM) as tx:
        estate = await tx.session.get_one(Estate, place.estate_id)
        estate.name = name
    return place


async def test_an_estate_is_found_by_a_part_of_its_name(database: Database, client: httpx.AsyncClient) -> None:
    place = await named(database, "慧谷金色100%家园一期")
    city = await sign_in_staff(database, Role.CITY, ScopeKind.CITY)

    found = (await ask(client, FIND, city, search="金色100%家"))["estates"]
    by_street = (await ask(client, FIND, city, street=place.street, district=place.district))["estates"]
    nothing = (await ask(client, FIND, city, search="金色100_家"))["estates"]

    assert [node["id"] for node in found["nodes"]] == [str(place.estate_id)]
    assert by_street["nodes"] == found["nodes"]
    assert found["nodes"][0]["street"] == {
        "code": place.street,
        "district": {"code": place.district, "streets": [{"code": place.street}]},
    }
    assert found["nodes"][0]["settings"]["areaKinds"] == ["HOME", "SHOP", "OFFICE"]
    assert nothing["totalCount"] == 0


async def test_a_clerk_proposes_in_their_own_street_only(database: Database, client: httpx.AsyncClient) -> None:
    here, elsewhere = await make_place(database), await make_place(database)
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, here.street)
    given = {"name": "缺漏家园", "address": "试验路3号", "reason": "系统内没有该小区"}

    mine = (await ask(client, PROPOSE, clerk, input={"streetCode": here.street, **given}))["proposeEstate"]
    theirs = (await ask(client, PROPOSE, clerk, input={"streetCode": elsewhere.street, **given}))["proposeEstate"]
    again = (await ask(client, PROPOSE, clerk, input={"streetCode": here.street, **given}))["proposeEstate"]

    assert mine["estate"]["status"] == "PROPOSED"
    assert mine["estate"]["number"] is None
    assert theirs == {"__typename": "NotFound", "code": "NOT_FOUND"}
    assert [fault["path"] for fault in again["faults"]] == ["name"]


async def test_everybody_may_read_the_districts(database: Database, client: httpx.AsyncClient) -> None:
    place = await make_place(database)

    districts = (await ask(client, "{ districts { code streets { code } } }"))["districts"]

    assert {"code": place.district, "streets": [{"code": place.street}]} in districts


async def test_what_keeps_an_estate_from_being_completed_is_read_before_it_is_tried(
    database: Database, client: httpx.AsyncClient
) -> None:
    place, elsewhere = await make_place(database), await make_place(database, units=1)
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    blockers = "query($id: UUID!) { estateBlockers(id: $id) { path } estate(id: $id) { proposalReason createdAt } }"

    here = await ask(client, blockers, clerk, id=str(place.estate_id))
    there = await ask(client, blockers, clerk, id=str(elsewhere.estate_id))

    assert [one["path"] for one in here["estateBlockers"]] == ["buildings.1号楼", "units"]
    assert here["estate"]["createdAt"] is not None
    assert there == {"estateBlockers": None, "estate": None}
