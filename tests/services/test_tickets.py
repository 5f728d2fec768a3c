"""Complaints and repairs, as the services and the database keep them."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from domain.rules.policy import SYSTEM, Actor, Role, ScopeKind
from domain.rules.refusals import (
    InvalidInput,
    KeyAlreadyUsed,
    NoCertifiedUnit,
    NotFound,
    NotInThisState,
    NotSignedIn,
    TooManyAttempts,
)
from domain.rules.terms import BallotState, MatterKind, PhotoPurpose
from domain.rules.tickets import SETTLED, CommonPart, Standing, TicketAct, TicketKind, TicketState, after
from domain.services import tickets as services
from domain.services.account_deletion import delete_account
from domain.services.demo_clock import advance
from domain.store.database import Database
from domain.store.tables import AuditRecord, Photo, Ticket, TicketEvent
from gongjue.wiring import open_database
from tests.ballots import actor_of, make_organizer, sign_in_organizer
from tests.conftest import settings_for
from tests.people import Person, make_place, sign_in_owner, sign_in_staff
from tests.services.castings import open_ballot
from tests.services.raw_tables import tables_with
from tests.services.ticketing import (
    a_photo,
    assigned,
    filed,
    finished,
    linked,
    make_member,
    make_neighbourhood,
    moved,
    rated,
    read_ticket,
)

A, S = TicketAct, TicketState


@pytest.fixture
async def own_clock(fresh_database_url: str, redis_url: str) -> AsyncIterator[Database]:
    """A database with a clock of its own."""
    opened = open_database(settings_for(fresh_database_url, redis_url), pool_size=4)
    yield opened
    await opened.close()


async def lines(database: Database, ticket: UUID) -> list[tuple[TicketAct, TicketState]]:
    async with database.glance() as session:
        rows = await session.execute(
            select(TicketEvent.act, TicketEvent.state)
            .where(TicketEvent.ticket_id == ticket)
            .order_by(TicketEvent.at, TicketEvent.id)
        )
        return [(act, state) for act, state in rows]


async def test_a_repair_from_the_filing_to_the_rated_end(database: Database) -> None:
    around = await make_neighbourhood(database)
    ticket = await filed(database, around.resident)
    await moved(database, around.company, ticket, A.ANSWER)
    await assigned(database, around, ticket)
    await moved(database, around.company, ticket, A.START, "")
    await moved(database, around.company, ticket, A.HOLD, "等待配件到货。")
    await moved(database, around.company, ticket, A.RESUME, "")
    await moved(database, around.company, ticket, A.FINISH, "已更换阀门，不再漏水。")
    await moved(database, around.resident.person, ticket, A.REOPEN, "今天又漏水了。")
    await assigned(database, around, ticket)
    await moved(database, around.company, ticket, A.FINISH, "已更换整段水管。")
    done = await rated(database, around.resident.person, ticket, 5)

    assert await lines(database, ticket) == [
        (A.FILE, S.FILED), (A.ANSWER, S.FILED), (A.ASSIGN, S.ASSIGNED), (A.START, S.WORKING), (A.HOLD, S.WAITING),
        (A.RESUME, S.WORKING), (A.FINISH, S.DONE), (A.REOPEN, S.REOPENED), (A.ASSIGN, S.ASSIGNED), (A.FINISH, S.DONE),
        (A.RATE, S.DONE),
    ]  # fmt: skip
    assert (done.state, done.work_rating, done.reopened, done.assignee_id) == (S.DONE, 5, 1, around.member_id)
    assert done.due_at is None
    assert done.settled_at == done.state_since
    async with database.glance() as session:
        acts = list(
            await session.scalars(
                select(AuditRecord.action).where(AuditRecord.subject_id == ticket).order_by(AuditRecord.id)
            )
        )
    assert acts == [
        "ticket.filed", "ticket.answered", "ticket.assigned", "ticket.started", "ticket.held", "ticket.resumed",
        "ticket.finished", "ticket.reopened", "ticket.assigned", "ticket.finished", "ticket.work_rated",
    ]  # fmt: skip


async def test_the_first_act_of_the_company_is_its_first_answer(database: Database) -> None:
    around = await make_neighbourhood(database)
    ticket = await filed(database, around.resident)
    assert (await read_ticket(database, ticket)).first_answered_at is None
    await moved(database, around.clerk, ticket, A.ESCALATE)
    assert (await read_ticket(database, ticket)).first_answered_at is None
    answered = (await assigned(database, around, ticket)).first_answered_at
    assert answered is not None
    await moved(database, around.company, ticket, A.ANSWER)
    assert (await read_ticket(database, ticket)).first_answered_at == answered


async def test_nothing_that_people_write_is_in_clear_anywhere(database: Database, database_url: str) -> None:
    around = await make_neighbourhood(database)
    secret = f"我的电话是{uuid4().hex}"
    ticket = await filed(
        database, around.resident, words=secret, part=CommonPart.STAIRWELL, place_note=f"三层{secret[:20]}"
    )
    await moved(database, around.company, ticket, A.ANSWER, secret)
    await moved(database, around.clerk, ticket, A.ESCALATE, secret)
    await moved(database, around.company, ticket, A.FINISH, secret)
    assert await tables_with(database_url, [secret[:20]]) == {}


async def test_only_a_certified_unit_of_ones_own_is_filed_for(database: Database) -> None:
    around = await make_neighbourhood(database)
    resident, neighbour = around.residents
    stranger = await sign_in_owner(database)
    for person, unit in (
        (resident.person, neighbour.unit_id), (stranger, resident.unit_id), (resident.person, uuid4()),
        (around.clerk, resident.unit_id), (around.company, resident.unit_id),
    ):  # fmt: skip
        command = services.FileTicket(unit, TicketKind.REPAIR, "厨房水管漏水。", uuid4())
        with pytest.raises(NoCertifiedUnit):
            async with database.transaction(await actor_of(database, person)) as tx:
                await services.file(tx, command)
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text("UPDATE certifications SET ended_at = domain_now() WHERE unit_id = :unit"), {"unit": resident.unit_id}
        )
    with pytest.raises(NoCertifiedUnit):
        await filed(database, resident)


async def test_every_fault_of_a_filing_is_told_at_once(database: Database) -> None:
    around, elsewhere = await make_neighbourhood(database), await make_place(database)
    with pytest.raises(InvalidInput) as refused:
        await filed(
            database, around.resident, words="漏", place_note="梯" * 101, photo_ids=tuple(uuid4() for _ in range(7)),
            part=CommonPart.LIFT, building_id=elsewhere.building_id,
        )  # fmt: skip
    assert [fault.path for fault in refused.value.faults] == ["words", "placeNote", "photoIds", "buildingId"]
    with pytest.raises(InvalidInput) as refused:
        await filed(database, around.resident, building_id=around.place.building_id)
    assert [fault.path for fault in refused.value.faults] == ["buildingId"]


async def test_the_same_key_files_once_and_another_thing_under_it_is_refused(database: Database) -> None:
    around = await make_neighbourhood(database)
    key = uuid4()
    first = await filed(database, around.resident, client_key=key)
    assert await filed(database, around.resident, client_key=key) == first
    assert await lines(database, first) == [(A.FILE, S.FILED)]
    with pytest.raises(KeyAlreadyUsed):
        await filed(database, around.resident, client_key=key, words="这是另外一件事情。")
    with pytest.raises(KeyAlreadyUsed):
        await filed(database, around.resident, client_key=key, part=CommonPart.LIFT)
    with pytest.raises(KeyAlreadyUsed):
        await filed(database, around.resident, client_key=key, place_note="北侧卧室")
    assert await filed(database, around.residents[1], client_key=key) != first


async def test_filing_twice_at_once_under_one_key_files_once(database: Database) -> None:
    around = await make_neighbourhood(database)
    key = uuid4()
    found = await asyncio.gather(*(filed(database, around.resident, client_key=key) for _ in range(4)))
    assert len(set(found)) == 1
    assert await lines(database, found[0]) == [(A.FILE, S.FILED)]


async def test_an_account_files_twenty_a_day(database: Database) -> None:
    around = await make_neighbourhood(database)
    for _ in range(20):
        await filed(database, around.resident)
    with pytest.raises(TooManyAttempts):
        await filed(database, around.resident)


async def test_each_act_is_for_its_side_alone(database: Database) -> None:
    around = await make_neighbourhood(database)
    other = await make_neighbourhood(database)
    ticket = await filed(database, around.resident)
    committee = await sign_in_organizer(database, around.place)
    district = await sign_in_staff(database, Role.DISTRICT, ScopeKind.DISTRICT, around.place.district)
    wrong = {
        A.ANSWER: (around.resident.person, around.clerk, committee, other.company, district),
        A.WITHDRAW: (around.residents[1].person, around.company, around.clerk, other.resident.person),
        A.ESCALATE: (around.resident.person, around.company, other.clerk, committee, district),
    }
    for act, people in wrong.items():
        for person in people:
            with pytest.raises(NotFound):
                await moved(database, person, ticket, act)
    with pytest.raises(NotSignedIn):
        async with database.transaction(await actor_of(database, Person(uuid4(), "nothing"))) as tx:
            await services.move(tx, services.MoveTicket(ticket, A.ANSWER, "已经联系。"))
    assert await lines(database, ticket) == [(A.FILE, S.FILED)]


async def test_what_is_not_possible_names_the_state_and_changes_nothing(database: Database) -> None:
    around = await make_neighbourhood(database)
    ticket = await filed(database, around.resident)
    with pytest.raises(NotInThisState) as refused:
        await moved(database, around.company, ticket, A.RESUME)
    assert refused.value.state == "filed"
    with pytest.raises(InvalidInput) as wrong:
        await moved(database, around.company, ticket, A.ASSIGN)
    assert [fault.path for fault in wrong.value.faults] == ["act"]
    with pytest.raises(InvalidInput) as wordless:
        await moved(database, around.company, ticket, A.DECLINE, " ")
    assert [fault.path for fault in wordless.value.faults] == ["words"]
    assert await lines(database, ticket) == [(A.FILE, S.FILED)]


async def test_of_finishing_and_withdrawing_at_once_one_meets_what_the_other_left(database: Database) -> None:
    around = await make_neighbourhood(database)
    for _ in range(5):
        ticket = await filed(database, around.resident)
        outcomes = await asyncio.gather(
            moved(database, around.company, ticket, A.FINISH),
            moved(database, around.resident.person, ticket, A.WITHDRAW),
            return_exceptions=True,
        )
        refused = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
        assert [type(one) for one in refused] == [NotInThisState]
        assert len(await lines(database, ticket)) == 2


async def test_of_rating_twice_at_once_one_counts(database: Database) -> None:
    around = await make_neighbourhood(database)
    ticket = await finished(database, around)
    outcomes = await asyncio.gather(
        *(rated(database, around.resident.person, ticket, rating) for rating in (1, 5)), return_exceptions=True
    )
    assert [type(one) for one in outcomes if isinstance(one, BaseException)] == [NotInThisState]
    assert (await lines(database, ticket)).count((A.RATE, S.DONE)) == 1


async def test_it_is_given_to_people_who_are_with_this_company_now(database: Database) -> None:
    around, other = await make_neighbourhood(database), await make_neighbourhood(database)
    ticket = await filed(database, around.resident)
    committee = await make_member(database, await make_organizer(database, around.place), "周委员")
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text("UPDATE members SET left_at = domain_now() WHERE id = :id"), {"id": around.member_id}
        )
    for member in (other.member_id, committee, around.member_id, uuid4()):
        with pytest.raises(InvalidInput) as refused:
            async with database.transaction(await actor_of(database, around.company)) as tx:
                await services.assign(tx, services.AssignTicket(ticket, member))
        assert [fault.path for fault in refused.value.faults] == ["memberId"]


async def test_a_cost_is_linked_to_a_ballot_of_the_estate_that_decides_on_using_the_repair_fund(
    database: Database,
) -> None:
    around, other = await make_neighbourhood(database), await make_neighbourhood(database)
    ticket = await filed(database, around.resident, part=CommonPart.LIFT)
    company = await actor_of(database, around.company)
    right = await open_ballot(database, around.place, kinds=[MatterKind.REPAIR_FUND_USE])
    raising = await open_ballot(database, around.place, kinds=[MatterKind.REPAIR_FUND_RAISE])
    draft = await open_ballot(database, around.place, kinds=[MatterKind.REPAIR_FUND_USE], state=BallotState.SUBMITTED)
    elsewhere = await open_ballot(database, other.place, kinds=[MatterKind.REPAIR_FUND_USE])
    for wrong in (raising.id, draft.id, elsewhere.id, uuid4()):
        with pytest.raises(InvalidInput) as refused:
            await linked(database, company, ticket, wrong, fen=0)
        assert [fault.path for fault in refused.value.faults] == ["costFen", "ballotId"]

    changed = await linked(database, company, ticket, right.id)
    assert (changed.cost_fen, changed.ballot_id, changed.state) == (1_200_000, right.id, S.FILED)
    again = await linked(database, company, ticket, right.id, fen=5)
    assert again.cost_fen == 5


async def test_it_cannot_be_reopened_when_the_term_is_over(own_clock: Database) -> None:
    around = await make_neighbourhood(own_clock)
    ticket = await finished(own_clock, around)
    async with own_clock.transaction(SYSTEM) as tx:
        await advance(tx, timedelta(days=8))
    with pytest.raises(NotInThisState):
        await moved(own_clock, around.resident.person, ticket, A.REOPEN, "今天又漏水了。")
    # The work can still be rated: a verdict has no term.
    assert (await rated(own_clock, around.resident.person, ticket)).work_rating == 4


async def test_reopening_begins_a_new_round(database: Database) -> None:
    around = await make_neighbourhood(database)
    ticket = await filed(database, around.resident)
    await moved(database, around.clerk, ticket, A.ESCALATE)
    with pytest.raises(NotInThisState):
        await moved(database, around.clerk, ticket, A.ESCALATE)
    await moved(database, around.company, ticket, A.FINISH)
    await rated(database, around.resident.person, ticket, 1)
    again = await moved(database, around.resident.person, ticket, A.REOPEN, "没有修好，请再来。")
    assert (again.work_rating, again.rated_at, again.escalated_at, again.settled_at) == (None, None, None, None)
    assert (await moved(database, around.clerk, ticket, A.ESCALATE)).escalated_at is not None


async def test_what_was_declined_and_is_taken_up_by_the_street_is_the_companys_again(database: Database) -> None:
    around = await make_neighbourhood(database)
    ticket = await filed(database, around.resident)
    await moved(database, around.clerk, ticket, A.ESCALATE)
    await moved(database, around.company, ticket, A.DECLINE, "不属于物业负责范围。")
    taken_up = await moved(database, around.clerk, ticket, A.ESCALATE, "物业服务合同第七条写明由物业负责。")
    assert (taken_up.state, taken_up.reopened, taken_up.settled_at) == (S.REOPENED, 1, None)
    assert taken_up.escalated_at == taken_up.state_since
    assert taken_up.due_at == taken_up.state_since + timedelta(hours=24)
    with pytest.raises(NotInThisState):
        await moved(database, around.clerk, ticket, A.ESCALATE)
    await assigned(database, around, ticket)
    await moved(database, around.company, ticket, A.FINISH, "已更换整段水管。")
    assert (await lines(database, ticket))[2:5] == [
        (A.DECLINE, S.DECLINED), (A.ESCALATE, S.REOPENED), (A.ASSIGN, S.ASSIGNED),
    ]  # fmt: skip


@pytest.mark.parametrize("before", list(TicketState))
async def test_the_database_lets_a_ticket_move_along_the_edges_of_the_rules_and_no_other(
    database: Database, before: TicketState
) -> None:
    around = await make_neighbourhood(database)
    ticket = await filed(database, around.resident)
    now = (await read_ticket(database, ticket)).filed_at
    path = {S.WORKING: [S.ASSIGNED], S.WAITING: [S.ASSIGNED], S.REOPENED: [S.DONE]}.get(before, [])
    for step in (*path, before):
        await put(database, ticket, step)
    standing = Standing(before, now if before in SETTLED else None)
    allowed = {after(act, standing, now) for act in A} | {before}
    for following in S:
        if following in allowed - {None}:
            continue
        with pytest.raises(DBAPIError):
            await put(database, ticket, following)
    for following in sorted(one for one in allowed if one is not None):
        async with database.transaction(SYSTEM) as tx:
            await tx.session.execute(_PUT, _given(ticket, following))
            await tx.session.rollback()


_PUT = text(
    "UPDATE tickets SET state = :state, settled_at = CASE WHEN :settled THEN domain_now() END WHERE id = :ticket"
)


def _given(ticket: UUID, state: TicketState) -> dict[str, Any]:
    return {"state": state.value, "settled": state in SETTLED, "ticket": ticket}


async def put(database: Database, ticket: UUID, state: TicketState) -> None:
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(_PUT, _given(ticket, state))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE tickets SET words = '\\x00' WHERE id = :ticket",
        "UPDATE tickets SET place_note = '\\x00' WHERE id = :ticket",
        "UPDATE ticket_events SET words = '\\x00' WHERE ticket_id = :ticket",
        "UPDATE tickets SET unit_id = gen_random_uuid() WHERE id = :ticket",
        "DELETE FROM tickets WHERE id = :ticket",
        "UPDATE ticket_events SET at = domain_now() WHERE ticket_id = :ticket",
        "DELETE FROM ticket_events WHERE ticket_id = :ticket",
        "UPDATE tickets SET cost_fen = 5 WHERE id = :ticket",
        "UPDATE tickets SET work_rating = 6 WHERE id = :ticket",
    ],
)
async def test_the_database_keeps_what_was_filed_and_what_was_done(database: Database, statement: str) -> None:
    around = await make_neighbourhood(database)
    ticket = await filed(database, around.resident)
    with pytest.raises(DBAPIError):
        async with database.transaction(SYSTEM) as tx:
            await tx.session.execute(text(statement), {"ticket": ticket})


async def test_what_was_written_goes_with_the_account_and_the_counts_stay(database: Database) -> None:
    around = await make_neighbourhood(database)
    ticket = await filed(database, around.resident, part=CommonPart.LIFT, place_note="东侧电梯")
    await moved(database, around.company, ticket, A.FINISH)
    before = await lines(database, ticket)
    actor = replace(await actor_of(database, around.resident.person), confirmed_recently=True)
    async with database.transaction(actor) as tx:
        await delete_account(tx)

    left = await read_ticket(database, ticket)
    assert (left.words, left.place_note, left.state) == (services.ERASED, None, S.DONE)
    assert await lines(database, ticket) == before
    async with database.glance() as session:
        words = await session.scalars(select(TicketEvent.words).where(TicketEvent.ticket_id == ticket))
        assert set(words) == {None}


async def test_filing_while_the_account_is_deleted_leaves_no_words(database: Database) -> None:
    for _ in range(3):
        around = await make_neighbourhood(database)
        actor = replace(await actor_of(database, around.resident.person), confirmed_recently=True)

        async def leave(who: Actor = actor) -> None:
            async with database.transaction(who) as tx:
                await delete_account(tx)

        outcomes = await asyncio.gather(leave(), filed(database, around.resident), return_exceptions=True)
        assert outcomes[0] is None
        if isinstance(outcomes[1], UUID):
            assert (await read_ticket(database, outcomes[1])).words == services.ERASED
        else:
            assert isinstance(outcomes[1], NoCertifiedUnit | NotFound | NotSignedIn)


# Photos


async def test_photos_of_the_fault_and_of_the_work_are_shown_to_who_follows_it(
    database: Database, client: httpx.AsyncClient
) -> None:
    around = await make_neighbourhood(database)
    of_the_fault = await a_photo(database, client, around, around.resident.person)
    ticket = await filed(database, around.resident, photo_ids=(of_the_fault,))
    of_the_work = await a_photo(database, client, around, around.company)
    await moved(database, around.company, ticket, A.FINISH, "已更换阀门。", photo_ids=(of_the_work,))

    for person in (around.resident.person, around.company, around.clerk):
        async with database.transaction(await actor_of(database, person)) as tx:
            shown = await services.show_photos(tx, ticket)
        assert [one.photo_id for one in shown.addresses] == [of_the_fault, of_the_work]
        headers = {"Cookie": f"gongjue={person.token}"}
        for one in shown.addresses:
            fetched = await client.get(f"/photos/{one.photo_id}/{one.token}", headers=headers)
            assert fetched.headers["content-type"] == "image/jpeg"
    for person in (around.residents[1].person, (await make_neighbourhood(database)).clerk):
        with pytest.raises(NotFound):
            async with database.transaction(await actor_of(database, person)) as tx:
                await services.show_photos(tx, ticket)


async def test_a_photo_of_somebody_else_or_of_something_else_is_not_taken(
    database: Database, client: httpx.AsyncClient
) -> None:
    around = await make_neighbourhood(database)
    others = await a_photo(database, client, around, around.residents[1].person)
    document = await a_photo(database, client, around, around.resident.person, PhotoPurpose.IDENTITY_DOCUMENT)
    for wrong in (others, document, uuid4()):
        with pytest.raises(NotFound):
            await filed(database, around.resident, photo_ids=(wrong,))
    async with database.glance() as session:
        assert list(await session.scalars(select(Photo.subject_id).where(Photo.id.in_([others, document])))) == [
            None, None,
        ]  # fmt: skip
        mine = select(Ticket.id).where(Ticket.account_id == around.resident.person.account_id)
        assert (await session.scalars(mine)).all() == []


async def test_photos_go_thirty_days_after_it_was_settled_and_stay_when_it_is_reopened(
    database: Database, client: httpx.AsyncClient
) -> None:
    around = await make_neighbourhood(database)
    ticket = await filed(
        database, around.resident, photo_ids=(await a_photo(database, client, around, around.resident.person),)
    )

    async def deleted_after() -> Any:
        async with database.glance() as session:
            return await session.scalar(select(Photo.delete_after).where(Photo.subject_id == ticket))

    assert await deleted_after() is None
    settled = await moved(database, around.company, ticket, A.DECLINE, "不属于物业负责范围。")
    assert settled.settled_at is not None
    assert await deleted_after() == settled.settled_at + timedelta(days=30)
    await moved(database, around.resident.person, ticket, A.REOPEN, "合同里写明由物业负责。")
    assert await deleted_after() is None
    again = await moved(database, around.company, ticket, A.DECLINE, "不属于物业负责范围。")
    assert await deleted_after() == again.state_since + timedelta(days=30)
    # The street takes it up: there is nothing decided any more from which thirty days could count.
    await moved(database, around.clerk, ticket, A.ESCALATE)
    assert await deleted_after() is None
    withdrawn = await moved(database, around.resident.person, ticket, A.WITHDRAW)
    assert await deleted_after() == withdrawn.state_since + timedelta(days=30)
