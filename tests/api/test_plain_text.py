"""U+0000 and lone surrogates are refused in words before anything runs, wherever a text can be sent."""

import json
from typing import Any
from uuid import uuid4

import httpx
import pytest

from domain.rules.policy import Role, ScopeKind
from domain.store.database import Database
from schema.guard import document_id
from schema.plain_text import REFUSED, is_plain
from tests.people import Person, make_place, new_id_card, sign_in_owner, sign_in_staff
from tests.services.certifying import CONSENT

SIGN_IN = "mutation($input: SignInInput!) { signIn(input: $input) { __typename } }"
CLEAR = "mutation($input: ClearAlarmInput!) { clearAlarm(input: $input) { __typename } }"
CERTIFY = "mutation($input: CertifyByIdCardInput!) { certifyByIdCard(input: $input) { __typename } }"
STAFF = {"login": "nobody", "password": "x", "totp": "000000"}
NEVER = ("\x00", "\ud800", "\udfff", "甲\x00乙", "\udc00\ud83d")


async def posted(client: httpx.AsyncClient, body: dict[str, Any], person: Person | None = None) -> dict[str, Any]:
    """The answer to a body whose texts are escaped as JSON allows: httpx would refuse to send them as UTF-8."""
    headers = {"Content-Type": "application/json"} | ({"Cookie": f"gongjue={person.token}"} if person else {})
    response = await client.post("/graphql", content=json.dumps(body).encode(), headers=headers)
    told: dict[str, Any] = response.json()
    return told


def refused(told: dict[str, Any]) -> None:
    assert [error["extensions"]["code"] for error in told["errors"]] == ["BAD_REQUEST"], told
    assert REFUSED in told["errors"][0]["message"]
    assert told.get("data") is None


@pytest.mark.parametrize("text", NEVER)
async def test_signing_in_with_what_is_no_text_is_told_so(client: httpx.AsyncClient, text: str) -> None:
    refused(await posted(client, {"query": SIGN_IN, "variables": {"input": {**STAFF, "login": text}}}))
    refused(await posted(client, {"query": SIGN_IN, "variables": {"input": {**STAFF, text: "y"}}}))


@pytest.mark.parametrize("text", NEVER)
@pytest.mark.parametrize("field", ["estates", "organizers", "assemblies", "staffAccounts", "ballots"])
async def test_a_search_for_what_is_no_text_is_told_so(
    database: Database, client: httpx.AsyncClient, field: str, text: str
) -> None:
    clerk = await sign_in_staff(database, Role.CITY, ScopeKind.CITY)
    query = f"query($search: String) {{ {field}(search: $search) {{ edges {{ cursor }} }} }}"
    refused(await posted(client, {"query": query, "variables": {"search": text}}, clerk))
    assert "errors" not in await posted(client, {"query": query, "variables": {"search": "😀"}}, clerk)


@pytest.mark.parametrize("text", NEVER)
async def test_a_reason_that_is_no_text_is_told_so(database: Database, client: httpx.AsyncClient, text: str) -> None:
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.CITY)
    refused(
        await posted(
            client, {"query": CLEAR, "variables": {"input": {"alarmId": str(uuid4()), "reason": text * 5}}}, clerk
        )
    )


async def test_a_text_in_the_document_is_looked_at_too(database: Database, client: httpx.AsyncClient) -> None:
    clerk = await sign_in_staff(database, Role.CITY, ScopeKind.CITY)
    query = '{ estates(search: "\\u0000") { edges { cursor } } }'
    refused(await posted(client, {"query": query}, clerk))
    lone = await posted(client, {"query": '{ estates(search: "\\ud800") { edges { cursor } } }'}, clerk)
    assert lone["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


async def test_a_name_that_is_no_text_costs_no_attempt_at_certifying(
    database: Database, client: httpx.AsyncClient
) -> None:
    place, person = await make_place(database, units=1), await sign_in_owner(database)
    given = {"unitId": str(place.units[0]), "number": new_id_card(), "consent": CONSENT}

    async def certify_as(name: str) -> dict[str, Any]:
        return await posted(client, {"query": CERTIFY, "variables": {"input": {**given, "name": name}}}, person)

    for _ in range(20):
        refused(await certify_as("张\ud800"))
    assert (await certify_as("张无人"))["data"]["certifyByIdCard"]["__typename"] == "OwnerNotMatched"


@pytest.mark.parametrize("name", ["query", "operationName"])
async def test_a_request_that_is_no_text_itself_is_told_so(client: httpx.AsyncClient, name: str) -> None:
    told = await posted(client, {"query": "{ __typename }", name: "{ a\ud800 }"})
    assert told["errors"][0]["message"]
    assert "internal" not in told["errors"][0]["message"]


def test_texts_are_looked_at_at_whatever_depth() -> None:
    assert is_plain({"a": [1, None, {"b": "一二\n😀"}]})
    assert not is_plain({"a": [{"b": ["\x00"]}]})
    assert not is_plain({"a": [{"\udfff": 1}]})


def test_what_is_no_text_is_no_persisted_operation_either() -> None:
    assert document_id("{ a\ud800 }") != document_id("{ a }")
