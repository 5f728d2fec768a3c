"""What one request may ask for (security requirements G1, G2, G4, G8), at the exact boundaries."""

import json
import logging
from typing import Any

import httpx
import pytest
from graphql import build_schema, parse

from domain.rules.policy import Role, ScopeKind
from domain.store.database import Database
from gongjue.settings import Settings
from gongjue.wiring import api
from schema import limits
from schema.guard import document_id
from tests.api.asking import answer_of
from tests.people import sign_in_staff

TYPES = build_schema("""
type Query { leaf: Int node: Node list(first: Int! = 20): [Node!]! }
type Mutation { act(n: Int): Int }
type Node { leaf: Int node: Node list(first: Int = 10): [Node!]! }
""")


def faults(text: str) -> list[str]:
    """What the static checks say."""
    return [fault.message for fault in limits.faults_of(TYPES, parse(text))]


def nested(depth: int) -> str:
    """A query of exactly `depth` levels."""
    return "{ " + "node { " * (depth - 1) + "leaf" + " }" * (depth - 1) + " }"


def test_depth_8_runs_and_9_does_not() -> None:
    assert faults(nested(8)) == []
    assert faults(nested(9)) == ["the operation is deeper than 8 levels"]


def test_depth_is_counted_through_fragments() -> None:
    hidden = "{ ...a } fragment a on Query { " + nested(9)[1:-1] + "}"
    assert faults(hidden) == ["the operation is deeper than 8 levels"]


def test_10_aliases_run_and_11_do_not() -> None:
    def aliased(n: int) -> str:
        return "{ " + " ".join(f"a{i}: leaf" for i in range(n)) + " }"

    assert faults(aliased(10)) == []
    assert faults(aliased(11)) == ["the operation has more than 10 aliases"]


def test_fragments_that_double_each_other_are_refused_at_once() -> None:
    doubling = "".join(f" fragment f{i} on Query {{ ...f{i + 1} ...f{i + 1} }}" for i in range(90))
    text = "{ ...f0 }" + doubling + " fragment f90 on Query { node { a: leaf } }"

    assert faults(text) == ["the operation has more than 10 aliases"]
    weighed = limits.cost_fault(TYPES, parse(text), None, {})
    assert weighed is not None
    assert f"costs {2**90}" in weighed.message


def test_one_command_a_request_whatever_it_is_called() -> None:
    assert faults("mutation { act }") == []
    assert len(faults("mutation { a: act(n: 1) b: act(n: 2) }")) == 1
    assert len(faults("mutation { act ...f } fragment f on Mutation { b: act(n: 2) }")) == 1


def test_directives_are_few() -> None:
    assert faults("{ leaf " + "@skip(if: false) " * 1 + "}") == []
    many = "{ " + " ".join(f"node {{ l{i}: leaf @skip(if: false) @include(if: true) }}" for i in range(11)) + " }"
    assert any("directives" in fault for fault in faults(many))


def test_1000_tokens_parse_and_1001_do_not() -> None:
    limits.parse_once("{ " + "a " * 998 + "}")
    with pytest.raises(Exception, match="1000 tokens"):
        limits.parse_once("{ " + "a " * 999 + "}")


@pytest.mark.parametrize(
    ("text", "variables", "allowed"),
    [
        ("{ list(first: 100) { leaf list(first: 8) { leaf } } }", {}, True),  # 1 + 100 * 1
        ("{ list(first: 999) { node { leaf } } }", {}, True),  # 1 + 999 * 1
        ("{ list(first: 1000) { node { leaf } } }", {}, False),
        ("query($n: Int!) { list(first: $n) { node { leaf } } }", {"n": 999}, True),
        ("query($n: Int!) { list(first: $n) { node { leaf } } }", {"n": 1000}, False),
        ("{ list { list { list { node { leaf } } } } }", {}, False),  # 1 + 20 * (1 + 10 * (1 + 10 * 1))
        ("query($n: Int! = 999) { list(first: $n) { node { leaf } } }", {}, True),
        ("query($n: Int! = 1000) { list(first: $n) { node { leaf } } }", {}, False),
        ("query($n: Int! = 1000) { list(first: $n) { node { leaf } } }", {"n": 999}, True),
        # A page of less than nothing, refused where it stands, pays for nothing beside it.
        ("{ a: list(first: -500) { node { leaf } } b: list(first: 998) { node { leaf } } }", {}, False),
        ("query($n: Int!) { a: list(first: $n) { node { leaf } } b: list(first: 998) { leaf } }", {"n": -9}, True),
        ("{ ...a ...a } fragment a on Query { list(first: 498) { node { leaf } } }", {}, True),  # 2 * 499
        ("{ ...a ...a } fragment a on Query { list(first: 500) { node { leaf } } }", {}, False),
    ],
)
def test_cost_multiplies_page_sizes(text: str, variables: dict[str, int], allowed: bool) -> None:
    weighed = [limits.cost_fault(TYPES, parse(text), None, variables)]
    weighed += [limits.weigh(TYPES, text, None, given) for given in (variables, {**variables, "other": 1}, variables)]
    assert [fault is None for fault in weighed] == [allowed] * 4


def test_a_page_size_that_varies_is_weighed_anew() -> None:
    text = "query($n: Int!) { list(first: $n) { node { leaf } } }"
    allowed = [limits.weigh(TYPES, text, None, {"n": first}) is None for first in (999, 1000, 999)]
    assert allowed == [True, False, True]


async def test_what_a_browser_could_send_from_elsewhere_is_refused(client: httpx.AsyncClient) -> None:
    body = {"query": "{ __typename }"}
    own = str(client.base_url)

    foreign = await client.post("/graphql", json=body, headers={"Origin": "https://evil.example"})
    cross = await client.post("/graphql", json=body, headers={"Origin": own, "Sec-Fetch-Site": "cross-site"})
    form = await client.post("/graphql", content=json.dumps(body), headers={"Content-Type": "text/plain"})
    bare = await client.post("/graphql", json=body, headers={"X-Gongjue": ""}, extensions={})
    del client.headers["x-gongjue"]
    headerless = await client.post("/graphql", json=body)
    ours = await client.post("/graphql", json=body, headers={"Origin": own, "X-Gongjue": "1"})

    assert (foreign.status_code, cross.status_code, form.status_code) == (403, 403, 415)
    assert headerless.status_code == 403
    assert bare.status_code == ours.status_code == 200


async def test_a_body_over_100_kb_is_refused(client: httpx.AsyncClient) -> None:
    padded = json.dumps({"query": "{ __typename }", "variables": {"x": "a" * 100_000}})
    response = await client.post("/graphql", content=padded, headers={"Content-Type": "application/json"})
    assert response.status_code == 413


async def test_get_and_batches_are_off(client: httpx.AsyncClient) -> None:
    got = await client.get("/graphql", params={"query": "{ __typename }"})
    batch = await client.post("/graphql", json=[{"query": "{ __typename }"}])
    assert got.status_code == 405
    assert got.headers["allow"] == "POST"
    assert batch.status_code == 400


async def test_at_most_5_errors_come_back(client: httpx.AsyncClient) -> None:
    wrong = "{ " + " ".join(f"nothing{i}" for i in range(9)) + " }"
    assert len((await answer_of(client, wrong))["errors"]) == 5


async def test_a_bug_is_masked_and_logged_without_its_values(
    database: Database, client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = await sign_in_staff(database, Role.CITY, ScopeKind.CITY)
    planted = "1101051900" + "01011234"

    async def explode(*_arguments: object, **_named: object) -> None:
        raise RuntimeError(planted)

    monkeypatch.setattr("resolvers.estates.read_page", explode)
    with caplog.at_level(logging.DEBUG):
        whole = await answer_of(client, "{ estates { totalCount } }", person)

    error = whole["errors"][0]
    assert error["message"] == "internal error"
    assert error["extensions"]["code"] == "INTERNAL"
    assert error["extensions"]["requestId"] in caplog.text
    assert "RuntimeError" in caplog.text
    assert planted not in caplog.text + json.dumps(whole)


async def test_production_runs_persisted_operations_only(settings: Settings) -> None:
    text = "{ __typename }"
    app = api(settings, persisted={document_id(text): text})
    headers = {"X-Gongjue": "1"}
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000", headers=headers) as client:
            by_id = await client.post("/graphql", json={"documentId": document_id(text)})
            by_text = await client.post("/graphql", json={"query": text})
            unknown_id = await client.post("/graphql", json={"documentId": "sha256:0"})
            other = await client.post("/graphql", json={"query": "{ __schema { types { name } } }"})
    assert by_id.json() == by_text.json() == {"data": {"__typename": "Query"}}
    assert unknown_id.status_code == 400
    assert other.json()["errors"][0]["extensions"]["code"] == "PERSISTED_ONLY"


@pytest.mark.parametrize(
    ("document", "variables"),
    [
        ("query($id: UUID!) { receipt(id: $id) { id } }", {"id": "19900001234"}),
        ("query($id: UUID!) { receipt(id: $id) { id } }", {"id": ["19900001234"]}),
        ('{ receipt(id: "19900001234") { id } }', {}),
        ("{ receipt(id: 19900001234) { id } }", {}),
        ('{ consentText(kind: "19900001234") { zh } }', {}),
        ("query($kind: ConsentKind!) { consentText(kind: $kind) { zh } }", {"kind": "19900001234"}),
        ('{ me { "19900001234" } }', {}),
        ('{ me "19900001234 { kind } }', {}),
        ("{ me { kind } } 19900001234", {}),
        ("{ me { kind } } 19900001234x", {}),
        ("query($first: Int!) { myCertifications(first: $first) { totalCount } }", {"first": "19900001234"}),
        ("query($first: Int!) { myCertifications(first: $first) { totalCount } }", {"first": 19900001234}),
    ],
)
async def test_an_error_does_not_repeat_what_was_typed(
    client: httpx.AsyncClient, document: str, variables: dict[str, Any]
) -> None:
    """P9: a value that does not fit may be somebody's phone, and errors end up in logs and reports."""
    response = await client.post("/graphql", json={"query": document, "variables": variables})

    assert response.json()["errors"]
    assert "19900001234" not in response.text
