"""Register maintenance through the API, as the guide walks through it: apply, change, look, submit."""

from typing import Any

import httpx

from domain.rules.policy import Role, ScopeKind
from domain.store.database import Database
from tests.api.asking import ask
from tests.people import Person, Place, make_place, sign_in_staff

PROBLEMS = "... on InvalidInput { faults { path message } } ... on Problem { code }"
OPEN = f"""mutation($input: OpenChangeSetInput!) {{ openChangeSet(input: $input) {{ __typename
  ... on ChangeSetOpened {{ changeSet {{ id state source counts {{ added }} }} }} {PROBLEMS} }} }}"""
BUILDING = f"""mutation($input: PutBuildingInput!) {{ putBuilding(input: $input) {{ __typename
  ... on ChangePut {{ changeId }} {PROBLEMS} }} }}"""
UNIT = f"""mutation($input: PutUnitInput!) {{ putUnit(input: $input) {{ __typename
  ... on ChangePut {{ changeId changeSet {{ buildings {{ id name source added changed }} }} }} {PROBLEMS} }} }}"""
SUBMIT = f"""mutation($input: SubmitChangeSetInput!) {{ submitChangeSet(input: $input) {{ __typename
  ... on ChangeSetApplied {{ changeSet {{ state counts {{ buildings added changed titles unchanged }}
    buildings {{ name source added changed }} }} }} {PROBLEMS} }} }}"""
LOOK = """query($set: UUID!, $estate: UUID!) { changeSet(id: $set) { state } changeSetFaults(changeSetId: $set) { path }
  changeSets(estateId: $estate) { totalCount nodes { id buildings { name added changed } } }
  changes(changeSetId: $set) { totalCount nodes { kind row content { newBuilding before { area } after { room area }
    owners { kind maskedName maskedDocument } } } } }"""
OURS = """query($set: UUID!, $unit: UUID!, $change: UUID!) {
  one: changes(changeSetId: $set, unitId: $unit) { nodes { unitId } }
  all: changeSets { nodes { id estate { id } } }
  alone: changes(changeSetId: $set, changeId: $change) { totalCount nodes { id } }
  drafts: changeSets(state: DRAFT) { nodes { id } }
  new: changes(changeSetId: $set, newBuilding: "2号楼") { nodes { kind } } }"""
DROP = """mutation($input: DropChangeSetInput!) { dropChangeSet(input: $input) { __typename } }"""
HOME = {
    "entrance": "1", "floor": 1, "floorFrom": 1, "floorTo": 2, "room": "102", "usage": "HOME", "layout": "其它",
    "area": "207.10", "areaSource": "REGISTER",
}  # fmt: skip
OWNER = {"name": "赵新主", "documentKind": "PASSPORT", "documentNumber": "EE0000002"}


async def clerk_of(database: Database, place: Place) -> Person:
    return await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)


async def run(client: httpx.AsyncClient, document: str, person: Person, **given: Any) -> dict[str, Any]:
    (answer,) = (await ask(client, document, person, input=given)).values()
    assert isinstance(answer, dict)
    return answer


async def test_a_register_is_maintained_as_the_guide_says(database: Database, client: httpx.AsyncClient) -> None:
    place = await make_place(database, units=1)
    clerk = await clerk_of(database, place)
    opened = (await run(client, OPEN, clerk, estateId=str(place.estate_id)))["changeSet"]
    assert (opened["state"], opened["source"], opened["counts"]) == ("DRAFT", "FORM", None)
    here = {"changeSetId": opened["id"]}

    await run(client, BUILDING, clerk, **here, name="2号楼")
    await run(client, UNIT, clerk, **here, unit=HOME, newBuilding="2号楼", owners=[OWNER])
    put = await run(client, UNIT, clerk, **here, unit={**HOME, "room": "101"}, unitId=str(place.units[0]))
    assert put["changeSet"]["buildings"] == [
        {"id": str(place.building_id), "name": "1号楼", "source": "SYSTEM", "added": 0, "changed": 1},
        {"id": None, "name": "2号楼", "source": "ADDED", "added": 1, "changed": 0},
    ]

    seen = await ask(client, LOOK, clerk, set=opened["id"], estate=str(place.estate_id))
    assert (seen["changeSet"], seen["changeSetFaults"], seen["changeSets"]["totalCount"]) == ({"state": "DRAFT"}, [], 1)
    building, added, changed = (node["content"] for node in seen["changes"]["nodes"])
    assert building["newBuilding"] == "2号楼"
    assert (added["before"], added["after"]) == (None, {"room": "102", "area": "207.10"})
    assert added["owners"] == [{"kind": "PERSON", "maskedName": "赵*主", "maskedDocument": "E******02"}]
    assert (changed["before"], changed["owners"]) == ({"area": "88.35"}, None)

    applied = (await run(client, SUBMIT, clerk, **here))["changeSet"]
    assert applied == {
        "state": "APPLIED",
        "counts": {"buildings": 1, "added": 1, "changed": 1, "titles": 1, "unchanged": 0},
        "buildings": [
            {"name": "1号楼", "source": "SYSTEM", "added": 0, "changed": 1},
            {"name": "2号楼", "source": "ADDED", "added": 1, "changed": 0},
        ],
    }
    assert (await run(client, SUBMIT, clerk, **here))["code"] == "NOT_IN_THIS_STATE"


async def test_a_set_is_seen_by_who_maintains_the_register_only(database: Database, client: httpx.AsyncClient) -> None:
    place, elsewhere = await make_place(database, units=1), await make_place(database)
    clerk = await clerk_of(database, place)
    opened = (await run(client, OPEN, clerk, estateId=str(place.estate_id)))["changeSet"]
    await run(
        client, UNIT, clerk, changeSetId=opened["id"], unit=HOME, buildingId=str(place.building_id), owners=[OWNER]
    )
    others = [
        await clerk_of(database, elsewhere),
        await sign_in_staff(database, Role.COMMITTEE, ScopeKind.ESTATE, str(place.estate_id)),
        await sign_in_staff(database, Role.DISTRICT, ScopeKind.DISTRICT, place.district),
    ]

    for person in others:
        seen = await ask(client, LOOK, person, set=opened["id"], estate=str(place.estate_id))
        assert (seen["changeSet"], seen["changeSetFaults"]) == (None, None)
        assert seen["changeSets"]["totalCount"] == seen["changes"]["totalCount"] == 0


async def test_faults_of_an_input_are_named_by_their_path(database: Database, client: httpx.AsyncClient) -> None:
    place = await make_place(database)
    clerk = await clerk_of(database, place)
    opened = (await run(client, OPEN, clerk, estateId=str(place.estate_id)))["changeSet"]

    refused = await run(
        client, UNIT, clerk, changeSetId=opened["id"], unit={**HOME, "room": "", "floorTo": 0},
        buildingId=str(place.building_id), owners=[{**OWNER, "documentNumber": "1"}],
    )  # fmt: skip

    assert [fault["path"] for fault in refused["faults"]] == ["unit.room", "unit.floorTo", "owners.0.documentNumber"]
    assert refused["faults"][1]["message"] == "终止层不能小于起始层。"


async def test_a_clerk_lists_the_sets_of_all_estates_by_state_and_of_a_new_building(
    database: Database, client: httpx.AsyncClient
) -> None:
    place, elsewhere = await make_place(database, units=1), await make_place(database)
    clerk = await clerk_of(database, place)
    first, second = [
        (await run(client, OPEN, clerk, estateId=str(place.estate_id)))["changeSet"]["id"] for _ in range(2)
    ]
    await run(client, OPEN, await clerk_of(database, elsewhere), estateId=str(elsewhere.estate_id))
    await run(client, BUILDING, clerk, changeSetId=first, name="2号楼")
    await run(client, UNIT, clerk, changeSetId=first, unit=HOME, newBuilding="2号楼")
    added = await run(client, UNIT, clerk, changeSetId=first, unit=HOME, buildingId=str(place.building_id))
    await run(client, UNIT, clerk, changeSetId=first, unit={**HOME, "room": "101"}, unitId=str(place.units[0]))
    await run(client, DROP, clerk, changeSetId=second)

    seen = await ask(client, OURS, clerk, set=first, unit=str(place.units[0]), change=added["changeId"])

    assert [one["id"] for one in seen["all"]["nodes"]] == [second, first]
    assert [one["id"] for one in seen["drafts"]["nodes"]] == [first]
    assert {one["estate"]["id"] for one in seen["all"]["nodes"]} == {str(place.estate_id)}
    assert seen["one"]["nodes"] == [{"unitId": str(place.units[0])}]
    assert seen["alone"] == {"totalCount": 1, "nodes": [{"id": added["changeId"]}]}
    assert [one["kind"] for one in seen["new"]["nodes"]] == ["ADD_BUILDING", "ADD_UNIT"]
