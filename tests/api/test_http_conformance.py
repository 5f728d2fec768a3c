"""The GraphQL-over-HTTP specification's audits: every MUST and SHOULD that applies to POST (requirement G11).

The ids are those of the public audit suite of `graphql-http`; it was run against the server as well.
"""

from typing import Any

import httpx
import pytest

MODERN, LEGACY = "application/graphql-response+json", "application/json"
TYPENAME = {"query": "{ __typename }"}


async def post(client: httpx.AsyncClient, body: Any, accept: str | None) -> httpx.Response:
    """POST `body` accepting `accept` (None: no such header)."""
    client.headers.pop("accept", None)
    return await client.post("/graphql", json=body, headers={"Accept": accept} if accept else None)


@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        (MODERN, MODERN),  # 22EB
        (LEGACY, LEGACY),  # 4655
        ("*/*", LEGACY),  # 47DE
        (None, LEGACY),  # 80D8
        (f"{MODERN}, {LEGACY};q=0.9", MODERN),
        (f"{MODERN};q=0.1, {LEGACY}", LEGACY),
        ("application/*", LEGACY),
    ],
)
async def test_the_media_type_is_the_accepted_one_in_utf_8(
    client: httpx.AsyncClient, accept: str | None, answered: str
) -> None:
    response = await post(client, TYPENAME, accept)
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{answered}; charset=utf-8"  # 82A3
    assert response.json() == {"data": {"__typename": "Query"}}


async def test_what_is_not_offered_is_406(client: httpx.AsyncClient) -> None:
    assert (await post(client, TYPENAME, "text/html")).status_code == 406


@pytest.mark.parametrize("accept", [MODERN, LEGACY])
@pytest.mark.parametrize(
    "body",
    [
        {},  # 34A2
        {"query": {"obj": "ect"}},  # LKJ0
        {"query": 0},
        {"query": False},
        {"query": ["array"]},
        {**TYPENAME, "operationName": {}},  # 7B9B
        {**TYPENAME, "operationName": 0},
        {**TYPENAME, "variables": "string"},  # 4760
        {**TYPENAME, "variables": 0},
        {**TYPENAME, "variables": []},
        {**TYPENAME, "extensions": "string"},  # 58B0
        {**TYPENAME, "extensions": 0},
        {**TYPENAME, "extensions": False},
        {**TYPENAME, "extensions": []},
    ],
)
async def test_a_request_that_is_none_is_400_without_data(
    client: httpx.AsyncClient, accept: str, body: dict[str, Any]
) -> None:
    response = await post(client, body, accept)
    assert response.status_code == 400
    assert "data" not in response.json()
    assert response.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    "body",
    [
        {**TYPENAME, "operationName": None},  # 94B0
        {**TYPENAME, "variables": None},  # 0220
        {**TYPENAME, "extensions": None},  # 0221
        {"query": "query Q($n: String!) { __type(name: $n) { name } }", "variables": {"n": "Query"}},  # 2EA1
        {"query": "query A { __typename } query B { __typename }", "operationName": "B"},  # 8161
        {**TYPENAME, "extensions": {"some": "value"}},  # DA3
    ],
)
async def test_what_the_specification_allows_runs(client: httpx.AsyncClient, body: dict[str, Any]) -> None:
    response = await post(client, body, MODERN)
    assert response.status_code == 200
    assert "errors" not in response.json()


@pytest.mark.parametrize(
    "body",
    [
        {"query": "{"},  # 556A: does not parse
        {"query": "{ nothingOfThisName }"},  # 51FE: does not validate
        {"query": "query($n: String!) { __type(name: $n) { name } }", "variables": {"n": 7}},  # 86EE: coercion
        {"query": "query A { __typename } query B { __typename }"},  # which one?
    ],
)
async def test_what_was_not_executed_is_400_and_has_no_data(client: httpx.AsyncClient, body: dict[str, Any]) -> None:
    modern = await post(client, body, MODERN)
    assert modern.status_code == 400
    assert "data" not in modern.json()
    legacy = await post(client, body, LEGACY)
    assert "data" not in legacy.json()


@pytest.mark.parametrize("query", ["{", "{ nothingOfThisName }"])
async def test_the_legacy_media_type_answers_a_faulty_document_with_200(client: httpx.AsyncClient, query: str) -> None:
    assert (await post(client, {"query": query}, LEGACY)).status_code == 200  # 8D5A, 60AA


async def test_a_body_that_is_not_json_is_400(client: httpx.AsyncClient) -> None:
    for content in (b"", b"{", b"\xff\xfe", b"[" * 50_000):
        response = await client.post("/graphql", content=content, headers={"Content-Type": LEGACY})
        assert response.status_code == 400


async def test_utf_8_is_read_with_and_without_being_named(client: httpx.AsyncClient) -> None:
    body = '{"query": "query($n: String!) { __type(name: $n) { name } }", "variables": {"n": "共决"}}'.encode()
    for kind in (LEGACY, f"{LEGACY}; charset=utf-8"):  # 78D5, BF61
        response = await client.post("/graphql", content=body, headers={"Content-Type": kind})
        assert response.json() == {"data": {"__type": None}}
