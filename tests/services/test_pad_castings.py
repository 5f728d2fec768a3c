"""Casting on a PAD: once by the token of a match, under every rule of a casting, and counted with the phones'."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, text

from domain.rules.card_reads import CardReadState
from domain.rules.policy import SYSTEM, Actor
from domain.rules.refusals import (
    AccountBelongsToAnotherOwner,
    AlreadyVoted,
    BallotClosed,
    BallotSuspended,
    ChoicesNotValid,
    KeyAlreadyUsed,
    MatchTokenNotValid,
    NotFound,
    NotSignedIn,
    OwnerHasAnotherAccount,
    PadSessionOver,
)
from domain.rules.terms import Channel
from domain.services import devices, pad_sessions
from domain.services.castings import Cast, Receipt, cast
from domain.services.devices import ChangeDevice
from domain.services.messages import compose
from domain.services.pad_castings import CastByMatchToken, cast_by_match_token
from domain.services.pad_views import card_read_of
from domain.services.sessions import actor_behind, open_session
from domain.store.database import Database
from domain.store.tables import (
    Account,
    AuditRecord,
    Casting,
    Certification,
    Consent,
    Message,
    PadCasting,
    Submission,
)
from tests.invariants import assert_invariants
from tests.people import Place, add_unit, give_title, make_place, sign_in_owner
from tests.readers import Pad, clerk_of, make_pad, read_card
from tests.services.castings import OpenBallot, Voter, make_co_owners, make_voter, open_ballot
from tests.services.certifying import Someone, acting, certify, someone
from tests.services.reading_cards import number_of
from workers.audit import seal_chains


async def door(
    database: Database, units: int = 2, closes_in: timedelta = timedelta(days=30)
) -> tuple[Place, OpenBallot, Pad, Someone]:
    """An open ballot, a helper with a reader, and an owner of all units who has no account."""
    place = await make_place(database, units=units)
    owner = await someone(database, *place.units)
    ballot = await open_ballot(database, place, closes_in=closes_in)
    return place, ballot, await make_pad(database, place, ballot.id), owner


async def token_of(database: Database, pad: Pad, number: str, name: str) -> str:
    """The token that the PAD is given for this card."""
    read = await read_card(database, pad, number, name)
    assert read.state is CardReadState.MATCHED
    view = await card_read_of(database, pad.actor, read.request_id)
    assert view is not None
    assert view.match is not None
    assert view.match.token is not None
    return view.match.token


def by_token(pad: Pad, ballot: OpenBallot, token: str, *positions: int, **others: Any) -> CastByMatchToken:
    return CastByMatchToken(
        others.get("actor", pad.actor), others.get("key") or uuid4(), ballot.picks(*positions), uuid4(), token
    )


async def rows(database: Database, ballot: OpenBallot) -> list[Casting]:
    async with database.read() as session:
        found = select(Casting).where(Casting.ballot_id == ballot.id).order_by(Casting.unit_id)
        return list(await session.scalars(found))


async def messages_to(database: Database, account: UUID) -> list[str]:
    async with database.read() as session:
        return list(await session.scalars(select(Message.template).where(Message.account_id == account)))


async def test_an_owner_without_a_phone_votes_for_all_their_units(database: Database) -> None:
    place, ballot, pad, owner = await door(database)
    token = await token_of(database, pad, owner.number, owner.name)
    receipt = await cast_by_match_token(database, by_token(pad, ballot, token))
    assert (receipt.heads, receipt.area, receipt.channel) == (1, 2 * 8835, Channel.PAD)
    assert sorted(receipt.units) == sorted(place.units)
    assert {(one.channel, one.account_id) for one in await rows(database, ballot)} == {
        ("pad", (await rows(database, ballot))[0].account_id)
    }
    async with database.read() as session:
        made = await session.get_one(PadCasting, receipt.id)
        submitted = await session.get_one(Submission, receipt.id)
        recorded = select(AuditRecord).where(AuditRecord.action == "ballot.cast", AuditRecord.subject_id == ballot.id)
        record = (await session.scalars(recorded)).one()
    assert (made.device_id, made.operator_id, made.sam_id) == (
        pad.bridge.device_id,
        pad.actor.account_id,
        pad.bridge.sam_id,
    )
    assert (made.pad_session_id, submitted.device_id) == (pad.session.id, pad.bridge.device_id)
    assert record.after is not None
    assert (record.after["channel"], record.after["operator"]) == ("pad", str(pad.actor.account_id))
    await assert_invariants(database, ballot.id)


async def test_an_owner_with_a_phone_is_told_on_it_and_so_are_co_owners(database: Database) -> None:
    place = await make_place(database, units=1)
    (one, two), _ = await make_co_owners(database, place, place.units)
    ballot = await open_ballot(database, place)
    pad = await make_pad(database, place, ballot.id)
    token = await token_of(database, pad, await number_of(database, one.owner_id), "王共0")
    await cast_by_match_token(database, by_token(pad, ballot, token))
    assert await messages_to(database, one.person.account_id) == ["voted_on_pad"]
    assert await messages_to(database, two.person.account_id) == []
    await seal_chains(database, [place.estate_id])
    assert await messages_to(database, one.person.account_id) == ["voted_on_pad"]
    assert await messages_to(database, two.person.account_id) == ["voted_by_co_owner"]
    async with database.transaction(SYSTEM) as tx:
        told = (await tx.session.scalars(select(Message).where(Message.account_id == one.person.account_id))).one()
        assert told.parameters is not None
        parameters = json.loads(tx.crypto.decrypt("messages.parameters", told.id, told.parameters))
    assert f"在{pad.session.place}用PAD投票" in compose(told.template, told.language, parameters).text
    await assert_invariants(database, ballot.id)


# The token


async def test_a_token_works_once_and_the_same_key_gets_the_same_receipt(database: Database) -> None:
    _, ballot, pad, owner = await door(database)
    token = await token_of(database, pad, owner.number, owner.name)
    command = by_token(pad, ballot, token)
    first = await cast_by_match_token(database, command)
    assert (await cast_by_match_token(database, command)) == first
    with pytest.raises(MatchTokenNotValid):
        await cast_by_match_token(database, replace(command, client_key=uuid4()))
    with pytest.raises(KeyAlreadyUsed):
        await cast_by_match_token(database, replace(command, choices=ballot.picks(1)))
    assert len(await rows(database, ballot)) == 2


async def test_what_was_cast_is_found_by_its_key_after_the_device_is_revoked_and_the_session_over(
    database: Database,
) -> None:
    place, ballot, pad, owner = await door(database)
    command = by_token(pad, ballot, await token_of(database, pad, owner.number, owner.name))
    receipt = await cast_by_match_token(database, command)
    async with database.transaction(await clerk_of(database, place)) as tx:
        await devices.revoke_device(tx, ChangeDevice(pad.bridge.device_id, "读卡器遗失"))
    assert (await cast_by_match_token(database, command)) == receipt
    with pytest.raises(MatchTokenNotValid):
        await cast_by_match_token(database, replace(command, client_key=uuid4()))


async def test_a_token_used_ten_times_at_once_casts_once(database: Database) -> None:
    _, ballot, pad, owner = await door(database)
    token = await token_of(database, pad, owner.number, owner.name)
    tries = (cast_by_match_token(database, by_token(pad, ballot, token, n % 3)) for n in range(10))
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    assert sum(isinstance(one, Receipt) for one in outcomes) == 1
    assert sum(isinstance(one, MatchTokenNotValid) for one in outcomes) == 9
    assert len(await rows(database, ballot)) == 2
    await assert_invariants(database, ballot.id)


async def test_the_same_request_ten_times_at_once_is_one_receipt_ten_times(database: Database) -> None:
    _, ballot, pad, owner = await door(database)
    command = by_token(pad, ballot, await token_of(database, pad, owner.number, owner.name))
    receipts = await asyncio.gather(*(cast_by_match_token(database, command) for _ in range(10)))
    assert len({one.id for one in receipts}) == 1


@pytest.mark.parametrize(("seconds", "good"), [(299, True), (300, False)])
async def test_a_token_lives_for_five_minutes(database: Database, seconds: int, good: bool) -> None:
    _, ballot, pad, owner = await door(database)
    token = await token_of(database, pad, owner.number, owner.name)
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text(
                "UPDATE match_tokens SET expires_at = expires_at - :by * interval '1 second' WHERE card_read_id IN"
                " (SELECT id FROM card_reads WHERE pad_session_id = :pad)"
            ),
            {"by": seconds, "pad": pad.session.id},
        )
    if good:
        assert (await cast_by_match_token(database, by_token(pad, ballot, token))).heads == 1
    else:
        with pytest.raises(MatchTokenNotValid):
            await cast_by_match_token(database, by_token(pad, ballot, token))


async def test_a_token_is_its_own_helpers_alone(database: Database) -> None:
    place, ballot, pad, owner = await door(database)
    token = await token_of(database, pad, owner.number, owner.name)
    other = await make_pad(database, place, ballot.id)
    with pytest.raises(NotFound):
        await cast_by_match_token(database, by_token(other, ballot, token))
    with pytest.raises(NotFound):
        await cast_by_match_token(database, by_token(pad, ballot, "0" * 64))
    with pytest.raises(NotFound):
        await cast_by_match_token(database, by_token(pad, ballot, token, actor=pad.bridge.actor))
    with pytest.raises(NotSignedIn):
        await cast_by_match_token(database, by_token(pad, ballot, token, actor=Actor()))
    assert (await cast_by_match_token(database, by_token(pad, ballot, token))).heads == 1


async def test_a_refused_answer_leaves_the_token_good(database: Database) -> None:
    _, ballot, pad, owner = await door(database)
    token = await token_of(database, pad, owner.number, owner.name)
    with pytest.raises(ChoicesNotValid):
        await cast_by_match_token(database, replace(by_token(pad, ballot, token), choices=()))
    assert (await cast_by_match_token(database, by_token(pad, ballot, token))).heads == 1


async def test_after_the_session_or_the_device_is_gone_the_token_is_too(database: Database) -> None:
    place, ballot, pad, owner = await door(database)
    token = await token_of(database, pad, owner.number, owner.name)
    async with database.transaction(pad.actor) as tx:
        await pad_sessions.end_pad_session(tx, pad.session.id)
    with pytest.raises(PadSessionOver):
        await cast_by_match_token(database, by_token(pad, ballot, token))

    pad = await make_pad(database, place, ballot.id)
    token = await token_of(database, pad, owner.number, owner.name)
    async with database.transaction(await clerk_of(database, place)) as tx:
        await devices.revoke_device(tx, ChangeDevice(pad.bridge.device_id, "读卡器遗失"))
    with pytest.raises(MatchTokenNotValid):
        await cast_by_match_token(database, by_token(pad, ballot, token))
    assert await rows(database, ballot) == []


# The rules of a casting


async def test_a_co_owner_who_comes_second_is_told_who_and_when(database: Database) -> None:
    place = await make_place(database, units=1)
    first = await someone(database, name="王第一")
    second = await someone(database, name="李第二")
    async with database.transaction(SYSTEM) as tx:
        await give_title(tx, place.units[0], [first.owner_id, second.owner_id], head_key=uuid4())
    ballot = await open_ballot(database, place)
    pad = await make_pad(database, place, ballot.id)
    both = [await token_of(database, pad, one.number, one.name) for one in (first, second)]
    receipt = await cast_by_match_token(database, by_token(pad, ballot, both[0]))
    with pytest.raises(AlreadyVoted) as caught:
        await cast_by_match_token(database, by_token(pad, ballot, both[1]))
    assert (caught.value.cast_at, caught.value.masked_name) == (receipt.cast_at, "王*一")
    read = await read_card(database, pad, second.number, second.name)
    assert read.state is CardReadState.ALREADY_VOTED
    await assert_invariants(database, ballot.id)


async def test_the_ballot_is_asked_again_at_the_casting(database: Database) -> None:
    _, ballot, pad, owner = await door(database)
    token = await token_of(database, pad, owner.number, owner.name)
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text(
                "UPDATE ballots SET state = 'suspended', suspended_at = domain_now(), suspension_reason = '设置有误'"
                " WHERE id = :id"
            ),
            {"id": ballot.id},
        )
    with pytest.raises(BallotSuspended):
        await cast_by_match_token(database, by_token(pad, ballot, token))


async def test_the_deadline_passes_while_pads_are_casting(database: Database) -> None:
    """No PAD vote at the deadline or later, whoever waited for whom (operation guide: the deadline)."""
    place = await make_place(database, units=6)
    owners = [await someone(database, unit) for unit in place.units]
    ballot = await open_ballot(database, place, closes_in=timedelta(seconds=15))
    pad = await make_pad(database, place, ballot.id)
    async with database.transaction(SYSTEM) as tx:
        longer = "UPDATE pad_sessions SET ends_at = ends_at + interval '1 hour' WHERE id = :id"
        await tx.session.execute(text(longer), {"id": pad.session.id})
    tokens = [await token_of(database, pad, one.number, one.name) for one in owners]
    async with database.read() as session:
        left = await session.scalar(
            text("SELECT extract(epoch FROM closes_at - domain_now())::float8 FROM ballots WHERE id = :id"),
            {"id": ballot.id},
        )

    async def late(number: int) -> Receipt:
        await asyncio.sleep(max(0, left - 0.15) + number * 0.06)
        return await cast_by_match_token(database, by_token(pad, ballot, tokens[number]))

    outcomes = await asyncio.gather(*(late(number) for number in range(6)), return_exceptions=True)
    assert isinstance(outcomes[-1], BallotClosed)
    assert {type(one) for one in outcomes} <= {Receipt, BallotClosed}
    assert len(await rows(database, ballot)) == sum(isinstance(one, Receipt) for one in outcomes)
    await assert_invariants(database, ballot.id)


async def test_phone_and_pad_for_the_same_unit_at_once_are_one_vote(database: Database) -> None:
    """I1 and I9 as a race: one is recorded, the other is told by whom."""
    place = await make_place(database, units=8)
    voters: list[Voter] = [await make_voter(database, place, [unit]) for unit in place.units]
    ballot = await open_ballot(database, place)
    pad = await make_pad(database, place, ballot.id)
    tokens = [await token_of(database, pad, await number_of(database, voter.owner_id), "张试验") for voter in voters]

    async def both(number: int) -> list[Any]:
        phone: Cast = voters[number].cast(ballot, 0)
        pads = by_token(pad, ballot, tokens[number], 1)
        ways = (cast(database, phone), cast_by_match_token(database, pads))
        return list(await asyncio.gather(*(ways if number % 2 else ways[::-1]), return_exceptions=True))

    for outcomes in await asyncio.gather(*(both(number) for number in range(8))):
        assert sorted(type(one).__name__ for one in outcomes) == ["AlreadyVoted", "Receipt"]
    assert len(await rows(database, ballot)) == 8
    await assert_invariants(database, ballot.id)


async def test_two_co_owners_on_two_pads_at_once_are_one_vote(database: Database) -> None:
    place = await make_place(database, units=1)
    pair = [await someone(database, name=name) for name in ("王第一", "李第二")]
    async with database.transaction(SYSTEM) as tx:
        await give_title(tx, place.units[0], [one.owner_id for one in pair], head_key=uuid4())
    ballot = await open_ballot(database, place)
    pads = [await make_pad(database, place, ballot.id) for _ in pair]
    tokens = [await token_of(database, pad, one.number, one.name) for pad, one in zip(pads, pair, strict=True)]
    outcomes = await asyncio.gather(
        *(cast_by_match_token(database, by_token(pad, ballot, token)) for pad, token in zip(pads, tokens, strict=True)),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["AlreadyVoted", "Receipt"]
    assert len(await rows(database, ballot)) == 1
    await assert_invariants(database, ballot.id)


# One owner, one account


async def test_a_phone_that_certifies_later_takes_over_what_the_card_held_and_cannot_vote_again(
    database: Database,
) -> None:
    place, ballot, pad, owner = await door(database)
    token = await token_of(database, pad, owner.number, owner.name)
    await cast_by_match_token(database, by_token(pad, ballot, token))
    person = await sign_in_owner(database)
    certified = await certify(database, person, owner.of(place.units[0]))
    assert certified.other_unit_ids == ()
    async with database.read() as session:
        live = select(Certification.account_id).where(
            Certification.owner_id == owner.owner_id, Certification.ended_at.is_(None)
        )
        assert set(await session.scalars(live)) == {person.account_id}
        bound = select(func.count()).where(Account.owner_id == owner.owner_id)
        assert await session.scalar(bound) == 1
        agreed = select(Consent.kind).where(Consent.account_id == person.account_id)
        assert set(await session.scalars(agreed)) == {"card_read", "document_number"}
    voter = Voter(person, owner.owner_id, replace(await acting(database, person), confirmed_recently=True), place.units)
    with pytest.raises(AlreadyVoted):
        await cast(database, voter.cast(ballot))
    await assert_invariants(database, ballot.id)


async def test_a_second_phone_is_refused_whether_or_not_a_card_was_read(database: Database) -> None:
    place, ballot, pad, owner = await door(database)
    first, second = await sign_in_owner(database), await sign_in_owner(database)
    await certify(database, first, owner.of(place.units[0]))
    token = await token_of(database, pad, owner.number, owner.name)
    with pytest.raises(OwnerHasAnotherAccount):
        await certify(database, second, owner.of(place.units[0]))
    await cast_by_match_token(database, by_token(pad, ballot, token))
    async with database.read() as session:
        made = await session.scalars(select(Submission.account_id).where(Submission.ballot_id == ballot.id))
    assert list(made) == [first.account_id]


async def test_nobody_signs_in_to_an_account_without_a_way_in(database: Database) -> None:
    _, _, pad, owner = await door(database)
    await token_of(database, pad, owner.number, owner.name)
    async with database.transaction(SYSTEM) as tx:
        account = (await tx.session.scalars(select(Account).where(Account.owner_id == owner.owner_id))).one()
        opened = await open_session(tx, account.id, timedelta(days=1))
    async with database.glance() as session:
        assert (await actor_behind(session, opened.token)).account_id is None


async def test_a_phone_of_somebody_else_is_not_bound_by_a_card(database: Database) -> None:
    place, _, pad, owner = await door(database)
    other = await make_place(database, units=1)
    stranger, person = await someone(database, *other.units, name="李别人"), await sign_in_owner(database)
    await certify(database, person, stranger.of(other.units[0]))
    await token_of(database, pad, owner.number, owner.name)
    with pytest.raises(AccountBelongsToAnotherOwner):
        await certify(database, person, owner.of(place.units[0]))
    async with database.read() as session:
        still = await session.get_one(Account, person.account_id)
    assert still.owner_id == stranger.owner_id


async def test_card_and_phone_at_once_leave_one_account(database: Database) -> None:
    for _ in range(5):
        place, ballot, pad, owner = await door(database, units=1)
        person = await sign_in_owner(database)
        outcomes = await asyncio.gather(
            token_of(database, pad, owner.number, owner.name),
            certify(database, person, owner.of(place.units[0])),
            return_exceptions=True,
        )
        assert not [one for one in outcomes if isinstance(one, Exception)]
        async with database.read() as session:
            bound = select(func.count()).where(Account.owner_id == owner.owner_id, Account.state != "disabled")
            assert await session.scalar(bound) == 1
            live = select(func.count()).where(
                Certification.owner_id == owner.owner_id, Certification.ended_at.is_(None)
            )
            assert await session.scalar(live) == 1
        await assert_invariants(database, ballot.id)


async def test_a_unit_certified_by_phone_later_joins_what_was_chosen_on_the_pad(database: Database) -> None:
    """A unit certified later, before the close, joins with the same choices (product: rules that are easy to miss)."""
    place = await make_place(database, units=1)
    async with database.transaction(SYSTEM) as tx:
        second = add_unit(tx, place, "999")
    co_owner = await someone(database, name="王别人")
    owner = await someone(database, place.units[0])
    ballot = await open_ballot(database, place)
    pad = await make_pad(database, place, ballot.id)
    token = await token_of(database, pad, owner.number, owner.name)
    await cast_by_match_token(database, by_token(pad, ballot, token, 1))
    async with database.transaction(SYSTEM) as tx:
        await give_title(tx, second, [owner.owner_id, co_owner.owner_id], head_key=uuid4())
    person = await sign_in_owner(database)
    await certify(database, person, owner.of(second))
    castings = {one.unit_id: one for one in await rows(database, ballot)}
    assert castings[second].channel == "late_certification"
    assert castings[second].choices == castings[place.units[0]].choices
