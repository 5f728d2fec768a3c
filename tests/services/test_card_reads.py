"""Reads of cards: asked for by a helper, answered by the reader, matched to an owner; what is not right is refused."""

import secrets
from typing import Any

import pytest
from sqlalchemy import func, select, text, update

from domain.rules.card_reads import CardReadFault, CardReadState, ReaderState
from domain.rules.policy import SYSTEM
from domain.rules.refusals import (
    DeviceNotAccepted,
    InvalidInput,
    NotFound,
)
from domain.rules.terms import DocumentKind
from domain.services import card_reads, devices
from domain.services.card_reads import ReportCardProgress, RequestCardRead
from domain.services.castings import cast
from domain.services.devices import ChangeDevice
from domain.services.pad_views import card_read_of
from domain.store.database import Database
from domain.store.tables import Account, Certification, Consent, Owner
from tests.ballots import make_open_ballot, settle
from tests.people import add_unit, give_title, make_owner, make_place, new_id_card
from tests.readers import (
    CONSENT,
    clerk_of,
    make_pad,
    nonce_of,
    read_card,
    report,
    request,
    sign_in,
    submit,
)
from tests.services.castings import make_voter, open_ballot
from tests.services.certifying import someone
from tests.services.raw_tables import tables_with
from tests.services.reading_cards import desk, number_of, row_of, seen


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


async def test_a_reader_that_comes_back_after_a_silence_counts_on_and_never_back(database: Database) -> None:
    _, _, pad, _ = await desk(database)
    asked = await request(database, pad)
    waiting = ReportCardProgress(asked.request_id, CardReadState.READ_ERROR, CardReadFault.CARD_MOVED)
    async with database.transaction(pad.bridge.actor) as tx:
        await card_reads.report_card_progress(tx, waiting)
    before = await seen(database, pad, asked.request_id)
    async with database.transaction(SYSTEM) as tx:
        silent = "UPDATE devices SET health_at = clock_timestamp() - interval '40 seconds' WHERE id = :id"
        await tx.session.execute(text(silent), {"id": pad.bridge.device_id})
    away = await seen(database, pad, asked.request_id)
    assert (away.state, away.fault) == (CardReadState.READER_OFFLINE, None)
    await report(database, pad.bridge)
    back = await seen(database, pad, asked.request_id)
    assert (back.state, back.fault) == (before.state, before.fault)
    await report(database, pad.bridge)
    assert before.seq < away.seq < back.seq == (await seen(database, pad, asked.request_id)).seq


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
