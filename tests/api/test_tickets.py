"""Complaints and repairs through the API: who sees what, in whose words, and in how many statements."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text

from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.rules.terms import MatterKind
from domain.rules.tickets import CommonPart, TicketAct, TicketKind
from domain.services import photos
from domain.store.database import Database
from domain.store.tables import Photo
from tests.api.asking import answer_of, ask
from tests.api.statements import MOST, counted_statements
from tests.ballots import actor_of, sign_in_organizer
from tests.people import Person, sign_in_owner, sign_in_staff
from tests.services.castings import open_ballot
from tests.services.ticketing import (
    Neighbourhood,
    a_photo,
    assigned,
    filed,
    finished,
    linked,
    make_neighbourhood,
    moved,
    rated,
)

WHOLE = """id estateId unitId kind part buildingId state stateSince dueAt filedAt firstAnsweredAt settledAt escalatedAt
  reopened costFen ballotId workRating words placeNote place { unitBuilding entrance room partBuilding } maskedFiler
  maskedAssignee overdue mayReopenUntil timeLine { at act state side words photoIds maskedAssignee }
  times { state seconds } possibleActs photoIds estate { id name } ballot { id title }"""
TICKET = f"query One($id: UUID!) {{ ticket(id: $id) {{ {WHOLE} }} }}"
MINE = f"query Mine($first: Int! = 20) {{ myTickets(first: $first) {{ totalCount nodes {{ {WHOLE} }} }} }}"
QUEUE = f"""query Queue($estate: UUID, $states: [TicketState!], $kinds: [TicketKind!], $overdue: Boolean,
  $escalated: Boolean, $assignee: UUID, $order: TicketOrder! = LONGEST_WAITING, $first: Int! = 20) {{
  tickets(estateId: $estate, states: $states, kinds: $kinds, overdue: $overdue, escalated: $escalated,
    assigneeId: $assignee, order: $order, first: $first) {{ totalCount nodes {{ {WHOLE} }} }} }}"""
FIGURES = """query Figures($estate: UUID!, $since: DateTime) { ticketFigures(estateId: $estate, since: $since) {
  filed states { kind state tickets } overdue escalated reopened answered medianToFirstAnswer done medianToDone rated
  workRating } }"""
FILE = f"""mutation File($input: FileTicketInput!) {{ fileTicket(input: $input) {{ __typename
  ... on TicketChanged {{ ticket {{ {WHOLE} }} }} ... on Problem {{ code message }}
  ... on InvalidInput {{ faults {{ path message }} }} }} }}"""
MOVE = """mutation Move($input: MoveTicketInput!) { moveTicket(input: $input) { __typename
  ... on TicketChanged { ticket { state possibleActs } } ... on Problem { code message } } }"""


async def seen(client: httpx.AsyncClient, person: Person, ticket: UUID) -> Any:
    return (await ask(client, TICKET, person, id=str(ticket)))["ticket"]


async def test_a_repair_of_the_lift_is_filed_seen_and_moved_through_the_api(
    database: Database, client: httpx.AsyncClient
) -> None:
    around = await make_neighbourhood(database)
    given = {
        "unitId": str(around.resident.unit_id), "kind": "REPAIR", "part": "LIFT", "words": "电梯门关不上。\n昨天开始。",
        "buildingId": str(around.place.building_id), "placeNote": "东侧电梯", "clientKey": str(uuid4()),
    }  # fmt: skip
    said = (await ask(client, FILE, around.resident.person, input=given))["fileTicket"]
    ticket = said["ticket"]
    assert said["__typename"] == "TicketChanged"
    assert (ticket["words"], ticket["placeNote"]) == ("电梯门关不上。\n昨天开始。", "东侧电梯")
    assert ticket["place"] == {
        "unitBuilding": "1号楼", "entrance": "1", "room": "101", "partBuilding": "1号楼",
    }  # fmt: skip
    assert (ticket["state"], ticket["maskedFiler"], ticket["maskedAssignee"]) == ("FILED", "张*验", None)
    assert ticket["possibleActs"] == ["WITHDRAW"]

    id_ = UUID(ticket["id"])
    await assigned(database, around, id_)
    shown = await seen(client, around.company, id_)
    assert shown["maskedAssignee"] == "孙*傅"
    assert shown["possibleActs"] == [
        "ANSWER", "ASSIGN", "START", "HOLD", "FINISH", "DECLINE", "LINK_COST",
    ]  # fmt: skip
    given = {"ticketId": ticket["id"], "act": "FINISH", "words": "已调整门机。"}
    done = (await ask(client, MOVE, around.company, input=given))["moveTicket"]
    assert done["ticket"] == {"state": "DONE", "possibleActs": []}
    assert (await seen(client, around.resident.person, id_))["possibleActs"] == ["REOPEN", "RATE"]
    line = (await seen(client, around.clerk, id_))["timeLine"]
    assert [(one["act"], one["side"], one["words"], one["maskedAssignee"]) for one in line] == [
        ("FILE", "FILER", None, None), ("ASSIGN", "COMPANY", None, "孙*傅"),
        ("FINISH", "COMPANY", "已调整门机。", "孙*傅"),
    ]  # fmt: skip
    assert shown["estate"]["id"] == str(around.place.estate_id)


async def test_each_act_of_the_time_line_has_the_photos_that_were_sent_with_it_while_they_are_kept(
    database: Database, client: httpx.AsyncClient
) -> None:
    around = await make_neighbourhood(database)
    owner = around.resident.person
    before = [await a_photo(database, client, around, owner) for _ in range(2)]
    ticket = await filed(database, around.resident, photo_ids=tuple(reversed(before)))
    after = await a_photo(database, client, around, around.company)
    await moved(database, around.company, ticket, TicketAct.ANSWER)
    await moved(database, around.company, ticket, TicketAct.FINISH, photo_ids=(after,))
    line = (await seen(client, owner, ticket))["timeLine"]
    assert [one["photoIds"] for one in line] == [[str(one) for one in reversed(before)], [], [str(after)]]

    async with database.transaction(SYSTEM) as tx:
        await photos.delete(tx, Photo.id == before[0])
    line = (await seen(client, owner, ticket))["timeLine"]
    assert [one["photoIds"] for one in line] == [[str(before[1])], [], [str(after)]]


async def test_without_a_certified_unit_filing_is_refused_in_words(
    database: Database, client: httpx.AsyncClient
) -> None:
    around = await make_neighbourhood(database)
    given = {
        "unitId": str(around.resident.unit_id), "kind": "COMPLAINT", "words": "楼道堆放杂物。",
        "clientKey": str(uuid4()),
    }  # fmt: skip
    said = (await ask(client, FILE, await sign_in_owner(database), input=given))["fileTicket"]
    assert said["code"] == "NO_CERTIFIED_UNIT"
    assert "业主认证" in said["message"]
    assert (await ask(client, FILE, input=given))["fileTicket"]["code"] == "NOT_SIGNED_IN"


async def test_a_ticket_is_seen_by_its_filer_the_company_and_the_authorities_alone(
    database: Database, client: httpx.AsyncClient
) -> None:
    around, other = await make_neighbourhood(database), await make_neighbourhood(database)
    ticket = await filed(database, around.resident)
    place = around.place
    for person in (
        around.resident.person, around.company, around.clerk,
        await sign_in_staff(database, Role.STREET_REVIEWER, ScopeKind.STREET, place.street),
        await sign_in_staff(database, Role.DISTRICT, ScopeKind.DISTRICT, place.district),
        await sign_in_staff(database, Role.AUDITOR, ScopeKind.CITY),
    ):  # fmt: skip
        assert (await seen(client, person, ticket))["words"] == "厨房水管漏水，请尽快来修。"
    for person in (
        around.residents[1].person, await sign_in_organizer(database, place), other.company, other.clerk,
        other.resident.person, await sign_in_owner(database),
    ):  # fmt: skip
        assert await seen(client, person, ticket) is None
        assert (await ask(client, QUEUE, person, estate=str(place.estate_id)))["tickets"]["totalCount"] == 0
    assert (await ask(client, MINE, around.resident.person))["myTickets"]["totalCount"] == 1
    assert (await ask(client, MINE, around.residents[1].person))["myTickets"]["totalCount"] == 0
    assert (await ask(client, QUEUE, around.resident.person))["tickets"]["totalCount"] == 0


async def age(database: Database, ticket: UUID, by: timedelta) -> None:
    """Let a ticket have waited so much longer, as only a clock that runs would."""
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text(
                "UPDATE tickets SET state_since = state_since - CAST(:by AS interval),"
                " due_at = due_at - CAST(:by AS interval) WHERE id = :id"
            ),
            {"by": by, "id": ticket},
        )


async def test_the_queue_is_the_longest_waiting_first_and_can_be_narrowed(
    database: Database, client: httpx.AsyncClient
) -> None:
    around = await make_neighbourhood(database)
    done = await finished(database, around)
    young, old = await filed(database, around.resident), await filed(database, around.residents[1])
    complaint = await filed(database, around.resident, kind=TicketKind.COMPLAINT, part=CommonPart.STAIRWELL)
    await age(database, old, timedelta(days=1))
    await moved(database, around.clerk, young, TicketAct.ESCALATE)
    await assigned(database, around, complaint)

    async def queue(person: Person = around.company, **wanted: Any) -> list[UUID]:
        found = await ask(client, QUEUE, person, estate=str(around.place.estate_id), **wanted)
        return [UUID(one["id"]) for one in found["tickets"]["nodes"]]

    assert await queue() == [old, done, young, complaint]
    assert await queue(order="NEWEST") == [complaint, old, young, done]
    assert await queue(states=["FILED"]) == [old, young]
    assert await queue(kinds=["COMPLAINT"]) == [complaint]
    assert await queue(around.clerk, overdue=True) == [old]
    assert await queue(around.clerk, overdue=False) == [done, young, complaint]
    assert await queue(around.clerk, escalated=True) == [young]
    assert await queue(assignee=str(around.member_id)) == [done, complaint]
    assert (await seen(client, around.clerk, old))["overdue"] is True


async def test_an_overdue_state_begins_at_its_instant(database: Database, client: httpx.AsyncClient) -> None:
    around = await make_neighbourhood(database)
    ticket = await filed(database, around.resident)
    await age(database, ticket, timedelta(hours=23, minutes=59))
    assert (await seen(client, around.resident.person, ticket))["overdue"] is False
    await age(database, ticket, timedelta(minutes=1))
    assert (await seen(client, around.resident.person, ticket))["overdue"] is True


async def test_a_cost_shows_the_ballot_that_decides_it(database: Database, client: httpx.AsyncClient) -> None:
    around = await make_neighbourhood(database)
    ticket = await filed(database, around.resident, part=CommonPart.ROOF)
    ballot = await open_ballot(database, around.place, kinds=[MatterKind.REPAIR_FUND_USE])
    await linked(database, await actor_of(database, around.company), ticket, ballot.id, fen=123_456)
    shown = await seen(client, around.resident.person, ticket)
    assert (shown["costFen"], shown["ballotId"]) == (123_456, str(ballot.id))
    assert shown["ballot"]["id"] == str(ballot.id)
    assert shown["ballot"]["title"]


async def timed(database: Database, ticket: UUID, answered: timedelta, done: timedelta) -> None:
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text(
                "UPDATE tickets SET first_answered_at = filed_at + :answered, settled_at = filed_at + :done"
                " WHERE id = :id"
            ),
            {"answered": answered, "done": done, "id": ticket},
        )


async def test_an_estate_is_told_in_counts_and_times_and_the_work_in_stars_from_five_on(
    database: Database, client: httpx.AsyncClient
) -> None:
    around = await make_neighbourhood(database)
    owner = around.resident.person
    tickets = []
    for number in range(5):
        ticket = await finished(database, around)
        await timed(database, ticket, timedelta(minutes=number + 1), timedelta(hours=number + 1))
        tickets.append(ticket)
    for ticket, stars in zip(tickets[:4], (5, 4, 4, 3), strict=True):
        await rated(database, owner, ticket, stars)
    waiting = await filed(database, around.resident, kind=TicketKind.COMPLAINT)
    await moved(database, around.clerk, waiting, TicketAct.ESCALATE)

    async def figures(person: Person = owner, **wanted: Any) -> Any:
        return (await ask(client, FIGURES, person, estate=str(around.place.estate_id), **wanted))["ticketFigures"]

    found = await figures()
    assert found == {
        "filed": 6,
        "states": [
            {"kind": "COMPLAINT", "state": "FILED", "tickets": 1}, {"kind": "REPAIR", "state": "DONE", "tickets": 5},
        ],
        "overdue": 0, "escalated": 1, "reopened": 0, "answered": 5, "medianToFirstAnswer": 180, "done": 5,
        "medianToDone": 10_800, "rated": 4, "workRating": None,
    }  # fmt: skip
    await rated(database, owner, tickets[4], 1)
    assert (await figures(around.clerk))["workRating"] == "3.40"
    later = await figures(around.clerk, since="2100-01-01T00:00:00+08:00")
    assert (later["filed"], later["medianToDone"], later["states"]) == (0, None, [])
    other = await make_neighbourhood(database)
    assert await figures(other.clerk) is None


async def test_who_reads_no_tickets_cannot_tell_one_from_the_figures(
    database: Database, client: httpx.AsyncClient
) -> None:
    around = await make_neighbourhood(database)
    owner, estate = around.resident.person, str(around.place.estate_id)
    for number in range(5):
        ticket = await finished(database, around)
        await timed(database, ticket, timedelta(minutes=number + 1), timedelta(hours=number + 1))
        if number == 3:
            four = (await ask(client, FIGURES, owner, estate=estate))["ticketFigures"]
            assert (four["answered"], four["medianToFirstAnswer"]) == (4, None)
            assert (four["done"], four["medianToDone"]) == (4, None)
            read = (await ask(client, FIGURES, around.company, estate=estate))["ticketFigures"]
            assert (read["medianToFirstAnswer"], read["medianToDone"]) == (120, 7200)
    five = (await ask(client, FIGURES, owner, estate=estate))["ticketFigures"]
    assert (five["medianToFirstAnswer"], five["medianToDone"]) == (180, 10_800)

    # Two figures from two instants on would differ by what was filed in between.
    since = "2026-10-01T00:00:00+08:00"
    told = await answer_of(client, FIGURES, owner, estate=estate, since=since)
    assert [(one["extensions"]["code"], "`since`" in one["message"]) for one in told["errors"]] == [
        ("BAD_REQUEST", True)
    ]
    elsewhere = str((await make_neighbourhood(database)).place.estate_id)
    assert (await ask(client, FIGURES, owner, estate=elsewhere, since=since))["ticketFigures"] is None


@pytest.mark.parametrize("first", [1, 100])
async def test_lists_take_as_few_statements_at_any_page_size(
    database: Database, client: httpx.AsyncClient, first: int
) -> None:
    around: Neighbourhood = await make_neighbourhood(database, units=4)
    for resident in around.residents:
        ticket = await filed(database, resident, part=CommonPart.PIPES, building_id=around.place.building_id)
        await assigned(database, around, ticket)
    with counted_statements() as ran:
        found = await ask(client, QUEUE, around.company, first=first)
    assert len(found["tickets"]["nodes"]) == min(first, 4)
    assert len(ran) <= MOST, ran
    with counted_statements() as ran:
        await ask(client, MINE, around.resident.person, first=first)
    assert len(ran) <= MOST, ran


COMPARISON = """query Compared($since: DateTime, $order: TicketFiguresOrder! = MOST_OVERDUE, $first: Int! = 20,
  $after: String) { ticketComparison(since: $since, order: $order, first: $first, after: $after) { totalCount
  pageInfo { hasNextPage endCursor } nodes { estate { id } filed overdue medianToFirstAnswer done } } }"""


async def test_the_street_compares_its_estates_and_the_company_sees_its_own(
    database: Database, client: httpx.AsyncClient
) -> None:
    late, quick, stranger = [await make_neighbourhood(database) for _ in range(3)]
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text("UPDATE estates SET street_code = :street WHERE id = :id"),
            {"street": late.place.street, "id": quick.place.estate_id},
        )
    await age(database, await filed(database, late.resident), timedelta(days=2))
    for _ in range(2):
        await finished(database, quick)
    await filed(database, stranger.resident)

    async def compared(person: Person, **wanted: Any) -> Any:
        return (await ask(client, COMPARISON, person, **wanted))["ticketComparison"]

    def estates(answer: Any) -> list[str]:
        return [one["estate"]["id"] for one in answer["nodes"]]

    both = await compared(late.clerk)
    assert (both["totalCount"], estates(both)) == (2, [str(late.place.estate_id), str(quick.place.estate_id)])
    assert [(one["filed"], one["overdue"], one["done"]) for one in both["nodes"]] == [(1, 1, 0), (2, 0, 2)]
    most = await compared(late.clerk, order="MOST_FILED", first=1)
    assert estates(most) == [str(quick.place.estate_id)]
    then = await compared(late.clerk, order="MOST_FILED", first=1, after=most["pageInfo"]["endCursor"])
    assert (estates(then), then["pageInfo"]["hasNextPage"]) == ([str(late.place.estate_id)], False)
    # What was never answered stands behind what was answered at once.
    assert estates(await compared(late.clerk, order="SLOWEST_ANSWER"))[-1] == str(late.place.estate_id)
    assert estates(await compared(quick.company)) == [str(quick.place.estate_id)]
    assert (await compared(late.resident.person))["totalCount"] == 0
    async with database.read() as session:
        now = (await session.execute(text("SELECT domain_now()"))).scalar_one()
    later = await compared(late.clerk, since=(now + timedelta(hours=1)).isoformat())
    assert [one["filed"] for one in later["nodes"]] == [0, 0]


@pytest.mark.parametrize("first", [1, 100])
async def test_the_comparison_takes_as_few_statements_at_any_page_size(
    database: Database, client: httpx.AsyncClient, first: int
) -> None:
    around = await make_neighbourhood(database)
    await finished(database, around)
    with counted_statements() as ran:
        await ask(client, COMPARISON, around.clerk, first=first)
    assert len(ran) <= MOST, ran
