"""The demo city shows everything at once: every state, every organizer, every colour, and all of it lawful."""

from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest

from domain.rules.identity import document_faults
from domain.rules.terms import BallotState, DocumentKind, EstateStatus, NoticeKind, NoticeState, OrganizerKind, Outcome
from gongjue.demo.invented import Inventor
from gongjue.settings import Settings
from gongjue.wiring import open_database
from tests.invariants import assert_invariants

Connection = Any  # asyncpg's connections are generic in their records only


@pytest.fixture
async def looking(city: Settings) -> AsyncIterator[Connection]:
    """A connection to the city's database."""
    assert city.database_url is not None
    connection = await asyncpg.connect(city.database_url)
    yield connection
    await connection.close()


async def test_ballots_are_in_every_state_but_the_one_that_lasts_a_moment(looking: Connection) -> None:
    states = await looking.fetch("SELECT DISTINCT state FROM ballots")
    assert {row["state"] for row in states} == set(BallotState) - {BallotState.CLOSED}


async def test_results_show_what_can_become_of_a_matter(looking: Connection) -> None:
    rows = await looking.fetch(
        "SELECT DISTINCT m ->> 'outcome' AS outcome FROM results, jsonb_array_elements(document -> 'matters') m"
    )
    assert {row["outcome"] for row in rows} == {Outcome.ADOPTED, Outcome.NOT_ADOPTED, Outcome.RUN_OFF}


async def test_the_quorum_that_was_missed_was_missed_by_less_than_one_percent(looking: Connection) -> None:
    row = await looking.fetchrow(
        "SELECT (t ->> 'numerator')::int AS voted, (t ->> 'denominator')::int AS heads,"
        " (t ->> 'missing')::int AS missing"
        " FROM results, jsonb_array_elements(document -> 'matters') m, jsonb_array_elements(m -> 'tests') t"
        " WHERE m ->> 'outcome' = 'not_adopted' AND t ->> 'stage' = 'quorum' AND t ->> 'dimension' = 'heads'"
    )
    assert 0 < row["missing"] * 100 < row["heads"]
    assert (row["voted"] + row["missing"]) * 3 >= row["heads"] * 2 > (row["voted"] + row["missing"] - 1) * 3


async def test_an_open_ballot_was_extended_and_another_has_a_suspended_matter(looking: Connection) -> None:
    extended = await looking.fetchval("SELECT count(*) FROM ballots WHERE state = 'open' AND extended_at IS NOT NULL")
    with_suspended = await looking.fetchval(
        "SELECT count(*) FROM ballots b JOIN matters m ON m.ballot_id = b.id"
        " WHERE b.state = 'open' AND m.state = 'suspended'"
    )
    assert (extended, with_suspended) == (1, 1)


async def test_one_ballot_closes_within_a_few_days_and_one_opens_tomorrow(looking: Connection) -> None:
    closing = await looking.fetchval(
        "SELECT count(*) FROM ballots WHERE state = 'open' AND closes_at < domain_now() + interval '4 days'"
    )
    opening = await looking.fetchval(
        "SELECT count(*) FROM ballots WHERE state = 'approved' AND opens_at < domain_now() + interval '2 days'"
    )
    assert (closing, opening) == (1, 1)


async def test_all_four_kinds_of_organizer_start_ballots(looking: Connection) -> None:
    rows = await looking.fetch("SELECT DISTINCT organizer_kind FROM ballots")
    assert {row["organizer_kind"] for row in rows} == set(OrganizerKind)


async def test_notices_are_of_every_kind_and_in_every_state(looking: Connection) -> None:
    rows = await looking.fetch("SELECT kind, state FROM notices")
    assert {row["kind"] for row in rows} == set(NoticeKind)
    assert {row["state"] for row in rows} == set(NoticeState)


async def test_estates_stand_everywhere_and_one_has_ten_thousand_units(looking: Connection) -> None:
    states = await looking.fetch("SELECT DISTINCT status FROM estates")
    assert {row["status"] for row in states} == set(EstateStatus)
    sizes = await looking.fetch(
        "SELECT e.number, count(*) FILTER (WHERE u.usage = 'home') AS homes, count(*) AS units"
        " FROM estates e JOIN units u ON u.estate_id = e.id GROUP BY e.number"
    )
    by_number = {row["number"]: (row["homes"], row["units"]) for row in sizes}
    assert by_number["110114011-1-021"] == (10_000, 10_000)
    assert by_number["110105026-1-007"] == (475, 570)
    assert by_number["110101003-1-002"][0] <= 100


async def test_the_guides_first_screens_are_there(looking: Connection) -> None:
    rows = await looking.fetch(
        "SELECT u.room, u.area, u.floor_from, u.floor_to FROM units u JOIN buildings b ON b.id = u.building_id"
        " JOIN estates e ON e.id = u.estate_id WHERE e.name = '慧谷金色家园一期' AND u.entrance = '1'"
        " AND b.name = '朝阳区南湖中园127号楼' AND u.room IN ('102', '1001') ORDER BY u.room"
    )
    assert [tuple(row) for row in rows] == [("1001", 10_781, 10, 10), ("102", 20_710, 1, 2)]


async def test_every_completed_estate_of_homes_shows_all_three_colours(looking: Connection) -> None:
    rows = await looking.fetch(
        "SELECT e.number, u.owned, u.certified FROM units u JOIN estates e ON e.id = u.estate_id"
        " WHERE e.status = 'completed' AND u.usage = 'home' GROUP BY 1, 2, 3"
    )
    colours = Counter(row["number"] for row in rows)
    assert colours["110105026-1-007"] == colours["110114011-1-021"] == 3


async def test_a_sale_during_the_vote_is_told_and_a_late_certification_joined(looking: Connection) -> None:
    assert await looking.fetchval("SELECT count(*) FROM roll_corrections WHERE kind = 'transfer'") == 2
    late = "SELECT count(*) FROM castings WHERE channel = 'late_certification'"
    assert await looking.fetchval(late) == 1


async def test_two_co_owners_are_certified_and_one_has_voted(looking: Connection) -> None:
    rows = await looking.fetchval(
        "SELECT count(*) FROM castings k JOIN title_owners o ON o.title_id = k.title_id"
        " JOIN accounts a ON a.owner_id = o.owner_id AND a.id <> k.account_id"
        " JOIN certifications c ON c.account_id = a.id AND c.unit_id = k.unit_id AND c.ended_at IS NULL"
    )
    assert rows == 1


async def test_nobody_reviewed_what_they_submitted(looking: Connection) -> None:
    for table in ("notices", "ballots"):
        same = f"SELECT count(*) FROM {table} WHERE reviewed_by IN (submitted_by, author_id)"
        assert await looking.fetchval(same) == 0


async def test_the_clock_has_come_back_to_the_present(looking: Connection) -> None:
    assert await looking.fetchval("SELECT shift = interval '0' FROM demo_clock")
    assert await looking.fetchval("SELECT count(*) FROM audit_records WHERE at > domain_now()") == 0


async def test_nothing_is_due_and_nobody_is_written_to_after_the_fact(looking: Connection) -> None:
    due = await looking.fetchval(
        "SELECT count(*) FROM ballots WHERE (state = 'approved' AND opens_at <= domain_now())"
        " OR (state = 'open' AND closes_at <= domain_now()) OR state = 'closed'"
    )
    assert due == 0
    assert await looking.fetchval("SELECT count(*) FROM messages WHERE state = 'waiting'") == 0
    assert await looking.fetchval("SELECT count(*) FROM broadcasts WHERE expanded_at IS NULL") == 0


async def test_owners_are_people_who_cannot_exist_and_phones_that_cannot_be_dialled(city: Settings) -> None:
    database = open_database(city, pool_size=1)
    try:
        async with database.driver() as driver:
            owners = await driver.fetch("SELECT id, document_kind, document_number FROM owners ORDER BY id LIMIT 500")
            accounts = await driver.fetch("SELECT id, phone FROM accounts")
        crypto = database.crypto
        for row in owners:
            number = crypto.decrypt("owners.document_number", row["id"], row["document_number"])
            assert document_faults(DocumentKind(row["document_kind"]), number) == ()
            if row["document_kind"] == DocumentKind.ID_CARD:
                assert number[6:10] == "1900"
        phones = {crypto.decrypt("accounts.phone", row["id"], row["phone"]) for row in accounts}
        assert len(phones) == len(accounts)
        assert all(phone.startswith("1990000") and len(phone) == 11 for phone in phones)
    finally:
        await database.close()


def test_the_inventor_invents_the_same_again() -> None:
    first, second = Inventor(), Inventor()
    assert [first.person() for _ in range(50)] == [second.person() for _ in range(50)]
    assert [first.id() for _ in range(50)] == [second.id() for _ in range(50)]


async def test_every_invariant_holds_over_the_whole_city(city: Settings) -> None:
    database = open_database(city, pool_size=1)
    try:
        await assert_invariants(database)
    finally:
        await database.close()


async def test_owners_ask_rate_and_read_and_the_company_answers(looking: Connection) -> None:
    states = {row["state"] for row in await looking.fetch("SELECT DISTINCT state FROM tickets")}
    assert states >= {"filed", "working", "waiting", "done", "declined", "withdrawn"}
    late = await looking.fetchval(
        "SELECT count(*) FROM tickets WHERE escalated_at IS NOT NULL AND due_at < domain_now()"
    )
    pictured = await looking.fetch(
        "SELECT e.act FROM ticket_events e JOIN photos p ON p.id = ANY(e.photo_ids) AND p.subject_id = e.ticket_id"
        " WHERE p.content IS NOT NULL ORDER BY e.at"
    )
    assert [row["act"] for row in pictured] == ["file", "finish"]
    costs = await looking.fetchval("SELECT count(*) FROM tickets WHERE ballot_id IS NOT NULL AND cost_fen > 0")
    assert (late, costs) == (1, 1)
    rated = await looking.fetch("SELECT estate_id, count(*) AS ratings FROM ratings GROUP BY estate_id, quarter")
    assert sum(row["ratings"] >= 5 for row in rated) >= 4
    assert [row["ratings"] for row in rated if row["ratings"] < 5] == [3]
    assert await looking.fetchval("SELECT count(*) FROM ratings WHERE answered_at IS NOT NULL") == 2
    assert await looking.fetchval("SELECT count(*) FROM notice_reads") > 100
