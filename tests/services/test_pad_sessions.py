"""Sessions of helpers with a reader: who may open one, for which hours, and what ends it."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from domain.rules.card_reads import CardReadState, PadKind
from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.rules.refusals import (
    BallotClosed,
    BallotSuspended,
    DeviceInUse,
    InvalidInput,
    NotFound,
    PadSessionOver,
)
from domain.rules.terms import BallotState
from domain.services import pad_sessions
from domain.store.database import Database
from tests.ballots import actor_of, make_open_ballot, make_organizer, settle, sign_in_organizer
from tests.people import make_place, sign_in_staff
from tests.readers import (
    Pad,
    clerk_of,
    make_bridge,
    make_pad,
    nonce_of,
    request,
    submit,
)
from tests.services.castings import end, open_ballot
from tests.services.certifying import someone
from tests.services.reading_cards import desk, seen


async def test_who_may_work_for_a_ballot(database: Database) -> None:
    place = await make_place(database, units=1)
    await settle(database, place)
    committee = await make_organizer(database, place)
    member = await sign_in_organizer(database, place, organizer_id=committee)
    ballot = await make_open_ballot(database, place, organizer_id=committee, author=member)
    bridge = await make_bridge(database, place)
    reviewer = await sign_in_staff(database, Role.STREET_REVIEWER, ScopeKind.STREET, place.street)
    company = await sign_in_organizer(database, place, Role.PROPERTY_COMPANY)
    district = await sign_in_staff(database, Role.DISTRICT, ScopeKind.DISTRICT, place.district)
    elsewhere = await clerk_of(database, await make_place(database))

    def opening(device_id: UUID) -> pad_sessions.OpenPadSession:
        return pad_sessions.OpenPadSession(ballot.id, device_id, PadKind.DOOR, "1单元", 2, "赵见证")

    for person in (member, reviewer):
        used = await make_bridge(database, place)
        async with database.transaction(await actor_of(database, person)) as tx:
            session = await pad_sessions.open_pad_session(tx, opening(used.device_id))
        assert session.operator_id == person.account_id
    for actor in (await actor_of(database, company), await actor_of(database, district), elsewhere, bridge.actor):
        with pytest.raises(NotFound):
            async with database.transaction(actor) as tx:
                await pad_sessions.open_pad_session(tx, opening(bridge.device_id))
    foreign = await make_bridge(database, await make_place(database))
    with pytest.raises(NotFound):
        async with database.transaction(await actor_of(database, member)) as tx:
            await pad_sessions.open_pad_session(tx, opening(foreign.device_id))


async def test_what_is_wrong_with_a_session_is_told_at_once(database: Database) -> None:
    place = await make_place(database, units=1)
    ballot = await make_open_ballot(database, place)
    bridge = await make_bridge(database, place)
    clerk = await clerk_of(database, place)
    wrong = pad_sessions.OpenPadSession(ballot.id, bridge.device_id, PadKind.DESK, " ", 13, "")
    with pytest.raises(InvalidInput) as caught:
        async with database.transaction(clerk) as tx:
            await pad_sessions.open_pad_session(tx, wrong)
    assert {fault.path for fault in caught.value.faults} == {"witness", "place", "hours"}
    # The people of the tests are all called so.
    with pytest.raises(InvalidInput) as caught:
        async with database.transaction(clerk) as tx:
            await pad_sessions.open_pad_session(tx, replace(wrong, place="大堂", hours=12, witness="李试验"))
    assert [fault.path for fault in caught.value.faults] == ["witness"]


async def test_a_reader_serves_one_helper_at_a_time(database: Database) -> None:
    place, ballot, pad, _ = await desk(database)
    with pytest.raises(DeviceInUse):
        await make_pad(database, place, ballot.id, bridge=pad.bridge)
    command = pad_sessions.OpenPadSession(ballot.id, pad.bridge.device_id, PadKind.DESK, "大堂", 1, "赵见证")
    async with database.transaction(pad.actor) as tx:
        again = await pad_sessions.open_pad_session(tx, command)
    with pytest.raises(PadSessionOver):
        await request(database, pad)
    async with database.transaction(pad.actor) as tx:
        await pad_sessions.end_pad_session(tx, again.id)
    await make_pad(database, place, ballot.id, bridge=pad.bridge)


async def test_two_helpers_who_take_one_reader_at_once_do_not_both_get_it(database: Database) -> None:
    place = await make_place(database, units=1)
    ballot = await make_open_ballot(database, place)
    bridge = await make_bridge(database, place)
    tries = (make_pad(database, place, ballot.id, bridge=bridge) for _ in range(4))
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(one, Pad) for one in outcomes) == 1
    assert sum(isinstance(one, DeviceInUse) for one in outcomes) == 3


async def test_the_street_ends_a_session_and_the_read_that_is_under_way(database: Database) -> None:
    place, _, pad, _ = await desk(database)
    asked = await request(database, pad)
    async with database.transaction(await clerk_of(database, place)) as tx:
        ended = await pad_sessions.end_pad_session(tx, pad.session.id)
    assert ended.ended_at is not None
    assert (await seen(database, pad, asked.request_id)).state is CardReadState.SESSION_OVER
    with pytest.raises(PadSessionOver):
        await request(database, pad)


async def test_a_session_ends_with_the_ballots_window(database: Database) -> None:
    place = await make_place(database, units=1)
    made = await open_ballot(database, place, closes_in=timedelta(minutes=30))
    pad = await make_pad(database, place, made.id, hours=12)
    assert pad.session.ends_at - pad.session.opened_at < timedelta(minutes=31)


async def test_at_the_hour_itself_the_session_is_over(database: Database) -> None:
    _, _, pad, owner = await desk(database)
    asked = await request(database, pad)
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text("UPDATE pad_sessions SET ends_at = domain_now() WHERE id = :id"), {"id": pad.session.id}
        )
    with pytest.raises(PadSessionOver):
        await request(database, pad)
    nonce = await nonce_of(database, asked.request_id)
    command = pad.bridge.submission(asked.request_id, nonce, pad.bridge.content(owner.number, owner.name))
    assert (await submit(database, pad.bridge, command)).progress.state is CardReadState.SESSION_OVER


async def test_a_ballot_that_is_suspended_or_closed_meanwhile_reads_no_card(database: Database) -> None:
    place = await make_place(database, units=1)
    owner = await someone(database, *place.units)
    for wanted, state, refusal in (
        (BallotState.SUSPENDED, CardReadState.BALLOT_SUSPENDED, BallotSuspended),
        (BallotState.CLOSED, CardReadState.BALLOT_CLOSED, BallotClosed),
    ):
        made = await open_ballot(database, place)
        pad = await make_pad(database, place, made.id)
        asked = await request(database, pad)
        nonce = await nonce_of(database, asked.request_id)
        command = pad.bridge.submission(asked.request_id, nonce, pad.bridge.content(owner.number, owner.name))
        # The session's hours would end with the window: here they are longer, so that the ballot itself is asked.
        async with database.transaction(SYSTEM) as tx:
            longer = "UPDATE pad_sessions SET ends_at = ends_at + interval '1 hour' WHERE id = :id"
            await tx.session.execute(text(longer), {"id": pad.session.id})
        if wanted is BallotState.SUSPENDED:
            async with database.transaction(SYSTEM) as tx:
                await tx.session.execute(
                    text(
                        "UPDATE ballots SET state = 'suspended', suspended_at = domain_now(),"
                        " suspension_reason = '设置有误' WHERE id = :id"
                    ),
                    {"id": made.id},
                )
        else:
            await end(database, made)
        assert (await submit(database, pad.bridge, command)).progress.state is state
        with pytest.raises(refusal):
            await request(database, pad)
