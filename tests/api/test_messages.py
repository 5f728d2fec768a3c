"""What became of messages is seen by those who run things there, masked; the outbox page is the demo's alone."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from uuid_utils.compat import uuid7

from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.rules.terms import NoticeKind, NoticeState, OrganizerKind
from domain.services.carriers.carrier import CarrierReceipt, CarrierUnavailable, OutgoingText
from domain.services.deliveries import deliver
from domain.services.messages import enqueue
from domain.services.templates.render import MessageTemplate
from domain.store.database import Database
from domain.store.tables import Ballot, Message, Notice
from gongjue.settings import Settings
from gongjue.wiring import api, open_carrier, open_database
from schema.asgi import Surface, create_app
from tests.api.asking import ask
from tests.api.statements import MOST, counted_statements
from tests.ballots import make_open_ballot, make_organizer, sign_in_organizer
from tests.conftest import settings_for
from tests.people import Person, make_place, new_phone, sign_in_staff
from tests.services.castings import OpenBallot, make_voter
from tests.services.test_broadcasts import mark_as_cast
from workers.messages import expand_due

MESSAGE = """mutation($input: MessageOwnersInput!) { messageOwners(input: $input) { __typename
  ... on OwnersMessaged { broadcast { id ballotId audience template } } ... on Problem { code }
  ... on NotInThisState { state } } }"""
DELIVERIES = """query($estate: UUID!) { deliveries(estateId: $estate) { totalCount
  nodes { template state attempts maskedPhone lastFault broadcastId sentAt } } }"""
BROADCASTS = """query($ballot: UUID!) { broadcasts(ballotId: $ballot) {
  nodes { template audience recipients expandedAt } } }"""

REACH = "query($notice: UUID!) { noticeReach(noticeId: $notice) { units } }"
UNITS = "query($notice: UUID!) { noticeUnits(noticeId: $notice) { totalCount } }"
FORECAST = """query($ballot: UUID!) { broadcastForecast(ballotId: $ballot) { ballotId
  audiences { audience owners writtenToday recipients }
  today { audience recipients reach { channel waiting delivered } } } }"""


@dataclass(frozen=True)
class Alone:
    """An application on a database in which nobody else has messages."""

    settings: Settings
    database: Database
    client: httpx.AsyncClient


@pytest.fixture
async def alone(fresh_database_url: str, redis_url: str) -> AsyncIterator[Alone]:
    """A database of this test's own, and the application on it."""
    settings = settings_for(fresh_database_url, redis_url)
    database = open_database(settings, pool_size=4)
    app = api(settings)
    transport, headers = httpx.ASGITransport(app=app), {"X-Gongjue": "test"}
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url=settings.allowed_origins[0], headers=headers) as client,
    ):
        yield Alone(settings, database, client)
    await database.close()


class Failing:
    """A carrier that is out of order."""

    async def send(self, message: OutgoingText) -> CarrierReceipt:
        raise CarrierUnavailable("InternalError.Timeout")


async def queue_activation(
    database: Database, phone: str, *, organisation: str = "试验街道", estate_id: UUID | None = None
) -> None:
    async with database.transaction(SYSTEM) as tx:
        await enqueue(
            tx, template=MessageTemplate.STAFF_ACTIVATION, language="zh", key=str(uuid4()), phone=phone,
            parameters={"organisation": organisation, "code": "ABCD", "hours": 24}, estate_id=estate_id,
        )  # fmt: skip


async def test_a_reminder_is_asked_for_and_followed(database: Database, client: httpx.AsyncClient) -> None:
    place, elsewhere = await make_place(database, units=1), await make_place(database)
    voter = await make_voter(database, place, place.units)
    organizer = await make_organizer(database, place)
    ballot = await make_open_ballot(database, place, organizer_id=organizer)
    committee = await sign_in_organizer(database, place, Role.COMMITTEE, organizer)
    company = await sign_in_organizer(database, place, Role.PROPERTY_COMPANY)
    stranger = await sign_in_organizer(database, elsewhere)
    given = {"ballotId": str(ballot.id), "audience": "NOT_VOTED", "clientKey": str(uuid4())}

    asked = (await ask(client, MESSAGE, committee, input=given))["messageOwners"]
    by_a_stranger = (await ask(client, MESSAGE, stranger, input=given))["messageOwners"]
    by_the_company = (await ask(client, MESSAGE, company, input=given))["messageOwners"]
    by_an_owner = (await ask(client, MESSAGE, voter.person, input=given))["messageOwners"]
    await expand_due(database)
    followed = (await ask(client, DELIVERIES, committee, estate=str(place.estate_id)))["deliveries"]
    of_ballot = (await ask(client, BROADCASTS, committee, ballot=str(ballot.id)))["broadcasts"]

    assert asked["__typename"] == "OwnersMessaged"
    assert asked["broadcast"]["template"] == "BALLOT_REMINDER"
    assert by_a_stranger["code"] == by_the_company["code"] == by_an_owner["code"] == "NOT_FOUND"
    assert [node["template"] for node in followed["nodes"]] == ["BALLOT_REMINDER", "BALLOT_OPENED"]
    assert followed["nodes"][0]["state"] == "WAITING"
    assert followed["nodes"][0]["maskedPhone"][3:7] == "****"
    assert [(node["template"], node["recipients"]) for node in of_ballot["nodes"]] == [
        ("BALLOT_REMINDER", 1),
        ("BALLOT_OPENED", 1),
    ]
    for nobody in (stranger, voter.person, None):
        assert (await ask(client, DELIVERIES, nobody, estate=str(place.estate_id)))["deliveries"]["nodes"] == []
        assert (await ask(client, BROADCASTS, nobody, ballot=str(ballot.id)))["broadcasts"]["nodes"] == []


async def test_a_body_follows_the_messages_of_its_own_ballots_and_nobody_elses(
    database: Database, client: httpx.AsyncClient
) -> None:
    """The company does not learn who has voted on its dismissal, nor any body whose papers the street turned down."""
    place = await make_place(database, units=1)
    await make_voter(database, place, place.units)
    organizer = await make_organizer(database, place)
    ballot = await make_open_ballot(database, place, organizer_id=organizer)
    committee = await sign_in_organizer(database, place, Role.COMMITTEE, organizer)
    company = await sign_in_organizer(database, place, Role.PROPERTY_COMPANY)
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    await expand_due(database)
    notice = uuid7()
    personal = (
        MessageTemplate.VOTED_BY_CO_OWNER, MessageTemplate.VOTED_ON_PAD, MessageTemplate.MANUAL_REVIEW_REJECTED,
        MessageTemplate.STAFF_ACTIVATION,
    )  # fmt: skip
    tickets = MessageTemplate.TICKET_ANSWERED, MessageTemplate.TICKET_REOPENED
    async with database.transaction(SYSTEM) as tx:
        for template in (*personal, *tickets):
            tx.session.add(
                Message(id=uuid7(), key=str(uuid4()), template=template, language="zh", estate_id=place.estate_id)
            )
        street = OrganizerKind.STREET
        tx.session.add(
            Notice(
                id=notice, estate_id=place.estate_id, kind=NoticeKind.ANNOUNCEMENT, title="停水通知", body="明日检修。",
                state=NoticeState.PUBLISHED, organizer_kind=street, author_id=clerk.account_id,
                published_at=await tx.now(),
            )
        )  # fmt: skip
        linked = (await tx.session.get_one(Ballot, ballot.id)).publicity_id

    async def seen(person: Person) -> tuple[set[str], int, list[bool]]:
        messages = (await ask(client, DELIVERIES, person, estate=str(place.estate_id)))["deliveries"]["nodes"]
        sent = (await ask(client, BROADCASTS, person, ballot=str(ballot.id)))["broadcasts"]["nodes"]
        reached = [(await ask(client, REACH, person, notice=str(one)))["noticeReach"] for one in (linked, notice)]
        units = [(await ask(client, UNITS, person, notice=str(one)))["noticeUnits"] for one in (linked, notice)]
        assert [one is not None for one in reached] == [one["totalCount"] > 0 for one in units]
        return {one["template"] for one in messages}, len(sent), [one is not None for one in reached]

    of_tickets, everything = {one.name for one in tickets}, {one.name for one in (*personal, *tickets)}
    assert await seen(company) == (of_tickets, 0, [False, False])
    assert await seen(committee) == ({"BALLOT_OPENED"}, 1, [True, False])
    assert await seen(clerk) == (everything | {"BALLOT_OPENED"}, 1, [True, True])


async def test_it_is_known_beforehand_how_many_a_message_goes_to(database: Database, client: httpx.AsyncClient) -> None:
    place = await make_place(database, units=4)
    voted = await make_voter(database, place, place.units[:1])
    for unit in place.units[1:3]:
        await make_voter(database, place, [unit])
    await make_voter(database, place, place.units[3:], certified=False)
    organizer = await make_organizer(database, place)
    ballot = await make_open_ballot(database, place, organizer_id=organizer)
    await mark_as_cast(database, OpenBallot(ballot.id, place.estate_id), voted)
    committee = await sign_in_organizer(database, place, Role.COMMITTEE, organizer)
    company = await sign_in_organizer(database, place, Role.PROPERTY_COMPANY)

    async def forecast(of: Person | None = committee) -> Any:
        return (await ask(client, FORECAST, of, ballot=str(ballot.id)))["broadcastForecast"]

    before = await forecast()
    assert before == {
        "ballotId": str(ballot.id),
        "audiences": [
            {"audience": "NOT_VOTED", "owners": 2, "writtenToday": 0, "recipients": 2},
            {"audience": "EVERYONE", "owners": 3, "writtenToday": 0, "recipients": 3},
        ],
        "today": [],
    }
    given = {"ballotId": str(ballot.id), "audience": "NOT_VOTED", "clientKey": str(uuid4())}
    await ask(client, MESSAGE, committee, input=given)
    await expand_due(database)
    after = await forecast()
    assert [(one["writtenToday"], one["recipients"]) for one in after["audiences"]] == [(2, 0), (2, 1)]
    assert [(one["audience"], one["recipients"]) for one in after["today"]] == [("NOT_VOTED", 2)]
    assert after["today"][0]["reach"][0] == {"channel": "SMS", "waiting": 2, "delivered": 0}
    with counted_statements() as ran:
        await forecast()
    assert len(ran) <= MOST, ran
    for nobody in (company, voted.person, None):
        assert await forecast(nobody) is None


async def test_a_failing_carrier_is_shown(alone: Alone) -> None:
    place = await make_place(alone.database)
    clerk = await sign_in_staff(alone.database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    await queue_activation(alone.database, new_phone(), estate_id=place.estate_id)

    await deliver(alone.database, Failing())

    seen = (await ask(alone.client, DELIVERIES, clerk, estate=str(place.estate_id)))["deliveries"]["nodes"]
    assert [(one["state"], one["attempts"], one["lastFault"]) for one in seen] == [
        ("WAITING", 1, "InternalError.Timeout")
    ]


async def test_the_outbox_shows_texts_as_text(alone: Alone) -> None:
    phone = new_phone()

    empty = await alone.client.get("/demo/outbox")
    await queue_activation(alone.database, phone, organisation="<b>1</b>")
    await deliver(alone.database, open_carrier(alone.settings, alone.database))
    page = await alone.client.get("/demo/outbox")
    style = await alone.client.get("/demo/outbox.css")

    assert "还没有短信" in empty.text
    assert phone in page.text
    assert "<b>" not in page.text
    assert "&lt;b&gt;1" in page.text
    assert page.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
    assert style.headers["content-type"].startswith("text/css")


async def test_production_has_no_outbox(database: Database, settings: Settings) -> None:
    app = create_app(database, Surface(settings.allowed_origins, production=True, outbox=True))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://test") as client:
        assert (await client.get("/demo/outbox")).status_code == 404
        assert (await client.get("/demo/outbox.css")).status_code == 404
