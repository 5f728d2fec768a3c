"""One's own data through the API: what one agreed to, withdrawing, fetching everything, deleting the account."""

import io
import json
import zipfile

import httpx
from sqlalchemy import text

from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.store.database import Database
from tests.api.asking import ask
from tests.api.statements import MOST, counted_statements
from tests.people import Person, make_place, sign_in_owner, sign_in_staff
from tests.services.certifying import certify, someone

CONSENTS = "{ myConsents { kind stands version givenAt withdrawnAt text { version zh en } } }"
WITHDRAW = """mutation { withdrawConsent(input: {kind: DOCUMENT_NUMBER}) {
  __typename ... on ConsentWithdrawn { kind certificationsEnded reviewsEnded photosDeleted }
  ... on Problem { code } } }"""
EXPORT = (
    """mutation { requestMyData { __typename ... on MyDataRequested { address expiresAt } ... on Problem { code } } }"""
)
DELETE = """mutation { deleteMyAccount { __typename
  ... on AccountDeleted { certificationsEnded photosDeleted votesKept } ... on Problem { code } } }"""


async def certified(database: Database) -> tuple[Person, str]:
    place, person = await make_place(database, units=1), await sign_in_owner(database)
    owner = await someone(database, *place.units)
    await certify(database, person, owner.of(place.units[0]))
    return person, owner.number


async def test_an_owner_sees_what_they_agreed_to_and_withdraws_it(
    database: Database, client: httpx.AsyncClient
) -> None:
    person, _ = await certified(database)
    with counted_statements() as ran:
        listed = {one["kind"]: one for one in (await ask(client, CONSENTS, person))["myConsents"]}
    assert len(ran) <= MOST
    assert {kind: one["stands"] for kind, one in listed.items()} == {
        "DOCUMENT_NUMBER": True, "CARD_READ": False, "PHOTOS": False,
    }  # fmt: skip
    assert listed["DOCUMENT_NUMBER"]["version"] == listed["DOCUMENT_NUMBER"]["text"]["version"]
    gone = (await ask(client, WITHDRAW, person))["withdrawConsent"]
    assert gone == {
        "__typename": "ConsentWithdrawn", "kind": "DOCUMENT_NUMBER", "certificationsEnded": 1, "reviewsEnded": 0,
        "photosDeleted": 0,
    }  # fmt: skip
    assert (await ask(client, WITHDRAW, person))["withdrawConsent"]["code"] == "NOT_FOUND"
    assert not any(one["stands"] for one in (await ask(client, CONSENTS, person))["myConsents"])


async def test_an_owner_fetches_everything_and_deletes_the_account(
    database: Database, client: httpx.AsyncClient
) -> None:
    person, number = await certified(database)
    cookie = {"Cookie": f"gongjue={person.token}"}
    requested = (await ask(client, EXPORT, person))["requestMyData"]
    fetched = await client.get(requested["address"], headers=cookie)
    data = json.loads(zipfile.ZipFile(io.BytesIO(fetched.content)).read("data.json"))
    assert data["owner"][0]["document_number"] == number

    response = await client.post("/graphql", json={"query": DELETE}, headers=cookie)
    assert response.json()["data"]["deleteMyAccount"] == {
        "__typename": "AccountDeleted", "certificationsEnded": 1, "photosDeleted": 0, "votesKept": 0,
    }  # fmt: skip
    assert 'gongjue=""' in response.headers["set-cookie"]
    assert (await ask(client, "{ me { accountId } }", person))["me"] is None


async def test_a_stale_session_neither_fetches_nor_deletes(database: Database, client: httpx.AsyncClient) -> None:
    person, _ = await certified(database)
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text("UPDATE sessions SET confirmed_at = confirmed_at - interval '12 hours' WHERE account_id = :account"),
            {"account": person.account_id},
        )
    for document, field in ((EXPORT, "requestMyData"), (DELETE, "deleteMyAccount")):
        assert (await ask(client, document, person))[field]["code"] == "FRESH_CODE_NEEDED"


async def test_nobody_and_staff_have_no_data_of_their_own_here(database: Database, client: httpx.AsyncClient) -> None:
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.CITY)
    for person, code in ((None, "NOT_SIGNED_IN"), (clerk, "NOT_FOUND")):
        assert (await ask(client, CONSENTS, person))["myConsents"] == []
        for document, field in ((EXPORT, "requestMyData"), (DELETE, "deleteMyAccount"), (WITHDRAW, "withdrawConsent")):
            assert (await ask(client, document, person))[field]["code"] == code
