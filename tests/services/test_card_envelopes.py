"""What a bridge hands in of a card: once, by its own reader, in time and unaltered; everything else is refused."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from domain.rules.card_reads import CardReadState
from domain.rules.policy import SYSTEM
from domain.rules.refusals import (
    CardReadOver,
    EnvelopeRefused,
    NotFound,
    ReaderNotAccepted,
)
from domain.services import card_reads
from domain.services.card_reads import ReportCardProgress, SubmitCardRead
from domain.store.database import Database
from domain.store.tables import Account, CardRead, Certification
from tests.readers import (
    make_bridge,
    new_sam_id,
    nonce_of,
    request,
    submission,
    submit,
)
from tests.services.reading_cards import alarms_of, desk, row_of, seen


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
