"""Signing in, activating, and managing accounts through the API: cookies, equal answers, masks, and counted aliases."""

from datetime import UTC, datetime

import httpx
import pyotp
import pytest
import segno

from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.store.database import Database
from domain.store.tables import Account
from tests.api.asking import answer_of, ask
from tests.api.statements import MOST, counted_statements
from tests.people import Person, make_place, new_id_card, new_phone, sign_in_owner, sign_in_staff
from tests.services.texts import last_activation, last_code

PASSWORD = "石榴 tree 十七 boats"
ME = """{ me { kind login maskedPhone maskedName language confirmedRecently
              roles { role scopeKind scopeKey scopeName endsAt } } }"""
REQUEST = """mutation($phone: String) { requestCode(input: {purpose: SIGN_IN, phone: $phone}) {
  __typename ... on CodeSent { challenge expiresAt resendAfterSeconds } ... on Problem { code message }
  ... on TooManyAttempts { retryAfterSeconds } ... on InvalidInput { faults { path message } } } }"""
SIGN_IN_WITH_CODE = """mutation($challenge: String!, $code: String!) {
  signInWithCode(input: {challenge: $challenge, code: $code}) {
    __typename ... on SignedIn { accountId } ... on Problem { code message } } }"""
SIGN_IN = """mutation($login: String!, $password: String!, $totp: String!) {
  signIn(input: {login: $login, password: $password, totp: $totp}) {
    __typename ... on SignedIn { accountId } ... on Problem { code message } } }"""
CREATE = """mutation($role: Role!, $kind: ScopeKind!, $key: String!, $name: String!, $phone: String!,
    $number: String!) {
  createStaffAccount(input: {role: $role, scopeKind: $kind, scopeKey: $key, name: $name, phone: $phone,
    documentKind: ID_CARD, documentNumber: $number}) {
    __typename ... on StaffAccountCreated { accountId login } ... on InvalidInput { faults { path message } } } }"""
BEGIN = """mutation($code: String!) { beginActivation(input: {code: $code}) {
  __typename ... on ActivationBegun { login maskedName totpSecret totpUri totpCodeRows } } }"""
ACTIVATE = """mutation($code: String!, $password: String!, $totp: String!) {
  activateAccount(input: {code: $code, password: $password, totp: $totp}) {
    __typename ... on SignedIn { accountId } ... on InvalidInput { faults { path message } } } }"""


def drawn(text: str) -> list[str]:
    return ["".join(map(str, row)) for row in segno.make(text, micro=False).matrix]


def cookie_of(response: httpx.Response) -> str:
    """The session cookie that an answer sets, which must be one that no script and no other site can use."""
    (cookie,) = response.headers.get_list("set-cookie")
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    return cookie.partition(";")[0].removeprefix("gongjue=")


async def posted(client: httpx.AsyncClient, document: str, **variables: str) -> httpx.Response:
    return await client.post("/graphql", json={"query": document, "variables": variables})


async def signed_in_owner(database: Database, client: httpx.AsyncClient, phone: str) -> Person:
    """An owner who came in by the front door."""
    challenge = (await ask(client, REQUEST, phone=phone))["requestCode"]["challenge"]
    response = await posted(client, SIGN_IN_WITH_CODE, challenge=challenge, code=await last_code(database, phone))
    client.cookies.clear()
    return Person(response.json()["data"]["signInWithCode"]["accountId"], cookie_of(response))


async def test_an_owner_signs_in_with_a_code_and_is_told_who_they_are(
    database: Database, client: httpx.AsyncClient
) -> None:
    phone = new_phone()
    person = await signed_in_owner(database, client, phone)
    assert (await ask(client, ME, person))["me"] == {
        "kind": "owner",
        "login": None,
        "maskedPhone": f"{phone[:3]}****{phone[7:]}",
        "maskedName": None,
        "language": "zh",
        "confirmedRecently": True,
        "roles": [],
    }
    assert (await ask(client, ME))["me"] is None


async def test_a_wrong_code_and_a_challenge_that_never_was_are_answered_alike(
    database: Database, client: httpx.AsyncClient
) -> None:
    phone = new_phone()
    challenge = (await ask(client, REQUEST, phone=phone))["requestCode"]["challenge"]
    code = await last_code(database, phone)
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    answers = [
        await ask(client, SIGN_IN_WITH_CODE, challenge=challenge, code=wrong),
        await ask(client, SIGN_IN_WITH_CODE, challenge="none", code=code),
    ]
    assert answers[0] == answers[1]
    assert answers[0]["signInWithCode"]["code"] == "WRONG_CODE"


async def test_known_and_unknown_phones_are_answered_alike(database: Database, client: httpx.AsyncClient) -> None:
    known, unknown = new_phone(), new_phone()
    await signed_in_owner(database, client, known)
    again = [(await ask(client, REQUEST, phone=phone))["requestCode"] for phone in (known, unknown, unknown)]
    # The known phone was asked for a moment ago, and so was the unknown one the second time.
    assert again[0]["__typename"] == again[2]["__typename"] == "TooManyAttempts"
    assert again[0].keys() == again[2].keys()
    assert again[1]["__typename"] == "CodeSent"


async def test_aliases_do_not_multiply_guesses(database: Database, client: httpx.AsyncClient) -> None:
    phone = new_phone()
    challenge = (await ask(client, REQUEST, phone=phone))["requestCode"]["challenge"]
    code = await last_code(database, phone)
    guess = 'signInWithCode(input: {challenge: "%s", code: "%s"}) { __typename }'
    many = "mutation { " + " ".join(f"g{n}: " + guess % (challenge, f"{n:06d}") for n in range(9)) + " }"
    assert "errors" in await answer_of(client, many), "one root mutation field a request"
    for number in range(5):
        wrong = f"{(int(code) + 1 + number) % 10**6:06d}"
        await ask(client, SIGN_IN_WITH_CODE, challenge=challenge, code=wrong)
    refused = await ask(client, SIGN_IN_WITH_CODE, challenge=challenge, code=code)
    assert refused["signInWithCode"]["__typename"] == "WrongCode"


async def test_faults_are_told_in_the_readers_language(client: httpx.AsyncClient) -> None:
    client.headers["Accept-Language"] = "en-GB"
    answer = (await ask(client, REQUEST, phone="12"))["requestCode"]
    assert answer["faults"] == [{"path": "phone", "message": "Give a mainland mobile number of 11 digits."}]


async def test_staff_are_created_activated_and_sign_in(database: Database, client: httpx.AsyncClient) -> None:
    place, phone = await make_place(database), new_phone()
    reviewer = await sign_in_staff(database, Role.STREET_REVIEWER, ScopeKind.STREET, place.street)
    wanted = {"role": "STREET_CLERK", "kind": "STREET", "key": place.street, "name": "赵试验", "phone": phone,
              "number": new_id_card()}  # fmt: skip
    made = (await ask(client, CREATE, reviewer, **wanted))["createStaffAccount"]
    assert made["login"] == f"street-{place.street}-1"

    code = await last_activation(database, phone)
    begun = (await ask(client, BEGIN, code=code))["beginActivation"]
    assert (begun["login"], begun["maskedName"]) == (made["login"], "赵*验")
    totp = pyotp.TOTP(begun["totpSecret"])
    assert begun["totpCodeRows"] == drawn(begun["totpUri"])
    weak = (await ask(client, ACTIVATE, code=code, password="password123", totp="000000"))["activateAccount"]
    assert [fault["path"] for fault in weak["faults"]] == ["password", "password", "totp"]
    shown_now = totp.now()
    done = await posted(client, ACTIVATE, code=code, password=PASSWORD, totp=shown_now)
    assert done.json()["data"]["activateAccount"] == {"__typename": "SignedIn", "accountId": made["accountId"]}
    client.cookies.clear()
    clerk = Person(made["accountId"], cookie_of(done))
    shown = (await ask(client, ME, clerk))["me"]
    assert shown["roles"] == [
        {
            "role": "STREET_CLERK",
            "scopeKind": "STREET",
            "scopeKey": place.street,
            "scopeName": "试验街道",
            "endsAt": None,
        }
    ]

    replayed = await ask(client, SIGN_IN, login=made["login"], password=PASSWORD, totp=shown_now)
    assert replayed["signIn"]["__typename"] == "WrongCredentials"
    later = totp.at(datetime.now(UTC), counter_offset=1)
    again = await posted(client, SIGN_IN, login=made["login"], password=PASSWORD, totp=later)
    client.cookies.clear()
    assert (await ask(client, ME, Person(made["accountId"], cookie_of(again))))["me"]["login"] == made["login"]


async def test_what_is_wrong_with_a_log_in_is_not_told(database: Database, client: httpx.AsyncClient) -> None:
    place = await make_place(database)
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    async with database.transaction(SYSTEM) as tx:
        login = (await tx.session.get_one(Account, clerk.account_id)).login or ""
    answers = [
        await ask(client, SIGN_IN, login=one, password=PASSWORD, totp="000000") for one in (login, "nobody-at-all")
    ]
    assert answers[0] == answers[1]
    assert answers[0]["signIn"]["code"] == "WRONG_CREDENTIALS"


STAFF = """query($first: Int!, $after: String) { staffAccounts(first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor }
  nodes { id login state maskedName maskedPhone createdAt roles { role scopeName endsAt } } } }"""


async def test_an_office_lists_the_accounts_below_it_masked(database: Database, client: httpx.AsyncClient) -> None:
    place, elsewhere = await make_place(database), await make_place(database)
    district = await sign_in_staff(database, Role.DISTRICT, ScopeKind.DISTRICT, place.district)
    street = await sign_in_staff(database, Role.STREET_REVIEWER, ScopeKind.STREET, place.street)
    committee = await sign_in_staff(database, Role.COMMITTEE, ScopeKind.ESTATE, str(place.estate_id))
    await sign_in_staff(database, Role.COMMITTEE, ScopeKind.ESTATE, str(elsewhere.estate_id))

    async def listed(who: Person) -> set[str]:
        return {node["id"] for node in (await ask(client, STAFF, who, first=100))["staffAccounts"]["nodes"]}

    assert await listed(district) == {str(one.account_id) for one in (district, street, committee)}
    assert await listed(street) == {str(one.account_id) for one in (street, committee)}
    assert await listed(committee) == set()
    first = (await ask(client, STAFF, district, first=1))["staffAccounts"]
    assert first["totalCount"] == 3
    assert first["pageInfo"]["hasNextPage"]
    (node,) = first["nodes"]
    assert node["maskedName"] == "李*验"
    assert node["maskedPhone"][3:7] == "****"
    assert node["roles"] == [{"role": "COMMITTEE", "scopeName": "试验家园", "endsAt": None}]


CHANGE = """mutation($id: UUID!) { %s(input: {staffAccountId: $id, reason: "手机丢失，本人到场"}) {
  __typename ... on StaffAccountChanged { state } } }"""


@pytest.mark.parametrize(("field", "state"), [("resetAccount", "invited"), ("disableAccount", "disabled")])
async def test_a_reset_or_closed_account_is_signed_out(
    database: Database, client: httpx.AsyncClient, field: str, state: str
) -> None:
    place = await make_place(database)
    reviewer = await sign_in_staff(database, Role.STREET_REVIEWER, ScopeKind.STREET, place.street)
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    changed = (await ask(client, CHANGE % field, reviewer, id=str(clerk.account_id)))[field]
    assert changed == {"__typename": "StaffAccountChanged", "state": state}
    assert (await ask(client, ME, clerk))["me"] is None


SESSIONS = "{ mySessions { id isCurrent createdAt lastSeenAt } }"
END = """mutation($id: UUID!) { endSession(input: {sessionId: $id}) { __typename } }"""


async def test_one_sees_and_ends_ones_own_sessions_only(database: Database, client: httpx.AsyncClient) -> None:
    person, stranger = await sign_in_owner(database), await sign_in_owner(database)
    (mine,) = (await ask(client, SESSIONS, person))["mySessions"]
    assert mine["isCurrent"]
    assert (await ask(client, END, stranger, id=mine["id"]))["endSession"]["__typename"] == "NotFound"
    assert (await ask(client, END, id=mine["id"]))["endSession"]["__typename"] == "NotSignedIn"
    assert (await ask(client, SESSIONS))["mySessions"] == []
    assert (await ask(client, END, person, id=mine["id"]))["endSession"]["__typename"] == "SignedOut"
    assert (await ask(client, ME, person))["me"] is None


async def test_signing_out_everywhere_clears_the_cookie(database: Database, client: httpx.AsyncClient) -> None:
    person = await sign_in_owner(database)
    response = await client.post(
        "/graphql",
        json={"query": "mutation { signOutEverywhere { __typename ... on SignedOutEverywhere { sessions } } }"},
        headers={"Cookie": f"gongjue={person.token}"},
    )
    assert response.json()["data"]["signOutEverywhere"] == {"__typename": "SignedOutEverywhere", "sessions": 1}
    assert 'gongjue=""' in response.headers["set-cookie"]
    assert (await ask(client, ME, person))["me"] is None


async def test_the_language_is_the_accounts(database: Database, client: httpx.AsyncClient) -> None:
    person = await sign_in_owner(database)
    setting = """mutation($language: String!) { setLanguage(input: {language: $language}) {
      __typename ... on LanguageSet { language } ... on InvalidInput { faults { path message } } } }"""
    assert (await ask(client, setting, person, language="en"))["setLanguage"]["language"] == "en"
    refused = (await ask(client, setting, person, language="fr"))["setLanguage"]
    assert refused["faults"] == [{"path": "language", "message": "Choose the language zh or en."}]
    assert (await ask(client, setting, language="en"))["setLanguage"]["__typename"] == "NotSignedIn"


async def test_no_command_about_accounts_runs_more_than_ten_statements(
    database: Database, client: httpx.AsyncClient
) -> None:
    place, phone = await make_place(database), new_phone()
    reviewer = await sign_in_staff(database, Role.STREET_REVIEWER, ScopeKind.STREET, place.street)
    wanted = {"role": "STREET_CLERK", "kind": "STREET", "key": place.street, "name": "赵试验", "phone": phone,
              "number": new_id_card()}  # fmt: skip

    async def few(document: str, person: Person | None = None, **variables: str) -> dict[str, str]:
        with counted_statements() as ran:
            (answered,) = (await ask(client, document, person, **variables)).values()
        client.cookies.clear()
        assert len(ran) <= MOST, "\n".join(ran)
        outcome: dict[str, str] = answered
        return outcome

    challenge = (await few(REQUEST, phone=phone))["challenge"]
    await few(SIGN_IN_WITH_CODE, challenge=challenge, code=await last_code(database, phone))
    made = await few(CREATE, reviewer, **wanted)
    code = await last_activation(database, phone)
    totp = pyotp.TOTP((await few(BEGIN, code=code))["totpSecret"])
    await few(ACTIVATE, code=code, password=PASSWORD, totp=totp.now())
    later = totp.at(datetime.now(UTC), counter_offset=1)
    signed_in = await few(SIGN_IN, login=made["login"], password=PASSWORD, totp=later)
    assert signed_in["__typename"] == "SignedIn"
    await few(CHANGE % "resetAccount", reviewer, id=made["accountId"])
    await few(ME, reviewer)


APPOINTMENTS = "{ appointments { role scopeKind } }"


async def test_staff_see_which_roles_they_may_give(database: Database, client: httpx.AsyncClient) -> None:
    place = await make_place(database)
    district = await sign_in_staff(database, Role.DISTRICT, ScopeKind.DISTRICT, place.district)
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)

    assert (await ask(client, APPOINTMENTS, district))["appointments"] == [
        {"role": "STREET_REVIEWER", "scopeKind": "STREET"},
        {"role": "STREET_CLERK", "scopeKind": "STREET"},
    ]
    assert (await ask(client, APPOINTMENTS, clerk))["appointments"] == []


async def test_accounts_are_found_by_a_part_of_their_login_and_by_role(
    database: Database, client: httpx.AsyncClient
) -> None:
    place = await make_place(database)
    district = await sign_in_staff(database, Role.DISTRICT, ScopeKind.DISTRICT, place.district)
    for role in ("STREET_CLERK", "STREET_REVIEWER"):
        wanted = {"role": role, "kind": "STREET", "key": place.street, "name": "陈试验", "phone": new_phone(),
                  "number": new_id_card()}  # fmt: skip
        await ask(client, CREATE, district, **wanted)
    found = "query($search: String, $role: Role) { staffAccounts(search: $search, role: $role) { nodes { login } } }"

    async def logins(**by: str) -> list[str]:
        return [node["login"] for node in (await ask(client, found, district, **by))["staffAccounts"]["nodes"]]

    assert await logins(search=f"REVIEW-{place.street}") == [f"review-{place.street}-1"]
    assert await logins(role="STREET_CLERK") == [f"street-{place.street}-1"]
    assert await logins(search="nobody") == []
