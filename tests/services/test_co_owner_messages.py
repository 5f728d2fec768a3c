"""The co-owners of a unit that was cast learn who has cast it and when: once, shortly after, and never in its way."""

import asyncio
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update
from uuid_utils.compat import uuid7

from domain.rules.heads import head_key
from domain.rules.policy import SYSTEM
from domain.rules.refusals import AlreadyVoted
from domain.services.account_deletion import delete_account
from domain.services.carriers.outbox import OutboxCarrier
from domain.services.castings import Cast, Receipt, cast, cast_together
from domain.services.co_owner_messages import tell_of_records
from domain.services.deliveries import deliver
from domain.services.outbox import DatabaseOutbox, newest_texts
from domain.services.templates.render import MessageTemplate
from domain.services.wording import Language, deadline_text
from domain.store.database import Database
from domain.store.tables import Account, AuditRecord, Certification, Message
from tests.api.statements import counted_statements
from tests.people import Place, give_title, make_place, sign_in_owner
from tests.people import certify as put_certification
from tests.services.castings import OpenBallot, Voter, make_co_owners, make_voter, open_ballot
from tests.services.certifying import acting, certify, someone
from workers.audit import seal_chains

TEMPLATE = MessageTemplate.VOTED_BY_CO_OWNER


async def told(database: Database, *voters: Voter | UUID) -> list[int]:
    """Which of these have a message that a co-owner has voted, one number for each message."""
    accounts = [one.person.account_id if isinstance(one, Voter) else one for one in voters]
    async with database.glance() as session:
        wanted = select(Message.account_id).where(Message.template == TEMPLATE, Message.account_id.in_(accounts))
        return sorted(accounts.index(account) for account in await session.scalars(wanted) if account is not None)


async def couple(database: Database, *, units: int = 1) -> tuple[Place, OpenBallot, Voter, Voter]:
    place = await make_place(database, units=units)
    (one, two), _ = await make_co_owners(database, place, place.units)
    return place, await open_ballot(database, place), one, two


async def texts_to(database: Database, account: UUID) -> list[str]:
    """What the carrier was given for an account."""
    async with database.glance() as session:
        mine = set(await session.scalars(select(Message.id).where(Message.account_id == account)))
    await deliver(database, OutboxCarrier(DatabaseOutbox(database)), most=100_000)
    return [one.body for one in await newest_texts(database) if one.id in mine]


async def test_a_co_owner_learns_who_voted_from_a_phone_and_when(database: Database) -> None:
    place, ballot, one, two = await couple(database)
    receipt = await cast(database, one.cast(ballot))
    assert await told(database, one, two) == []

    await seal_chains(database, [place.estate_id])

    assert await told(database, one, two) == [1]
    at = deadline_text(receipt.cast_at, Language.ZH, with_year=False)
    assert await texts_to(database, two.person.account_id) == [
        f"试验家园“试验投票”：共有人王*0已于{at}代表本户投票，本户只计一次。"
    ]


async def test_the_message_says_the_instant_that_a_second_vote_is_refused_with(database: Database) -> None:
    place, ballot, one, two = await couple(database)
    await cast(database, one.cast(ballot))
    await seal_chains(database, [place.estate_id])
    with pytest.raises(AlreadyVoted) as second:
        await cast(database, two.cast(ballot))
    at: datetime = second.value.cast_at
    (text,) = await texts_to(database, two.person.account_id)
    assert deadline_text(at, Language.ZH, with_year=False) in text


async def test_nothing_is_in_clear_before_it_is_sent(database: Database) -> None:
    place, ballot, one, two = await couple(database)
    await cast(database, one.cast(ballot))
    await seal_chains(database, [place.estate_id])
    async with database.glance() as session:
        message = (await session.scalars(select(Message).where(Message.account_id == two.person.account_id))).one()
    assert (message.phone, message.parameters, message.state) == (None, None, "waiting")


async def test_many_workers_and_a_second_round_make_one_message(database: Database) -> None:
    place, ballot, one, two = await couple(database, units=3)
    await cast(database, one.cast(ballot))
    await asyncio.gather(*(seal_chains(database, [place.estate_id]) for _ in range(4)))
    assert await told(database, two) == [0]

    async with database.transaction(SYSTEM) as tx:
        records = list(
            await tx.session.scalars(
                select(AuditRecord.id).where(AuditRecord.action == "ballot.cast", AuditRecord.subject_id == ballot.id)
            )
        )
        await tell_of_records(tx, records)
    assert await told(database, two) == [0]


async def test_the_same_key_again_tells_nobody_again(database: Database) -> None:
    place, ballot, one, two = await couple(database)
    request = one.cast(ballot, key=uuid4())
    await cast(database, request)
    await seal_chains(database, [place.estate_id])
    await cast(database, request)
    await seal_chains(database, [place.estate_id])
    assert await told(database, two) == [0]


async def test_a_hundred_votes_are_told_of_in_as_many_statements_as_one(database: Database) -> None:
    place = await make_place(database, units=101)
    couples = [(await make_co_owners(database, place, [unit]))[0] for unit in place.units]
    ballot = await open_ballot(database, place)
    ran: list[int] = []
    for some in (couples[:1], couples[1:]):
        outcomes = await cast_together(database, [one.cast(ballot) for one, _ in some])
        assert all(isinstance(outcome, Receipt) for outcome in outcomes)
        with counted_statements() as statements:
            await seal_chains(database, [place.estate_id])
        ran.append(len(statements))
    assert ran[0] == ran[1]
    assert await told(database, *(two for _, two in couples)) == list(range(101))
    assert await told(database, *(one for one, _ in couples)) == []


async def test_who_owns_alone_and_who_is_not_certified_is_told_nothing(database: Database) -> None:
    place = await make_place(database, units=2)
    neighbour = await make_voter(database, place, place.units[1:])
    (one, two), _ = await make_co_owners(database, place, place.units[:1])
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            update(Certification)
            .where(Certification.account_id == two.person.account_id)
            .values(ended_at=await tx.now(), ended_reason="released")
        )
    ballot = await open_ballot(database, place)
    await cast(database, one.cast(ballot))
    await cast(database, neighbour.cast(ballot))
    await seal_chains(database, [place.estate_id])
    assert await told(database, one, two, neighbour) == []


async def test_only_the_co_owners_of_what_was_cast_are_told_each_once(database: Database) -> None:
    place = await make_place(database, units=3)
    (one, two, three), _ = await make_co_owners(database, place, place.units[:2], 3)
    (four, five), _ = await make_co_owners(database, place, place.units[2:])
    ballot = await open_ballot(database, place)
    await cast(database, two.cast(ballot))
    await seal_chains(database, [place.estate_id])
    assert await told(database, one, two, three, four, five) == [0, 2]


async def test_who_deletes_their_account_before_it_is_sent_is_not_written_to(database: Database) -> None:
    place, ballot, one, two = await couple(database)
    await cast(database, one.cast(ballot))
    await seal_chains(database, [place.estate_id])
    async with database.transaction(replace(await acting(database, two.person), confirmed_recently=True)) as tx:
        await delete_account(tx)
    assert await texts_to(database, two.person.account_id) == []


async def test_who_has_deleted_their_account_is_not_told(database: Database) -> None:
    place, ballot, one, two = await couple(database)
    async with database.transaction(replace(await acting(database, two.person), confirmed_recently=True)) as tx:
        await delete_account(tx)
    await cast(database, one.cast(ballot))
    await seal_chains(database, [place.estate_id])
    assert await told(database, two) == []


async def test_what_the_voter_deletes_afterwards_does_not_stop_the_message(database: Database) -> None:
    place, ballot, one, two = await couple(database)
    await cast(database, one.cast(ballot))
    async with database.transaction(replace(await acting(database, one.person), confirmed_recently=True)) as tx:
        await delete_account(tx)
    await seal_chains(database, [place.estate_id])
    (text,) = await texts_to(database, two.person.account_id)
    assert "共有人王*0" in text


async def test_a_co_owner_reads_it_in_their_own_language(database: Database) -> None:
    place, ballot, one, two = await couple(database)
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(update(Account).where(Account.id == two.person.account_id).values(language="en"))
    await cast(database, one.cast(ballot))
    await seal_chains(database, [place.estate_id])
    (text,) = await texts_to(database, two.person.account_id)
    assert text.startswith("试验家园: co-owner 王*0 cast your unit's vote on")


async def test_a_unit_that_joins_late_is_told_of_to_its_other_owners(database: Database) -> None:
    place = await make_place(database, units=2)
    owner = await someone(database, place.units[0], name="张试验")
    partner = await make_voter(database, place, [])
    voter = await sign_in_owner(database)
    async with database.transaction(SYSTEM) as tx:
        both = [owner.owner_id, partner.owner_id]
        title = await give_title(tx, place.units[1], both, head_key=head_key(both))
        await put_certification(tx, partner.person.account_id, partner.owner_id, place.units[1], title, place.estate_id)
    ballot = await open_ballot(database, place)
    await certify(database, voter, owner.of(place.units[0]))
    who = replace(await acting(database, voter), confirmed_recently=True)
    await cast(database, Cast(who, ballot.id, uuid7(), ballot.picks(1), uuid7()))
    await seal_chains(database, [place.estate_id])
    assert await told(database, partner, voter.account_id) == []

    await certify(database, voter, owner.of(place.units[1]))

    assert await told(database, partner, voter.account_id) == [0]
    (text,) = await texts_to(database, partner.person.account_id)
    assert "共有人张*验" in text
