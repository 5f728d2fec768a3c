"""Whom a notice has reached: by unit, in the app and by message, for those who have to see to the rest."""

import asyncio
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import func, select, text
from uuid_utils.compat import uuid7

from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.rules.terms import NoticeKind, NoticeState, OrganizerKind, Usage
from domain.services.gaps import gap_plan
from domain.store.database import Database
from domain.store.tables import Ballot, Broadcast, Message, Notice, NoticeRead
from tests.api.asking import ask
from tests.api.statements import MOST, counted_statements
from tests.ballots import actor_of, make_open_ballot, make_organizer, sign_in_organizer
from tests.people import Person, Place, add_unit, make_place, sign_in_owner, sign_in_staff
from tests.services.castings import Voter, make_co_owners, make_voter

READ = """mutation Read($input: MarkNoticeReadInput!) { markNoticeRead(input: $input) { __typename
  ... on NoticeOpened { noticeId readAt } ... on Problem { code } } }"""
REACH = """query Reach($notice: UUID!) { noticeReach(noticeId: $notice) {
  noticeId units certifiedUnits readUnits messagedUnits reachedUnits accounts readAccounts } }"""
UNITS = """query Units(
  $notice: UUID!, $certified: Boolean, $read: Boolean, $reached: Boolean, $building: UUID, $first: Int! = 20
) { noticeUnits(
    noticeId: $notice, certified: $certified, read: $read, reached: $reached, buildingId: $building, first: $first
  ) {
    totalCount nodes { unitId building entrance floor room certified read messaged } } }"""
NOTICES = """query Notices($estate: UUID!, $read: Boolean) {
  notices(estateId: $estate, read: $read) { totalCount nodes { id readAt } } }"""
BROADCASTS = """query Broadcasts($ballot: UUID!, $first: Int! = 20) { broadcasts(ballotId: $ballot, first: $first) {
  nodes { id recipients reach { channel waiting delivered failed expired } } } }"""
DELIVERIES = """query Deliveries($estate: UUID!) { deliveries(estateId: $estate) { nodes { id channel state } } }"""


async def a_notice(database: Database, place: Place, state: NoticeState = NoticeState.PUBLISHED) -> UUID:
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    notice = uuid7()
    async with database.transaction(SYSTEM) as tx:
        tx.session.add(
            Notice(
                id=notice, estate_id=place.estate_id, kind=NoticeKind.ANNOUNCEMENT, title="停水通知", body="明日检修。",
                state=state, organizer_kind=OrganizerKind.STREET, author_id=clerk.account_id,
                published_at=await tx.now() if state is NoticeState.PUBLISHED else None,
            )
        )  # fmt: skip
    return notice


async def opened(client: httpx.AsyncClient, person: Person | None, notice: UUID) -> Any:
    return (await ask(client, READ, person, input={"noticeId": str(notice)}))["markNoticeRead"]


async def told(database: Database, ballot: UUID, people: dict[UUID, str]) -> UUID:
    """A broadcast about a ballot, its messages to these accounts each in a state."""
    broadcast = uuid7()
    async with database.transaction(SYSTEM) as tx:
        tx.session.add(
            Broadcast(
                id=broadcast, ballot_id=ballot, template="ballot_opened", audience="everyone", parameters={},
                expanded_at=await tx.now(), recipients=len(people),
            )
        )  # fmt: skip
        await tx.session.flush()
        for account, state in people.items():
            message = uuid7()
            tx.session.add(
                Message(
                    id=message, key=str(message), template="ballot_opened", language="zh", account_id=account,
                    broadcast_id=broadcast, state=state,
                )
            )  # fmt: skip
    return broadcast


async def test_the_first_opening_of_a_notice_counts(database: Database, client: httpx.AsyncClient) -> None:
    place = await make_place(database, units=1)
    voter = await make_voter(database, place, place.units)
    notice, other = await a_notice(database, place), await a_notice(database, place)

    first = await opened(client, voter.person, notice)
    assert await opened(client, voter.person, notice) == first
    shown = (await ask(client, NOTICES, voter.person, estate=str(place.estate_id)))["notices"]["nodes"]
    assert {one["id"]: one["readAt"] for one in shown} == {str(notice): first["readAt"], str(other): None}
    for read, found in ((True, notice), (False, other)):
        listed = (await ask(client, NOTICES, voter.person, estate=str(place.estate_id), read=read))["notices"]
        assert (listed["totalCount"], [one["id"] for one in listed["nodes"]]) == (1, [str(found)])


async def test_opening_a_notice_several_times_at_once_is_one_opening(
    database: Database, client: httpx.AsyncClient
) -> None:
    place = await make_place(database, units=1)
    voter = await make_voter(database, place, place.units)
    notice = await a_notice(database, place)
    said = await asyncio.gather(*(opened(client, voter.person, notice) for _ in range(5)))
    assert {one["__typename"] for one in said} == {"NoticeOpened"}
    assert len({one["readAt"] for one in said}) == 1
    async with database.glance() as session:
        counted = select(func.count()).where(NoticeRead.notice_id == notice)
        assert (await session.execute(counted)).scalar_one() == 1


async def test_only_owners_of_the_estate_open_what_is_published_there(
    database: Database, client: httpx.AsyncClient
) -> None:
    place, elsewhere = await make_place(database, units=1), await make_place(database, units=1)
    voter = await make_voter(database, place, place.units)
    stranger = await make_voter(database, elsewhere, elsewhere.units)
    notice, draft = await a_notice(database, place), await a_notice(database, place, NoticeState.DRAFT)
    committee = await sign_in_organizer(database, place)
    for person in (stranger.person, committee, await sign_in_owner(database)):
        assert (await opened(client, person, notice))["code"] == "NOT_FOUND"
    assert (await opened(client, voter.person, draft))["code"] == "NOT_FOUND"
    assert (await opened(client, None, notice))["code"] == "NOT_SIGNED_IN"


async def linked_to(database: Database, ballot: UUID) -> UUID:
    async with database.glance() as session:
        announcement = await session.scalar(select(Ballot.announcement_id).where(Ballot.id == ballot))
    assert announcement is not None
    return announcement


async def test_reach_is_told_in_units_by_channel_and_the_rest_as_a_list_of_doors(
    database: Database, client: httpx.AsyncClient
) -> None:
    place = await make_place(database, units=5)
    async with database.transaction(SYSTEM) as tx:
        add_unit(tx, place, "配电室", usage=Usage.EQUIPMENT)
    reader = await make_voter(database, place, place.units[:1])
    (messaged, _), _ = await make_co_owners(database, place, place.units[1:2])
    failed = await make_voter(database, place, place.units[2:3])
    await make_voter(database, place, place.units[3:4], certified=False)
    ballot = await make_open_ballot(database, place)
    notice = await linked_to(database, ballot.id)
    await opened(client, reader.person, notice)
    await told(database, ballot.id, {messaged.person.account_id: "sent", failed.person.account_id: "failed"})
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)

    reach = (await ask(client, REACH, clerk, notice=str(notice)))["noticeReach"]
    assert reach == {
        "noticeId": str(notice), "units": 5, "certifiedUnits": 3, "readUnits": 1, "messagedUnits": 1,
        "reachedUnits": 2, "accounts": 4, "readAccounts": 1,
    }  # fmt: skip

    async def rooms(**wanted: bool) -> list[str]:
        found = (await ask(client, UNITS, clerk, notice=str(notice), **wanted))["noticeUnits"]
        assert found["totalCount"] == len(found["nodes"])
        return [one["room"] for one in found["nodes"]]

    assert await rooms() == ["101", "102", "103", "104", "105"]
    assert await rooms(reached=False) == ["103", "104", "105"]
    assert await rooms(reached=False, certified=True) == ["103"]
    assert await rooms(reached=True) == ["101", "102"]
    assert await rooms(read=True) == ["101"]
    for building, found in ((place.building_id, 5), (uuid7(), 0)):
        there = await ask(client, UNITS, clerk, notice=str(notice), building=str(building))
        assert there["noticeUnits"]["totalCount"] == found
    whole = (await ask(client, UNITS, clerk, notice=str(notice)))["noticeUnits"]["nodes"]
    assert [(one["read"], one["messaged"]) for one in whole] == [
        (True, False), (False, True), (False, False), (False, False), (False, False),
    ]  # fmt: skip


async def test_what_was_reached_by_a_notice_of_the_ballot_is_reached_in_the_plan(
    database: Database, client: httpx.AsyncClient
) -> None:
    place = await make_place(database, units=2)
    reader = await make_voter(database, place, place.units[:1])
    ballot = await make_open_ballot(database, place)
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    await opened(client, reader.person, await linked_to(database, ballot.id))
    plan = await gap_plan(database, await actor_of(database, clerk), ballot.id)
    assert plan is not None
    assert {unit.id: unit.reached for unit, _ in plan.counted} == {
        str(place.units[0]): True, str(place.units[1]): False,
    }  # fmt: skip


async def test_reach_is_for_the_body_whose_notice_it_is_and_the_authorities_and_names_no_phone(
    database: Database, client: httpx.AsyncClient
) -> None:
    place, elsewhere = await make_place(database, units=1), await make_place(database, units=1)
    voter = await make_voter(database, place, place.units)
    organizer = await make_organizer(database, place)
    ballot = await make_open_ballot(database, place, organizer_id=organizer)
    notice, draft = await linked_to(database, ballot.id), await a_notice(database, place, NoticeState.DRAFT)
    committee = await sign_in_organizer(database, place, organizer_id=organizer)
    district = await sign_in_staff(database, Role.DISTRICT, ScopeKind.DISTRICT, place.district)
    others = (voter.person, await sign_in_organizer(database, elsewhere), None)
    for person in (committee, district):
        assert (await ask(client, REACH, person, notice=str(notice)))["noticeReach"]["units"] == 1
        found = await ask(client, UNITS, person, notice=str(notice))
        assert found["noticeUnits"]["totalCount"] == 1
        async with database.glance() as session:
            statement = text("SELECT phone FROM accounts WHERE id = :id")
            sealed = await session.scalar(statement, {"id": voter.person.account_id})
        phone = database.crypto.decrypt("accounts.phone", voter.person.account_id, sealed)
        assert phone not in str(found)
        assert (await ask(client, REACH, person, notice=str(draft)))["noticeReach"] is None
    for nobody in others:
        assert (await ask(client, REACH, nobody, notice=str(notice)))["noticeReach"] is None
        assert (await ask(client, UNITS, nobody, notice=str(notice)))["noticeUnits"]["totalCount"] == 0


async def test_a_broadcast_says_what_became_of_it_on_each_channel(
    database: Database, client: httpx.AsyncClient
) -> None:
    place = await make_place(database, units=5)
    voters: list[Voter] = [await make_voter(database, place, [unit]) for unit in place.units]
    ballot = await make_open_ballot(database, place)
    states = ("sent", "sent", "failed", "expired", "waiting")
    people = {voter.person.account_id: state for voter, state in zip(voters, states, strict=True)}
    broadcast = await told(database, ballot.id, people)
    for voter in voters[:3]:
        await opened(client, voter.person, await linked_to(database, ballot.id))
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)

    found = (await ask(client, BROADCASTS, clerk, ballot=str(ballot.id)))["broadcasts"]["nodes"]
    (shown,) = [one for one in found if one["id"] == str(broadcast)]
    assert shown["reach"] == [
        {"channel": "SMS", "waiting": 1, "delivered": 2, "failed": 1, "expired": 1},
        {"channel": "APP", "waiting": 2, "delivered": 3, "failed": 0, "expired": 0},
    ]
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text("UPDATE messages SET estate_id = :estate WHERE broadcast_id = :broadcast"),
            {"estate": place.estate_id, "broadcast": broadcast},
        )
    each = (await ask(client, DELIVERIES, clerk, estate=str(place.estate_id)))["deliveries"]["nodes"]
    assert {one["channel"] for one in each} == {"SMS"}


@pytest.mark.parametrize("first", [1, 100])
async def test_lists_take_as_few_statements_at_any_page_size(
    database: Database, client: httpx.AsyncClient, first: int
) -> None:
    place = await make_place(database, units=6)
    voters = [await make_voter(database, place, [unit]) for unit in place.units]
    ballot = await make_open_ballot(database, place)
    notice = await linked_to(database, ballot.id)
    for _ in range(3):
        await told(database, ballot.id, {voter.person.account_id: "sent" for voter in voters})
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    for document, given in (
        (UNITS, {"notice": str(notice), "first": first}),
        (BROADCASTS, {"ballot": str(ballot.id), "first": first}),
        (REACH, {"notice": str(notice)}),
    ):
        with counted_statements() as ran:
            await ask(client, document, clerk, **given)
        assert len(ran) <= MOST, ran
