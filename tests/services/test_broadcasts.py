"""Messages to many: to certified owners in scope alone, once a day at most, and none about a vote that is over."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event, select, text

from domain.rules.consents import CONSENTS
from domain.rules.periods import day_of, end_of
from domain.rules.policy import SYSTEM, Actor, Held, Role, ScopeKind
from domain.rules.refusals import KeyAlreadyUsed, NotFound, NotInThisState
from domain.rules.terms import Audience, BallotState, ConsentKind
from domain.services.broadcasts import MessageOwners, forecast_of, message_owners
from domain.services.carriers.carrier import CarrierReceipt, CarrierUnavailable, OutgoingText
from domain.services.carriers.outbox import OutboxCarrier
from domain.services.castings import cast
from domain.services.certifications import certify_by_card
from domain.services.demo_clock import advance
from domain.services.messages import announce
from domain.services.outbox import DatabaseOutbox, newest_texts
from domain.services.templates.render import MessageTemplate
from domain.store.database import Database
from domain.store.tables import Broadcast, Message, Owner
from gongjue.wiring import open_database
from tests.conftest import settings_for
from tests.people import Place, make_place, sign_in_staff
from tests.services.castings import OpenBallot, Voter, make_co_owners, make_voter, open_ballot
from workers.messages import broadcasts_due, deliver_due, expand_due


@pytest.fixture
async def quiet(fresh_database_url: str, redis_url: str) -> AsyncIterator[Database]:
    """A database in which nobody else has messages waiting, with a clock of its own."""
    opened = open_database(settings_for(fresh_database_url, redis_url), pool_size=8)
    yield opened
    await opened.close()


async def clerk_of(database: Database, place: Place) -> Actor:
    person = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    return Actor(person.account_id, (Held(Role.STREET_CLERK, ScopeKind.STREET, place.street),), kind="staff")


async def ask_for(
    database: Database, actor: Actor, ballot: OpenBallot, audience: Audience, key: UUID | None = None
) -> Broadcast:
    async with database.transaction(actor) as tx:
        return (await message_owners(tx, MessageOwners(ballot.id, audience, key or uuid4()))).broadcast


async def tell(database: Database, ballot: OpenBallot, template: MessageTemplate, **figures: int) -> None:
    async with database.transaction(SYSTEM) as tx:
        await announce(tx, ballot.id, template, **figures)


async def written_to(database: Database, template: MessageTemplate | None = None) -> list[UUID | None]:
    """The accounts to which messages were made."""
    made = select(Message.account_id)
    if template is not None:
        made = made.where(Message.template == template.value)
    async with database.read() as session:
        return list((await session.scalars(made)).all())


async def mark_as_cast(database: Database, ballot: OpenBallot, voter: Voter) -> None:
    """A casting for each of the voter's units, as the service would leave it."""
    async with database.transaction(SYSTEM) as tx:
        for unit in voter.units:
            await tx.session.execute(
                text("""INSERT INTO castings (ballot_id, unit_id, submission_id, account_id, title_id, head_key,
                                              counted, area, choices, channel, cast_at)
                        SELECT ballot_id, unit_id, :submission, :account, title_id, head_key, counted, area, '{1}',
                               'app', domain_now()
                        FROM roll_entries WHERE ballot_id = :ballot AND unit_id = :unit"""),
                {"submission": uuid4(), "account": voter.person.account_id, "ballot": ballot.id, "unit": unit},
            )


async def test_only_certified_owners_in_scope_are_written_to(quiet: Database) -> None:
    place, elsewhere = await make_place(quiet, units=4), await make_place(quiet, units=1)
    several = await make_voter(quiet, place, place.units[:2])
    single = await make_voter(quiet, place, place.units[2:3])
    await make_voter(quiet, place, place.units[3:], certified=False)
    await make_voter(quiet, elsewhere, elsewhere.units)
    ballot = await open_ballot(quiet, place)

    await ask_for(quiet, await clerk_of(quiet, place), ballot, Audience.EVERYONE)
    assert await expand_due(quiet) == 1

    assert sorted(map(str, await written_to(quiet))) == sorted(
        str(voter.person.account_id) for voter in (several, single)
    )


async def test_who_is_certified_by_card_alone_has_no_phone_to_write_to(quiet: Database) -> None:
    place = await make_place(quiet, units=2)
    by_card = await make_voter(quiet, place, place.units[:1], certified=False)
    by_phone = await make_voter(quiet, place, place.units[1:])
    ballot, clerk = await open_ballot(quiet, place), await clerk_of(quiet, place)
    async with quiet.transaction(SYSTEM) as tx:
        owner = await tx.session.get_one(Owner, by_card.owner_id)
        certified = await certify_by_card(tx, owner, place.estate_id, CONSENTS[ConsentKind.CARD_READ].version)
    assert certified.is_new_account

    async with quiet.read() as session:
        forecast = await forecast_of(session, clerk, ballot.id)
    await ask_for(quiet, clerk, ballot, Audience.EVERYONE)
    await expand_due(quiet)

    assert forecast is not None
    assert [audience.recipients for audience in forecast.audiences] == [1, 1]
    assert await written_to(quiet) == [by_phone.person.account_id]


async def test_a_reminder_goes_to_those_with_a_unit_that_was_not_cast(quiet: Database) -> None:
    place = await make_place(quiet, units=4)
    voted = await make_voter(quiet, place, place.units[:1])
    (spouse_who_voted, spouse), _ = await make_co_owners(quiet, place, place.units[1:2])
    silent = await make_voter(quiet, place, place.units[2:])
    ballot = await open_ballot(quiet, place)
    await mark_as_cast(quiet, ballot, voted)
    await mark_as_cast(quiet, ballot, spouse_who_voted)

    await ask_for(quiet, await clerk_of(quiet, place), ballot, Audience.NOT_VOTED)
    await expand_due(quiet)

    assert await written_to(quiet) == [silent.person.account_id]
    assert spouse.person.account_id not in await written_to(quiet)


async def test_an_owner_gets_one_message_a_day_from_organizers_by_the_domains_clock(quiet: Database) -> None:
    place = await make_place(quiet, units=1)
    voter = await make_voter(quiet, place, place.units)
    ballot = await open_ballot(quiet, place)
    clerk = await clerk_of(quiet, place)

    first = await ask_for(quiet, clerk, ballot, Audience.NOT_VOTED)
    second = await ask_for(quiet, clerk, ballot, Audience.EVERYONE)
    await expand_due(quiet)
    assert await written_to(quiet) == [voter.person.account_id]

    async with quiet.transaction(SYSTEM) as tx:
        await advance(tx, timedelta(days=1))
    third = await ask_for(quiet, clerk, ballot, Audience.NOT_VOTED)
    await expand_due(quiet)

    assert await written_to(quiet) == [voter.person.account_id] * 2
    async with quiet.read() as session:
        recipients = {made.id: made.recipients for made in await session.scalars(select(Broadcast))}
    assert [recipients[one.id] for one in (first, second, third)] == [1, 0, 1]


async def test_the_day_of_a_reminder_begins_at_midnight_in_shanghai(quiet: Database) -> None:
    place = await make_place(quiet, units=1)
    voter = await make_voter(quiet, place, place.units)
    ballot, clerk = await open_ballot(quiet, place), await clerk_of(quiet, place)
    async with quiet.transaction(SYSTEM) as tx:
        now = await tx.now()
        await advance(tx, end_of(day_of(now)) - now - timedelta(seconds=20))
    for _ in range(2):
        await ask_for(quiet, clerk, ballot, Audience.NOT_VOTED)
        await expand_due(quiet)
    assert await written_to(quiet) == [voter.person.account_id]

    async with quiet.transaction(SYSTEM) as tx:
        await advance(tx, timedelta(seconds=20))
    for _ in range(2):
        await ask_for(quiet, clerk, ballot, Audience.NOT_VOTED)
        await expand_due(quiet)
    assert await written_to(quiet) == [voter.person.account_id] * 2


async def test_whoever_votes_before_the_reminder_is_sent_is_not_reminded(quiet: Database) -> None:
    place = await make_place(quiet, units=3)
    voted, silent = await make_voter(quiet, place, place.units[:1]), await make_voter(quiet, place, place.units[1:])
    ballot = await open_ballot(quiet, place)
    await ask_for(quiet, await clerk_of(quiet, place), ballot, Audience.NOT_VOTED)
    await expand_due(quiet)
    await cast(quiet, voted.cast(ballot))

    await deliver_due(quiet, OutboxCarrier(DatabaseOutbox(quiet)))

    async with quiet.read() as session:
        reminders = select(Message.account_id, Message.state).where(Message.template == "ballot_reminder")
        states = {row.account_id: row.state for row in await session.execute(reminders)}
    assert states == {voted.person.account_id: "expired", silent.person.account_id: "sent"}


class Down(OutboxCarrier):
    """A carrier that is out of reach."""

    async def send(self, message: OutgoingText) -> CarrierReceipt:
        raise CarrierUnavailable("Timeout")


class Slow(OutboxCarrier):
    """A carrier that answers when it is let go."""

    def __init__(self, database: Database) -> None:
        super().__init__(DatabaseOutbox(database))
        self.asked, self.let_go = asyncio.Event(), asyncio.Event()

    async def send(self, message: OutgoingText) -> CarrierReceipt:
        self.asked.set()
        await self.let_go.wait()
        return await super().send(message)


async def days_later(database: Database, days: int = 1) -> None:
    async with database.transaction(SYSTEM) as tx:
        await advance(tx, timedelta(days=days))


async def all_due(database: Database) -> None:
    """What pauses or is leased becomes due, as if the time had passed."""
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text("UPDATE messages SET next_attempt_at = clock_timestamp() WHERE state = 'waiting'")
        )


async def states(database: Database) -> list[str]:
    """Of the messages, the eldest first."""
    async with database.read() as session:
        return list(await session.scalars(select(Message.state).order_by(Message.created_at, Message.id)))


async def written_today(database: Database, actor: Actor, ballot: OpenBallot) -> list[int]:
    """What the forecast says, of each audience."""
    async with database.read() as session:
        forecast = await forecast_of(session, actor, ballot.id)
    assert forecast is not None
    return [of.written_today for of in forecast.audiences]


async def test_after_an_outage_over_midnight_an_owner_gets_the_younger_reminder_alone(quiet: Database) -> None:
    place = await make_place(quiet, units=1)
    await make_voter(quiet, place, place.units)
    ballot, clerk = await open_ballot(quiet, place), await clerk_of(quiet, place)
    for audience in (Audience.EVERYONE, Audience.NOT_VOTED):
        await ask_for(quiet, clerk, ballot, audience)
        await expand_due(quiet)
        await all_due(quiet)
        await deliver_due(quiet, Down(DatabaseOutbox(quiet)))
        await days_later(quiet)
    await ask_for(quiet, clerk, ballot, Audience.NOT_VOTED)
    await expand_due(quiet)

    await all_due(quiet)
    await deliver_due(quiet, OutboxCarrier(DatabaseOutbox(quiet)))

    assert await states(quiet) == ["expired", "expired", "sent"]
    assert len(await newest_texts(quiet)) == 1


async def test_a_reminder_that_took_until_after_midnight_is_the_one_of_that_day(quiet: Database) -> None:
    place = await make_place(quiet, units=1)
    await make_voter(quiet, place, place.units)
    ballot, clerk = await open_ballot(quiet, place), await clerk_of(quiet, place)
    up = OutboxCarrier(DatabaseOutbox(quiet))
    await ask_for(quiet, clerk, ballot, Audience.NOT_VOTED)
    await expand_due(quiet)
    await days_later(quiet)
    assert await written_today(quiet, clerk, ballot) == [0, 0]
    await deliver_due(quiet, up)
    assert await written_today(quiet, clerk, ballot) == [1, 1]
    await ask_for(quiet, clerk, ballot, Audience.NOT_VOTED)
    await expand_due(quiet)
    await deliver_due(quiet, up)
    assert await states(quiet) == ["sent", "expired"]
    assert await written_today(quiet, clerk, ballot) == [1, 1]

    await days_later(quiet)
    assert await written_today(quiet, clerk, ballot) == [0, 0]
    await ask_for(quiet, clerk, ballot, Audience.NOT_VOTED)
    await expand_due(quiet)
    await deliver_due(quiet, up)
    assert await states(quiet) == ["sent", "expired", "sent"]


async def test_a_reminder_waits_while_yesterdays_is_on_its_way_and_is_withdrawn_when_that_arrives(
    quiet: Database,
) -> None:
    place = await make_place(quiet, units=1)
    await make_voter(quiet, place, place.units)
    ballot, clerk = await open_ballot(quiet, place), await clerk_of(quiet, place)
    slow, quick = Slow(quiet), OutboxCarrier(DatabaseOutbox(quiet))
    await ask_for(quiet, clerk, ballot, Audience.NOT_VOTED)
    await expand_due(quiet)
    await days_later(quiet)
    on_its_way = asyncio.create_task(deliver_due(quiet, slow))
    await slow.asked.wait()
    await ask_for(quiet, clerk, ballot, Audience.NOT_VOTED)
    await expand_due(quiet)

    assert await deliver_due(quiet, quick) == 1
    assert await newest_texts(quiet) == []
    slow.let_go.set()
    await on_its_way
    await all_due(quiet)
    await deliver_due(quiet, quick)

    assert await states(quiet) == ["sent", "expired"]
    assert len(await newest_texts(quiet)) == 1


async def test_the_same_key_writes_once_and_another_request_with_it_is_refused(quiet: Database) -> None:
    place = await make_place(quiet, units=1)
    ballot = await open_ballot(quiet, place)
    clerk, other = await clerk_of(quiet, place), await clerk_of(quiet, place)
    key = uuid4()

    first, at_once = await asyncio.gather(*(ask_for(quiet, clerk, ballot, Audience.NOT_VOTED, key) for _ in range(2)))
    again = await ask_for(quiet, clerk, ballot, Audience.NOT_VOTED, key)

    assert first.id == at_once.id == again.id
    with pytest.raises(KeyAlreadyUsed):
        await ask_for(quiet, clerk, ballot, Audience.EVERYONE, key)
    with pytest.raises(KeyAlreadyUsed):
        await ask_for(quiet, other, ballot, Audience.NOT_VOTED, key)
    async with quiet.read() as session:
        audited = await session.scalar(text("SELECT count(*) FROM audit_records WHERE action = 'owners.messaged'"))
    assert audited == 1


async def test_owners_are_written_to_while_the_ballot_is_open_and_by_those_who_run_it(quiet: Database) -> None:
    place, elsewhere = await make_place(quiet, units=1), await make_place(quiet)
    approved = await open_ballot(quiet, place, state=BallotState.APPROVED)
    ballot = await open_ballot(quiet, place)
    voter = await make_voter(quiet, place, place.units)

    with pytest.raises(NotInThisState):
        await ask_for(quiet, await clerk_of(quiet, place), approved, Audience.EVERYONE)
    for stranger in (await clerk_of(quiet, elsewhere), voter.actor):
        with pytest.raises(NotFound):
            await ask_for(quiet, stranger, ballot, Audience.EVERYONE)
    async with quiet.transaction(SYSTEM) as tx:
        await advance(tx, timedelta(days=31))
    with pytest.raises(NotInThisState):
        await ask_for(quiet, await clerk_of(quiet, place), ballot, Audience.EVERYONE)


async def test_the_system_announces_each_event_once(quiet: Database) -> None:
    place = await make_place(quiet, units=1)
    voter = await make_voter(quiet, place, place.units)
    ballot = await open_ballot(quiet, place)

    for _ in range(2):
        await tell(quiet, ballot, MessageTemplate.BALLOT_OPENED)
        await expand_due(quiet)
    await tell(quiet, ballot, MessageTemplate.BALLOT_RESULT, adopted=1, not_adopted=0)
    await expand_due(quiet)
    await deliver_due(quiet, OutboxCarrier(DatabaseOutbox(quiet)))

    assert await written_to(quiet) == [voter.person.account_id] * 2
    bodies = [kept.body for kept in await newest_texts(quiet)]
    assert any("已开始投票" in body and "试验家园" in body for body in bodies)
    assert any("1项通过" in body for body in bodies)


async def test_an_announcement_that_cannot_be_said_fails_its_act(quiet: Database) -> None:
    ballot = await open_ballot(quiet, await make_place(quiet, units=1))
    with pytest.raises(TypeError):
        await tell(quiet, ballot, MessageTemplate.BALLOT_RESULT)


async def test_a_suspension_withdraws_what_still_asks_for_votes(quiet: Database) -> None:
    place = await make_place(quiet, units=1)
    await make_voter(quiet, place, place.units)
    ballot = await open_ballot(quiet, place)
    clerk = await clerk_of(quiet, place)
    await tell(quiet, ballot, MessageTemplate.BALLOT_OPENED)
    await expand_due(quiet)
    await ask_for(quiet, clerk, ballot, Audience.NOT_VOTED)  # not expanded yet

    async with quiet.transaction(SYSTEM) as tx:
        await tx.session.execute(text("UPDATE ballots SET state = 'suspended' WHERE id = :id"), {"id": ballot.id})
        await announce(tx, ballot.id, MessageTemplate.BALLOT_SUSPENDED)
    await expand_due(quiet)
    await deliver_due(quiet, OutboxCarrier(DatabaseOutbox(quiet)))

    assert [kept.template for kept in await newest_texts(quiet)] == ["ballot_suspended"]


async def test_what_asks_for_votes_ends_with_the_window(quiet: Database) -> None:
    place = await make_place(quiet, units=1)
    await make_voter(quiet, place, place.units)
    soon = await open_ballot(quiet, place, closes_in=timedelta(hours=1))
    await tell(quiet, soon, MessageTemplate.BALLOT_OPENED)
    await expand_due(quiet)

    async with quiet.read() as session:
        lasts = await session.scalar(text("SELECT expires_at <= clock_timestamp() + interval '1 hour' FROM messages"))
    assert lasts is True


async def test_a_broadcast_is_expanded_by_one_worker_in_one_statement(quiet: Database) -> None:
    place = await make_place(quiet, units=30)
    for unit in place.units:
        await make_voter(quiet, place, [unit])
    ballot = await open_ballot(quiet, place)
    await tell(quiet, ballot, MessageTemplate.BALLOT_OPENED)
    async with quiet.read() as session:
        assert len(await broadcasts_due(session)) == 1
    inserts: list[str] = []
    listening = (quiet._engine.sync_engine, "before_cursor_execute")

    def count(_connection: object, _cursor: object, statement: str, *_others: object) -> None:
        if "INSERT INTO messages" in statement:
            inserts.append(statement)

    event.listen(*listening, count)
    expanded = await asyncio.gather(*(expand_due(quiet) for _ in range(3)))
    event.remove(*listening, count)

    assert sum(expanded) == 1
    assert len(inserts) == 1
    assert len(await written_to(quiet)) == 30
