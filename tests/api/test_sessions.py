"""A session is what its cookie opens, until it is ended."""

import httpx

from domain.rules.policy import Role, ScopeKind
from domain.store.database import Database
from tests.api.asking import ask
from tests.people import make_place, sign_in_staff

SIGN_OUT = """mutation { signOut { __typename ... on Problem { code message } } }"""
ESTATES = """{ estates(first: 100) { nodes { id name status } } }"""


async def test_an_estate_is_seen_from_its_own_street_only(database: Database, client: httpx.AsyncClient) -> None:
    here, elsewhere = await make_place(database), await make_place(database)
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, here.street)

    seen = {estate["id"] for estate in (await ask(client, ESTATES, clerk))["estates"]["nodes"]}

    assert str(here.estate_id) in seen
    assert str(elsewhere.estate_id) not in seen
    assert (await ask(client, ESTATES))["estates"]["nodes"] == []


async def test_a_session_that_was_ended_opens_nothing(database: Database, client: httpx.AsyncClient) -> None:
    place = await make_place(database)
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)

    first = await ask(client, SIGN_OUT, clerk)
    again = await ask(client, SIGN_OUT, clerk)

    assert first["signOut"]["__typename"] == "SignedOut"
    assert again["signOut"] == {
        "__typename": "NotSignedIn",
        "code": "NOT_SIGNED_IN",
        "message": "请先登录。",
    }
    assert (await ask(client, ESTATES, clerk))["estates"]["nodes"] == []
