"""Who is told by message what became of a complaint or a repair, once each, and with nothing personal in it."""

from uuid import UUID

import pytest
from sqlalchemy import select, text, update

from domain.rules.policy import SYSTEM, Role
from domain.rules.refusals import NotInThisState
from domain.rules.terms import OrganizerKind
from domain.rules.tickets import TicketAct, TicketKind
from domain.services.account_deletion import delete_account
from domain.services.carriers.outbox import OutboxCarrier
from domain.services.deliveries import deliver
from domain.services.outbox import DatabaseOutbox, newest_texts
from domain.services.staff import end_grants
from domain.services.templates.render import MessageTemplate
from domain.store.database import Database
from domain.store.tables import Account, Member, Message
from tests.ballots import actor_of, make_organizer, sign_in_organizer
from tests.people import Person, make_place
from tests.services.ticketing import Neighbourhood, assigned, filed, finished, make_neighbourhood, moved, rated

A, T = TicketAct, MessageTemplate


async def told(database: Database, *people: Person) -> list[tuple[str, int]]:
    """The messages to these people about tickets: what each says, and to which of them."""
    accounts = [person.account_id for person in people]
    async with database.glance() as session:
        rows = await session.execute(
            select(Message.template, Message.account_id)
            .where(Message.account_id.in_(accounts), Message.template.startswith("ticket_"))
            .order_by(Message.created_at, Message.id)
        )
        return [(template, accounts.index(account)) for template, account in rows if account is not None]


async def employ(database: Database, around: Neighbourhood, person: Person) -> None:
    """The person whom tickets are assigned to signs in with this account."""
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            update(Member).where(Member.id == around.member_id).values(account_id=person.account_id)
        )


async def organizer_of(database: Database, member: UUID) -> UUID:
    async with database.glance() as session:
        return (await session.scalars(select(Member.organizer_id).where(Member.id == member))).one()


async def test_the_filer_is_told_of_answers_and_of_the_end_and_nobody_of_the_rest(database: Database) -> None:
    around = await make_neighbourhood(database)
    filer, neighbour = around.resident.person, around.residents[1].person
    ticket = await filed(database, around.resident)
    await assigned(database, around, ticket)
    await moved(database, around.company, ticket, A.START, "")
    await moved(database, around.company, ticket, A.HOLD, "等待配件到货。")
    await moved(database, around.company, ticket, A.RESUME, "")
    assert await told(database, filer, neighbour, around.company, around.clerk) == []

    await moved(database, around.company, ticket, A.ANSWER)
    await moved(database, around.company, ticket, A.FINISH, "已更换阀门，不再漏水。")
    await rated(database, filer, ticket)

    assert await told(database, filer, neighbour, around.company, around.clerk) == [
        ("ticket_answered", 0), ("ticket_finished", 0),
    ]  # fmt: skip


async def test_a_second_answer_is_a_second_message(database: Database) -> None:
    around = await make_neighbourhood(database)
    ticket = await filed(database, around.resident)
    await moved(database, around.company, ticket, A.ANSWER)
    await moved(database, around.company, ticket, A.ANSWER, "配件明天到货，上午上门。")
    assert await told(database, around.resident.person) == [("ticket_answered", 0)] * 2


async def test_the_filer_is_told_that_the_company_will_not_do_it(database: Database) -> None:
    around = await make_neighbourhood(database)
    ticket = await filed(database, around.resident)
    await moved(database, around.company, ticket, A.DECLINE, "封窗由业主自行安装。")
    assert await told(database, around.resident.person, around.company) == [("ticket_declined", 0)]


async def test_filer_and_company_are_told_that_the_street_has_stepped_in(database: Database) -> None:
    around = await make_neighbourhood(database)
    ticket = await filed(database, around.resident, kind=TicketKind.COMPLAINT)
    await moved(database, around.clerk, ticket, A.ESCALATE)
    assert sorted(await told(database, around.resident.person, around.company, around.clerk)) == [
        ("ticket_escalated", 0), ("ticket_escalated_to_company", 1),
    ]  # fmt: skip


async def test_all_of_the_company_are_told_of_a_reopened_ticket_that_is_nobodys(database: Database) -> None:
    around = await make_neighbourhood(database)
    colleague = await sign_in_organizer(
        database, around.place, Role.PROPERTY_COMPANY, organizer_id=await organizer_of(database, around.member_id)
    )
    ticket = await filed(database, around.resident)
    await moved(database, around.company, ticket, A.FINISH)
    await moved(database, around.resident.person, ticket, A.REOPEN, "今天又漏水了。")
    told_now = await told(database, around.company, colleague, around.resident.person)
    assert sorted(told_now) == [("ticket_finished", 2), ("ticket_reopened", 0), ("ticket_reopened", 1)]


async def test_only_who_sees_to_it_is_told_of_a_reopened_ticket(database: Database) -> None:
    around = await make_neighbourhood(database)
    organizer = await organizer_of(database, around.member_id)
    worker = await sign_in_organizer(database, around.place, Role.PROPERTY_COMPANY, organizer_id=organizer)
    await employ(database, around, worker)
    ticket = await finished(database, around)
    await moved(database, around.resident.person, ticket, A.REOPEN, "今天又漏水了。")
    assert await told(database, around.company, worker) == [("ticket_reopened", 1)]


async def test_where_who_saw_to_it_has_left_all_of_the_company_are_told(database: Database) -> None:
    around = await make_neighbourhood(database)
    organizer = await organizer_of(database, around.member_id)
    gone = await sign_in_organizer(database, around.place, Role.PROPERTY_COMPANY, organizer_id=organizer)
    await employ(database, around, gone)
    ticket = await finished(database, around)
    async with database.transaction(SYSTEM) as tx:
        await end_grants(tx, organizer_id=organizer, account_id=gone.account_id)
    await moved(database, around.resident.person, ticket, A.REOPEN, "今天又漏水了。")
    assert await told(database, around.company, gone) == [("ticket_reopened", 0)]


async def test_another_estates_company_and_other_bodies_are_told_nothing(database: Database) -> None:
    around = await make_neighbourhood(database)
    elsewhere = await make_place(database)
    theirs = await make_organizer(database, elsewhere, OrganizerKind.PROPERTY_COMPANY)
    other = await sign_in_organizer(database, elsewhere, Role.PROPERTY_COMPANY, organizer_id=theirs)
    committee = await sign_in_organizer(database, around.place)
    ticket = await finished(database, around)
    await moved(database, around.resident.person, ticket, A.REOPEN, "今天又漏水了。")
    assert await told(database, other, committee, around.company) == [("ticket_reopened", 2)]


async def test_accounts_that_cannot_sign_in_are_told_nothing(database: Database) -> None:
    around = await make_neighbourhood(database)
    ticket = await finished(database, around)
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            update(Account).where(Account.id == around.company.account_id).values(state="disabled")
        )
    await moved(database, around.resident.person, ticket, A.REOPEN, "今天又漏水了。")
    assert await told(database, around.company) == []


async def test_what_is_refused_tells_nobody(database: Database) -> None:
    around = await make_neighbourhood(database)
    ticket = await finished(database, around)
    before = await told(database, around.resident.person)
    with pytest.raises(NotInThisState):
        await moved(database, around.company, ticket, A.ANSWER)
    assert await told(database, around.resident.person) == before


async def test_the_texts_name_the_estate_and_the_kind_and_nothing_of_what_was_written(database: Database) -> None:
    around = await make_neighbourhood(database)
    ticket = await filed(database, around.resident, kind=TicketKind.COMPLAINT, words="邻居张三每天半夜装修。")
    await moved(database, around.clerk, ticket, A.ESCALATE, "请张三的物业两日内处理。")
    await moved(database, around.company, ticket, A.FINISH, "已劝阻张三，电话19900000000。")
    async with database.glance() as session:
        mine = list(
            await session.scalars(select(Message.id).where(Message.account_id == around.resident.person.account_id))
        )
    await deliver(database, OutboxCarrier(DatabaseOutbox(database)), most=100_000)
    bodies = {one.body for one in await newest_texts(database) if one.id in mine}
    assert bodies == {
        "街道已督办您在试验家园提交的投诉，处理进展请在业主端查看。",
        "您在试验家园提交的投诉已处理完毕，请在业主端查看并评价；不满意的，7日内可以重新提出。",
    }


async def test_a_filer_reads_messages_in_their_own_language(database: Database) -> None:
    around = await make_neighbourhood(database)
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            update(Account).where(Account.id == around.resident.person.account_id).values(language="en")
        )
    ticket = await filed(database, around.resident)
    await moved(database, around.company, ticket, A.ANSWER)
    async with database.glance() as session:
        mine = select(Message.language).where(Message.account_id == around.resident.person.account_id)
        assert list(await session.scalars(mine)) == ["en"]


async def test_who_deletes_their_account_is_written_to_no_more(database: Database) -> None:
    around = await make_neighbourhood(database)
    leaver = around.resident.person
    ticket = await filed(database, around.resident)
    await moved(database, around.company, ticket, A.ANSWER)
    async with database.transaction(await actor_of(database, leaver)) as tx:
        await delete_account(tx)
    await moved(database, around.company, ticket, A.FINISH)
    async with database.glance() as session:
        rows = await session.execute(
            text("SELECT template, state, parameters FROM messages WHERE account_id = :account"),
            {"account": leaver.account_id},
        )
        assert [tuple(row) for row in rows] == [("ticket_answered", "expired", None)]
