"""Certification through the API: from the list of estates to one's own units, and what nobody may learn on the way."""

import json
from typing import Any

import httpx
import pytest

from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.rules.terms import EstateStatus
from domain.store.database import Database
from domain.store.tables import Unit
from tests.api.asking import ask
from tests.api.statements import MOST, counted_statements
from tests.people import (
    Person,
    Place,
    give_title,
    make_owner,
    make_place,
    new_id_card,
    sign_in_owner,
    sign_in_staff,
)

ESTATES = """query($search: String!, $first: Int!) { certifiableEstates(search: $search, first: $first) {
  nodes { id name address } pageInfo { hasNextPage endCursor } totalCount } }"""
BUILDINGS = """query($estate: UUID!) { certifiableBuildings(estateId: $estate) { nodes { id name } } }"""
UNITS = """query($building: UUID!, $search: String!, $first: Int!) {
  certifiableUnits(buildingId: $building, search: $search, first: $first) { nodes { id entrance floor room } } }"""
CONSENT = "{ consentText(kind: DOCUMENT_NUMBER) { version zh en } }"
ANSWER = """__typename ... on Problem { code message } ... on InvalidInput { faults { path message } }
  ... on OwnerHasAnotherAccount { maskedPhone }
  ... on Certified { estateId units { id room buildingName estateName } otherUnits { id room } }"""
CERTIFY = f"""mutation($unit: UUID!, $name: String!, $number: String!, $consent: String!) {{
  certifyByIdCard(input: {{unitId: $unit, name: $name, number: $number, consent: $consent}}) {{ {ANSWER} }} }}"""
CERTIFY_DOCUMENT = f"""mutation($unit: UUID!, $kind: DocumentKind!, $name: String!, $number: String!, $consent: String!)
  {{ certifyByDocument(input: {{unitId: $unit, kind: $kind, name: $name, number: $number, consent: $consent}})
     {{ {ANSWER} }} }}"""
OTHERS = f"""mutation($estate: UUID!, $units: [UUID!]!) {{
  certifyMyOtherUnits(input: {{estateId: $estate, unitIds: $units}}) {{ {ANSWER} }} }}"""
MINE = """query($first: Int!) { myCertifications(first: $first) {
  nodes { id method certifiedAt endedAt unit { id estateName buildingName entrance floor room } } totalCount } }"""
MY_OTHERS = (
    """query($first: Int!) { myOtherUnits(first: $first) { nodes { unit { id estateName room } } totalCount } }"""
)
RELEASE = """mutation($certification: UUID!) {
  releaseAccount(input: {certificationId: $certification, reason: "手机丢失，本人到场"}) {
    __typename ... on AccountReleased { certificationsEnded } } }"""


async def owned(database: Database, place: Place, number: str) -> None:
    """Give the place's units to one person."""
    async with database.transaction(SYSTEM) as tx:
        owner = await make_owner(tx, "张试验", number)
        for unit in place.units:
            await give_title(tx, unit, [owner], head_key=owner)


async def certify(
    client: httpx.AsyncClient, person: Person | None, place: Place, number: str, **other: str
) -> dict[str, Any]:
    """Certify the place's first unit, or as `other` says."""
    given = {"unit": str(place.units[0]), "name": "张试验", "number": number, "consent": await consent(client)}
    answered: dict[str, Any] = (await ask(client, CERTIFY, person, **{**given, **other}))["certifyByIdCard"]
    return answered


async def consent(client: httpx.AsyncClient) -> str:
    version: str = (await ask(client, CONSENT))["consentText"]["version"]
    return version


async def test_an_owner_finds_the_unit_certifies_it_and_adds_the_others(
    database: Database, client: httpx.AsyncClient
) -> None:
    place, number, person = await make_place(database, units=3), new_id_card(), await sign_in_owner(database)
    await owned(database, place, number)

    found = await ask(client, ESTATES, person, search="试验家园", first=100)
    assert (
        str(place.estate_id) in {node["id"] for node in found["certifiableEstates"]["nodes"]}
        or found["certifiableEstates"]["pageInfo"]["hasNextPage"]
    )
    (building,) = (await ask(client, BUILDINGS, person, estate=str(place.estate_id)))["certifiableBuildings"]["nodes"]
    assert building == {"id": str(place.building_id), "name": "1号楼"}
    rooms = (await ask(client, UNITS, person, building=building["id"], search="10", first=2))["certifiableUnits"]
    assert [node["room"] for node in rooms["nodes"]] == ["101", "102"]
    assert rooms["nodes"][0].keys() == {"id", "entrance", "floor", "room"}

    certified = await certify(client, person, place, number, unit=rooms["nodes"][0]["id"])
    assert certified["__typename"] == "Certified"
    assert [unit["room"] for unit in certified["units"]] == ["101"]
    others = [unit["id"] for unit in certified["otherUnits"]]
    assert set(others) == {str(unit) for unit in place.units[1:]}
    offered = (await ask(client, MY_OTHERS, person, first=10))["myOtherUnits"]
    assert {node["unit"]["id"] for node in offered["nodes"]} == set(others)
    added = (await ask(client, OTHERS, person, estate=str(place.estate_id), units=others))["certifyMyOtherUnits"]
    assert added["otherUnits"] == []
    assert (await ask(client, MY_OTHERS, person, first=10))["myOtherUnits"] == {"nodes": [], "totalCount": 0}
    mine = (await ask(client, MINE, person, first=10))["myCertifications"]
    assert mine["totalCount"] == 3
    assert {node["method"] for node in mine["nodes"]} == {"ID_CARD"}
    me = (await ask(client, "{ me { maskedName roles { role scopeName } } }", person))["me"]
    assert me == {"maskedName": "张*验", "roles": [{"role": "OWNER", "scopeName": "试验家园"}]}


async def test_what_the_developer_has_not_handed_over_is_not_offered_beside_the_others(
    database: Database, client: httpx.AsyncClient
) -> None:
    """One tap adds all that is offered: one unit that no person certifies would have the others refused with it."""
    place, number, person = await make_place(database, units=3), new_id_card(), await sign_in_owner(database)
    await owned(database, place, number)
    async with database.transaction(SYSTEM) as tx:
        unit = await tx.session.get_one(Unit, place.units[2])
        unit.delivered = False

    await certify(client, person, place, number)
    offered = (await ask(client, MY_OTHERS, person, first=10))["myOtherUnits"]["nodes"]
    units = [node["unit"]["id"] for node in offered]
    added = (await ask(client, OTHERS, person, estate=str(place.estate_id), units=units))["certifyMyOtherUnits"]

    assert units == [str(place.units[1])]
    assert added["__typename"] == "Certified"


async def test_the_lists_are_for_signed_in_owners_and_completed_estates(
    database: Database, client: httpx.AsyncClient
) -> None:
    place = await make_place(database, units=1)
    unfinished = await make_place(database, units=1, status=EstateStatus.PREPARING)
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    owner = await sign_in_owner(database)
    for person, where in ((None, place), (clerk, place), (owner, unfinished)):
        building = {"building": str(where.building_id), "search": "", "first": 100}
        assert (await ask(client, BUILDINGS, person, estate=str(where.estate_id)))["certifiableBuildings"][
            "nodes"
        ] == []
        assert (await ask(client, UNITS, person, **building))["certifiableUnits"]["nodes"] == []
    for nobody in (None, clerk):
        assert (await ask(client, ESTATES, nobody, search="", first=100))["certifiableEstates"]["totalCount"] == 0
        assert (await ask(client, MINE, nobody, first=100))["myCertifications"]["totalCount"] == 0
        assert (await ask(client, MY_OTHERS, nobody, first=100))["myOtherUnits"]["totalCount"] == 0


async def test_a_refusal_says_the_same_whoever_owns_the_unit(database: Database, client: httpx.AsyncClient) -> None:
    theirs, nobodys = await make_place(database, units=1), await make_place(database, units=1)
    await owned(database, theirs, new_id_card())
    answers = [
        await certify(client, await sign_in_owner(database), place, new_id_card()) for place in (theirs, nobodys)
    ]
    assert answers[0] == answers[1]
    assert answers[0]["code"] == "OWNER_NOT_MATCHED"
    assert "街道" in str(answers[0]["message"])


async def test_certifying_needs_an_owner_signed_in(database: Database, client: httpx.AsyncClient) -> None:
    place = await make_place(database, units=1)
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    assert (await certify(client, None, place, new_id_card()))["__typename"] == "NotSignedIn"
    assert (await certify(client, clerk, place, new_id_card()))["__typename"] == "NotFound"


async def test_without_consent_nothing_is_compared(database: Database, client: httpx.AsyncClient) -> None:
    place, number, person = await make_place(database, units=1), new_id_card(), await sign_in_owner(database)
    await owned(database, place, number)
    refused = await certify(client, person, place, number, consent="")
    assert [fault["path"] for fault in refused["faults"]] == ["consent"]
    assert (await ask(client, MINE, person, first=1))["myCertifications"]["totalCount"] == 0


async def test_another_document_certifies_too(database: Database, client: httpx.AsyncClient) -> None:
    place, person = await make_place(database, units=1), await sign_in_owner(database)
    variables = {"unit": str(place.units[0]), "kind": "PASSPORT", "name": "John Smith", "number": "X?"}
    refused = await ask(client, CERTIFY_DOCUMENT, person, consent=await consent(client), **variables)
    assert [fault["path"] for fault in refused["certifyByDocument"]["faults"]] == ["number"]
    unknown = await ask(
        client, CERTIFY_DOCUMENT, person, consent=await consent(client), **{**variables, "number": "E12345678"}
    )
    assert unknown["certifyByDocument"]["code"] == "OWNER_NOT_MATCHED"


async def test_a_second_account_is_told_the_first_ones_phone_masked_until_the_street_releases_it(
    database: Database, client: httpx.AsyncClient
) -> None:
    place, number = await make_place(database, units=1), new_id_card()
    await owned(database, place, number)
    first, second = await sign_in_owner(database), await sign_in_owner(database)
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    await certify(client, first, place, number)
    refused = await certify(client, second, place, number)
    assert refused["code"] == "OWNER_HAS_ANOTHER_ACCOUNT"
    assert str(refused["maskedPhone"])[3:7] == "****"

    shown = "query($id: UUID!) { unit(id: $id) { certifications { id maskedPhone endedAt endedReason } } }"
    (standing,) = (await ask(client, shown, clerk, id=str(place.units[0])))["unit"]["certifications"]
    released = (await ask(client, RELEASE, clerk, certification=standing["id"]))["releaseAccount"]
    assert released == {"__typename": "AccountReleased", "certificationsEnded": 1}
    assert (await ask(client, "{ me { kind } }", first))["me"] is None
    assert (await certify(client, second, place, number))["__typename"] == "Certified"


@pytest.mark.parametrize("first", [1, 100])
async def test_every_list_runs_few_statements_whatever_its_length(
    database: Database, client: httpx.AsyncClient, first: int
) -> None:
    place, number, person = await make_place(database, units=30), new_id_card(), await sign_in_owner(database)
    await owned(database, place, number)
    certified = await certify(client, person, place, number)
    half = [unit["id"] for unit in certified["otherUnits"]][:15]
    with counted_statements() as few:
        await ask(client, OTHERS, person, estate=str(place.estate_id), units=half[:1])
    with counted_statements() as many:
        await ask(client, OTHERS, person, estate=str(place.estate_id), units=half)
    assert len(many) == len(few) <= MOST
    asked: list[tuple[str, dict[str, Any]]] = [
        (ESTATES, {"search": "", "first": first}),
        (UNITS, {"building": str(place.building_id), "search": "", "first": first}),
        (MINE, {"first": first}),
        (MY_OTHERS, {"first": first}),
    ]
    for document, variables in asked:
        with counted_statements() as ran:
            answered = await ask(client, document, person, **variables)
        assert len(ran) <= MOST, ran
        assert "张试验" not in json.dumps(answered, ensure_ascii=False)


async def test_a_certification_runs_few_statements(database: Database, client: httpx.AsyncClient) -> None:
    place, number, person = await make_place(database, units=3), new_id_card(), await sign_in_owner(database)
    await owned(database, place, number)
    given = {"unit": str(place.units[0]), "name": "张试验", "number": number, "consent": await consent(client)}

    with counted_statements() as ran:
        certified = (await ask(client, CERTIFY, person, **given))["certifyByIdCard"]
    assert certified["__typename"] == "Certified"
    assert len(certified["otherUnits"]) == 2
    assert len(ran) <= MOST, ran
