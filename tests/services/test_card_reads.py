"""Reads of cards: asked for by a helper, answered by the reader, matched to an owner; what is not right is refused."""

import asyncio
import secrets
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, text, update

from domain.rules.card_reads import CardReadFault, CardReadState, PadKind, ReaderState
from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.rules.refusals import (
    BallotClosed,
    BallotSuspended,
    CardReadOver,
    DeviceInUse,
    DeviceNotAccepted,
    EnvelopeRefused,
    InvalidInput,
    NotFound,
    PadSessionOver,
    ReaderNotAccepted,
)
from domain.rules.terms import BallotState, DocumentKind
from domain.services import card_reads, devices, pad_sessions
from domain.services.card_reads import ReportCardProgress, RequestCardRead, SubmitCardRead
from domain.services.castings import cast
from domain.services.devices import ChangeDevice
from domain.services.pad_views import CardReadView, card_read_of
from domain.store.database import Database
from domain.store.tables import Account, Alarm, CardRead, Certification, Consent, Owner
from tests.ballots import MadeBallot, actor_of, make_open_ballot, make_organizer, settle, sign_in_organizer
from tests.people import Place, add_unit, give_title, make_owner, make_place, new_id_card, sign_in_staff
from tests.readers import (
    CONSENT,
    Pad,
    clerk_of,
    make_bridge,
    make_pad,
    new_sam_id,
    nonce_of,
    read_card,
    report,
    request,
    sign_in,
    submission,
    submit,
)
from tests.services.castings import make_voter, open_ballot
from tests.services.certifying import Someone, someone
from tests.services.raw_tables import tables_with


async def desk(database: Database, units: int = 2) -> tuple[Place, MadeBallot, Pad, Someone]:
    """An open ballot, a helper with a reader, and an owner of all units who has no account."""
    place = await make_place(database, units=units)
    owner = await someone(database, *place.units)
    ballot = await make_open_ballot(database, place)
    return place, ballot, await make_pad(database, place, ballot.id), owner


async def seen(database: Database, pad: Pad, request_id: UUID) -> CardReadView:
    view = await card_read_of(database, pad.actor, request_id)
    assert view is not None
    return view


async def alarms_of(database: Database, pad: Pad) -> list[str]:
    async with database.read() as session:
        found = select(Alarm.kind).where(Alarm.subject_id == pad.bridge.device_id).order_by(Alarm.id)
        return list(await session.scalars(found))


async def row_of(database: Database, request_id: UUID) -> CardRead:
    async with database.read() as session:
        return await session.get_one(CardRead, request_id)


async def test_an_owner_without_an_account_is_matched_certified_and_shown_masked(database: Database) -> None:
    place, _, pad, owner = await desk(database)
    read = await read_card(database, pad, owner.number, owner.name)
    assert read.state is CardReadState.MATCHED
    view = await seen(database, pad, read.request_id)
    assert view.match is not None
    assert (view.match.masked_name, view.match.last_four) == ("张*验", owner.number[-4:])
    assert (view.match.heads, view.match.area) == (1, 2 * 8835)
    assert sorted(one.unit_id for one in view.match.units) == sorted(place.units)
    assert view.match.token is not None
    assert view.match.flags == ()
    async with database.read() as session:
        account = (await session.scalars(select(Account).where(Account.owner_id == owner.owner_id))).one()
        certified = select(Certification).where(Certification.owner_id == owner.owner_id)
        certifications = (await session.scalars(certified)).all()
        consent = (await session.scalars(select(Consent).where(Consent.account_id == account.id))).one()
    assert (account.kind, account.phone, account.login) == ("card", None, None)
    assert {(one.method, one.account_id) for one in certifications} == {("card_reader", account.id)}
    assert (consent.kind, consent.version) == ("card_read", CONSENT)


async def test_an_owner_with_a_phone_keeps_the_one_account(database: Database) -> None:
    place = await make_place(database, units=2)
    residents = await settle(database, place, place.units[:1])
    ballot = await make_open_ballot(database, place)
    pad = await make_pad(database, place, ballot.id)
    number = await number_of(database, residents[0].owner_id)
    read = await read_card(database, pad, number, "张试验")
    assert read.state is CardReadState.MATCHED
    assert (await row_of(database, read.request_id)).account_id == residents[0].person.account_id
    async with database.read() as session:
        count = await session.scalar(
            select(func.count()).select_from(Account).where(Account.owner_id == residents[0].owner_id)
        )
    assert count == 1


async def test_a_phone_whose_certifications_have_ended_is_given_nothing_by_a_card(database: Database) -> None:
    place = await make_place(database, units=1)
    resident = (await settle(database, place))[0]
    ballot = await make_open_ballot(database, place)
    pad = await make_pad(database, place, ballot.id)
    async with database.transaction(SYSTEM) as tx:
        ended = update(Certification).where(Certification.owner_id == resident.owner_id)
        await tx.session.execute(ended.values(ended_at=func.domain_now(), ended_reason="released"))
    read = await read_card(database, pad, await number_of(database, resident.owner_id), "张试验")
    assert read.state is CardReadState.MATCHED
    row = await row_of(database, read.request_id)
    assert row.account_id != resident.person.account_id
    async with database.read() as session:
        phone = await session.get_one(Account, resident.person.account_id)
        card = await session.get_one(Account, row.account_id)
    assert (phone.owner_id, card.kind, card.owner_id) == (None, "card", resident.owner_id)


async def number_of(database: Database, owner_id: UUID) -> str:
    async with database.read() as session:
        owner = await session.get_one(Owner, owner_id)
        return database.crypto.decrypt("owners.document_number", owner.id, owner.document_number)


async def test_a_number_nobody_here_has_matches_nobody(database: Database) -> None:
    _, _, pad, _ = await desk(database)
    elsewhere = await make_place(database, units=1)
    stranger = await someone(database, *elsewhere.units)
    for number in (new_id_card(), stranger.number):
        read = await read_card(database, pad, number, "张试验")
        assert read.state is CardReadState.NO_MATCH
        row = await row_of(database, read.request_id)
        assert (row.owner_id, row.account_id) == (None, None)
        assert (await seen(database, pad, read.request_id)).match is None


async def test_a_name_that_differs_stops_it_and_certifies_nothing(database: Database) -> None:
    _, _, pad, owner = await desk(database)
    read = await read_card(database, pad, owner.number, "李试验")
    assert read.state is CardReadState.NAME_DIFFERS
    async with database.read() as session:
        assert await session.scalar(select(func.count()).where(Certification.owner_id == owner.owner_id)) == 0


async def test_a_private_character_is_flagged_for_a_persons_eye(database: Database) -> None:
    place = await make_place(database, units=1)
    owner = await someone(database, *place.units, name="张䶮验")
    ballot = await make_open_ballot(database, place)
    pad = await make_pad(database, place, ballot.id)
    read = await read_card(database, pad, owner.number, "张\ue863验")
    view = await seen(database, pad, read.request_id)
    assert view.match is not None
    assert [flag.value for flag in view.match.flags] == ["private_use_name"]


async def test_a_card_that_has_expired_says_so(database: Database) -> None:
    _, _, pad, owner = await desk(database)
    read = await read_card(database, pad, owner.number, owner.name, validTo="2020-01-01")
    assert read.state is CardReadState.CARD_EXPIRED


async def test_a_permit_matches_its_own_kind_of_document_only(database: Database) -> None:
    place = await make_place(database, units=1)
    number = new_id_card()
    async with database.transaction(SYSTEM) as tx:
        owner = await make_owner(tx, "甲试验", number)
        index = tx.crypto.index(f"document:{DocumentKind.RESIDENCE_PERMIT}", number)
        await tx.session.execute(
            update(Owner)
            .where(Owner.id == owner)
            .values(document_kind=DocumentKind.RESIDENCE_PERMIT, document_index=index)
        )
        await give_title(tx, place.units[0], [owner], head_key=owner)
    ballot = await make_open_ballot(database, place)
    pad = await make_pad(database, place, ballot.id)
    assert (await read_card(database, pad, number, "甲试验")).state is CardReadState.NO_MATCH
    assert (await read_card(database, pad, number, "甲试验", kind="hmt_permit")).state is CardReadState.MATCHED
    other = await read_card(database, pad, new_id_card(), "乙试验", kind="hmt_permit")
    assert other.state is CardReadState.FOREIGN_CARD


async def test_an_owner_whose_units_are_outside_the_roll_has_none_in_scope(database: Database) -> None:
    place, _, pad, _ = await desk(database)
    async with database.transaction(SYSTEM) as tx:
        late = add_unit(tx, place, "999")
    owner = await someone(database, late)
    read = await read_card(database, pad, owner.number, owner.name)
    assert read.state is CardReadState.NO_UNIT_IN_SCOPE
    async with database.read() as session:
        assert await session.scalar(select(func.count()).where(Certification.owner_id == owner.owner_id)) == 0


async def test_who_has_voted_already_is_told_when_and_by_whom(database: Database) -> None:
    place = await make_place(database, units=1)
    voter = await make_voter(database, place, place.units)
    made = await open_ballot(database, place)
    receipt = await cast(database, voter.cast(made))
    pad = await make_pad(database, place, made.id)
    read = await read_card(database, pad, await number_of(database, voter.owner_id), "张试验")
    view = await seen(database, pad, read.request_id)
    assert view.state is CardReadState.ALREADY_VOTED
    assert view.match is not None
    assert view.match.token is None
    assert view.match.earlier is not None
    assert (view.match.earlier.cast_at, view.match.earlier.masked_name) == (receipt.cast_at, "张*验")
    assert [one.is_cast for one in view.match.units] == [True]


# The envelope


async def test_the_same_submission_again_gets_the_same_answer_and_another_one_an_alarm(database: Database) -> None:
    _, _, pad, owner = await desk(database)
    asked = await request(database, pad)
    nonce = await nonce_of(database, asked.request_id)
    content = pad.bridge.content(owner.number, owner.name)
    first = pad.bridge.submission(asked.request_id, nonce, content)
    answers = [await submit(database, pad.bridge, first) for _ in range(3)]
    assert {(one.progress.state, one.refusal) for one in answers} == {(CardReadState.MATCHED, None)}
    again = pad.bridge.submission(asked.request_id, nonce, content)
    assert isinstance((await submit(database, pad.bridge, again)).refusal, EnvelopeRefused)
    assert await alarms_of(database, pad) == ["envelope_refused"]


async def test_one_submission_sent_ten_times_at_once_is_matched_once(database: Database) -> None:
    _, _, pad, owner = await desk(database)
    asked = await request(database, pad)
    nonce = await nonce_of(database, asked.request_id)
    command = pad.bridge.submission(asked.request_id, nonce, pad.bridge.content(owner.number, owner.name))
    answers = await asyncio.gather(*(submit(database, pad.bridge, command) for _ in range(10)))
    assert {(one.progress.state, one.refusal) for one in answers} == {(CardReadState.MATCHED, None)}
    async with database.read() as session:
        assert await session.scalar(select(func.count()).where(Account.owner_id == owner.owner_id)) == 1
        made = select(func.count()).where(Certification.owner_id == owner.owner_id)
        assert await session.scalar(made) == 2


async def test_a_thousand_envelopes_that_are_not_right_are_a_thousand_refusals(database: Database) -> None:
    """Replayed, reordered, altered, stale and foreign: nothing of any of them is taken."""
    place, _, pad, owner = await desk(database)
    bridge, other = pad.bridge, await make_bridge(database, place)
    old = await request(database, pad)
    old_nonce = await nonce_of(database, old.request_id)
    used = bridge.submission(old.request_id, old_nonce, bridge.content(owner.number, owner.name))
    assert (await submit(database, bridge, used)).refusal is None

    asked = await request(database, pad)
    nonce = await nonce_of(database, asked.request_id)
    content = bridge.content(owner.number, owner.name)
    sealed = bridge.seal(asked.request_id, nonce, content)
    sequence = bridge.sequence + 1
    signature = bridge.sign(asked.request_id, nonce, sequence, sealed)

    def altered(sealed_bytes: bytes, at: int) -> bytes:
        place_in = at % len(sealed_bytes)
        return sealed_bytes[:place_in] + bytes([sealed_bytes[place_in] ^ (1 << at % 8)]) + sealed_bytes[place_in + 1 :]

    def wrong(number: int) -> SubmitCardRead:
        match number % 8:
            case 0:  # a byte of the sealed read is another
                return submission(asked.request_id, sequence, altered(sealed, number * 7), signature)
            case 1:  # a bit of the signature is another
                return submission(asked.request_id, sequence, sealed, altered(signature, number))
            case 2:  # signed for another number
                return submission(asked.request_id, sequence + 1 + number, sealed, signature)
            case 3:  # an old number, signed anew: replayed or reordered
                earlier = 1 + number % bridge.sequence
                return submission(
                    asked.request_id, earlier, sealed, bridge.sign(asked.request_id, nonce, earlier, sealed)
                )
            case 4:  # the earlier request's envelope for this one
                return replace(used, request_id=asked.request_id)
            case 5:  # signed by another device
                return submission(
                    asked.request_id, sequence, sealed, other.sign(asked.request_id, nonce, sequence, sealed)
                )
            case 6:  # sealed for another request, signed for this one
                foreign = bridge.seal(old.request_id, old_nonce, content)
                return submission(
                    asked.request_id, sequence, foreign, bridge.sign(asked.request_id, nonce, sequence, foreign)
                )
            case _:  # altered, and signed anew
                bad = altered(sealed, number)
                return submission(asked.request_id, sequence, bad, bridge.sign(asked.request_id, nonce, sequence, bad))

    refused = 0
    for number in range(1000):
        answer = await submit(database, bridge, wrong(number))
        refused += isinstance(answer.refusal, EnvelopeRefused)
    assert refused == 1000
    row = await row_of(database, asked.request_id)
    assert (row.envelope_hash, row.owner_id) == (None, None)
    assert await alarms_of(database, pad) == ["envelope_refused"]
    # The right one is still taken: nothing that went wrong has used it up.
    right = submission(asked.request_id, sequence, sealed, signature)
    assert (await submit(database, bridge, right)).progress.state is CardReadState.MATCHED


async def test_another_device_finds_nothing_of_a_request(database: Database) -> None:
    place, _, pad, owner = await desk(database)
    other = await make_bridge(database, place)
    asked = await request(database, pad)
    nonce = await nonce_of(database, asked.request_id)
    content = other.content(owner.number, owner.name)
    with pytest.raises(NotFound):
        await submit(database, other, other.submission(asked.request_id, nonce, content))
    with pytest.raises(NotFound):
        async with database.transaction(other.actor) as tx:
            await card_reads.report_card_progress(tx, ReportCardProgress(asked.request_id, CardReadState.READING, None))


@pytest.mark.parametrize(("seconds", "over"), [(59, False), (60, True)])
async def test_a_request_lives_for_sixty_seconds(database: Database, seconds: int, over: bool) -> None:
    _, _, pad, owner = await desk(database)
    asked = await request(database, pad)
    nonce = await nonce_of(database, asked.request_id)
    command = pad.bridge.submission(asked.request_id, nonce, pad.bridge.content(owner.number, owner.name))
    async with database.transaction(SYSTEM) as tx:
        older = CardRead.expires_at - timedelta(seconds=seconds)
        await tx.session.execute(update(CardRead).where(CardRead.id == asked.request_id).values(expires_at=older))
    if over:
        assert (await seen(database, pad, asked.request_id)).state is CardReadState.EXPIRED
    answer = await submit(database, pad.bridge, command)
    assert isinstance(answer.refusal, CardReadOver) == over
    assert answer.progress.state is (CardReadState.EXPIRED if over else CardReadState.MATCHED)


async def test_a_cancelled_request_takes_no_read(database: Database) -> None:
    _, _, pad, owner = await desk(database)
    asked = await request(database, pad)
    nonce = await nonce_of(database, asked.request_id)
    async with database.transaction(pad.actor) as tx:
        cancelled = await card_reads.cancel_card_read(tx, asked.request_id)
    assert cancelled.state is CardReadState.CANCELLED
    command = pad.bridge.submission(asked.request_id, nonce, pad.bridge.content(owner.number, owner.name))
    assert isinstance((await submit(database, pad.bridge, command)).refusal, CardReadOver)
    assert (await seen(database, pad, asked.request_id)).state is CardReadState.CANCELLED


async def test_a_new_request_ends_the_one_before(database: Database) -> None:
    _, _, pad, _ = await desk(database)
    first, second = await request(database, pad), await request(database, pad)
    assert (await seen(database, pad, first.request_id)).state is CardReadState.CANCELLED
    assert (await seen(database, pad, second.request_id)).state is CardReadState.WAITING_FOR_READER


async def test_another_reader_than_the_pinned_one_matches_nobody(database: Database) -> None:
    _, _, pad, owner = await desk(database)
    asked = await request(database, pad)
    nonce = await nonce_of(database, asked.request_id)
    content = pad.bridge.content(owner.number, owner.name, samId=new_sam_id())
    answer = await submit(database, pad.bridge, pad.bridge.submission(asked.request_id, nonce, content))
    assert isinstance(answer.refusal, ReaderNotAccepted)
    assert await alarms_of(database, pad) == ["envelope_refused"]
    with pytest.raises(ReaderNotAccepted):
        await request(database, pad)


# What the PAD sees on the way


async def test_progress_is_shown_and_a_card_pulled_too_early_may_be_put_back(database: Database) -> None:
    _, _, pad, owner = await desk(database)
    asked = await request(database, pad)
    nonce = await nonce_of(database, asked.request_id)
    seqs = [(await seen(database, pad, asked.request_id)).seq]
    for state, fault in (
        (CardReadState.WAITING_FOR_CARD, None),
        (CardReadState.READING, None),
        (CardReadState.READ_ERROR, CardReadFault.CARD_MOVED),
        (CardReadState.READING, None),
    ):
        async with database.transaction(pad.bridge.actor) as tx:
            await card_reads.report_card_progress(tx, ReportCardProgress(asked.request_id, state, fault))
        view = await seen(database, pad, asked.request_id)
        assert (view.state, view.fault) == (state, fault)
        seqs.append(view.seq)
    content = pad.bridge.content(owner.number, owner.name)
    await submit(database, pad.bridge, pad.bridge.submission(asked.request_id, nonce, content))
    async with database.transaction(pad.bridge.actor) as tx:
        late = await card_reads.report_card_progress(
            tx, ReportCardProgress(asked.request_id, CardReadState.READING, None)
        )
    assert late.state is CardReadState.MATCHED
    seqs.append((await seen(database, pad, asked.request_id)).seq)
    assert seqs == sorted(set(seqs))


async def test_a_bridge_does_not_report_what_is_the_servers_to_say(database: Database) -> None:
    _, _, pad, _ = await desk(database)
    asked = await request(database, pad)
    for state in (CardReadState.MATCHED, CardReadState.EXPIRED, CardReadState.WAITING_FOR_READER):
        with pytest.raises(InvalidInput):
            async with database.transaction(pad.bridge.actor) as tx:
                await card_reads.report_card_progress(tx, ReportCardProgress(asked.request_id, state, None))


async def test_a_reader_that_goes_away_shows_and_may_come_back(database: Database) -> None:
    _, _, pad, owner = await desk(database)
    asked = await request(database, pad)
    await report(database, pad.bridge, ReaderState.LOST)
    view = await seen(database, pad, asked.request_id)
    assert (view.state, view.fault) == (CardReadState.READER_OFFLINE, CardReadFault.READER_LOST)
    nonce = await nonce_of(database, asked.request_id)
    command = pad.bridge.submission(asked.request_id, nonce, pad.bridge.content(owner.number, owner.name))
    assert (await submit(database, pad.bridge, command)).progress.state is CardReadState.MATCHED


async def test_a_reader_that_was_not_heard_of_is_offline(database: Database) -> None:
    _, _, pad, _ = await desk(database)
    async with database.transaction(SYSTEM) as tx:
        silent = "UPDATE devices SET health_at = clock_timestamp() - interval '40 seconds' WHERE id = :id"
        await tx.session.execute(text(silent), {"id": pad.bridge.device_id})
    asked = await request(database, pad)
    assert asked.state is CardReadState.READER_OFFLINE
    assert (await seen(database, pad, asked.request_id)).state is CardReadState.READER_OFFLINE


async def test_a_revoked_device_ends_the_read_and_takes_no_more(database: Database) -> None:
    place, _, pad, owner = await desk(database)
    asked = await request(database, pad)
    nonce = await nonce_of(database, asked.request_id)
    command = pad.bridge.submission(asked.request_id, nonce, pad.bridge.content(owner.number, owner.name))
    async with database.transaction(await clerk_of(database, place)) as tx:
        await devices.revoke_device(tx, ChangeDevice(pad.bridge.device_id, "读卡器遗失"))
    assert (await seen(database, pad, asked.request_id)).state is CardReadState.READER_REVOKED
    with pytest.raises(NotFound):
        await submit(database, pad.bridge, command)
    with pytest.raises(DeviceNotAccepted):
        await request(database, pad)


async def test_what_was_matched_is_gone_from_the_screen_after_five_minutes(database: Database) -> None:
    _, _, pad, owner = await desk(database)
    read = await read_card(database, pad, owner.number, owner.name)
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text("UPDATE match_tokens SET expires_at = clock_timestamp() WHERE card_read_id = :id"),
            {"id": read.request_id},
        )
    view = await seen(database, pad, read.request_id)
    assert (view.state, view.match) == (CardReadState.MATCHED, None)


async def test_only_the_helper_who_asked_sees_the_read(database: Database) -> None:
    place, _, pad, owner = await desk(database)
    read = await read_card(database, pad, owner.number, owner.name)
    other = await clerk_of(database, place)
    assert await card_read_of(database, other, read.request_id) is None
    assert await card_read_of(database, pad.bridge.actor, read.request_id) is None
    with pytest.raises(NotFound):
        async with database.transaction(other) as tx:
            await card_reads.cancel_card_read(tx, read.request_id)


# Sessions


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
        made = await open_ballot(database, place, closes_in=timedelta(seconds=2.5))
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
            await asyncio.sleep(2.6)
        assert (await submit(database, pad.bridge, command)).progress.state is state
        with pytest.raises(refusal):
            await request(database, pad)


async def test_without_the_owners_consent_no_card_is_read(database: Database) -> None:
    _, _, pad, _ = await desk(database)
    with pytest.raises(InvalidInput) as caught:
        async with database.transaction(pad.actor) as tx:
            await card_reads.request_card_read(tx, RequestCardRead(pad.session.id, "2020-01"))
    assert [fault.path for fault in caught.value.faults] == ["consent"]


async def test_after_a_restart_the_numbering_goes_on(database: Database) -> None:
    _, _, pad, owner = await desk(database)
    await read_card(database, pad, owner.number, owner.name)
    pad.bridge.sequence = 0
    await sign_in(database, pad.bridge)
    assert pad.bridge.sequence == 1
    assert (await read_card(database, pad, owner.number, owner.name)).state is CardReadState.MATCHED


async def test_nothing_of_a_card_is_kept_but_the_match(database: Database, database_url: str) -> None:
    _, _, pad, owner = await desk(database)
    unknown, name = new_id_card(), f"欧阳{secrets.token_hex(3)}"
    await read_card(database, pad, unknown, name)
    await read_card(database, pad, owner.number, name)
    read = await read_card(database, pad, owner.number, owner.name)
    view = await seen(database, pad, read.request_id)
    assert view.match is not None
    assert view.match.token is not None
    planted: list[Any] = [unknown, name, owner.number, view.match.token, "赵见证"]
    assert await tables_with(database_url, planted) == {}
