"""What owners agreed to they may take back: what rests on it ends, and every vote stays."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import select, text
from uuid_utils.compat import uuid7

from domain.rules.consents import CONSENTS
from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.rules.refusals import AlreadyVoted, InvalidInput, NotFound, NotSignedIn
from domain.rules.terms import CertificationMethod, ConsentKind, ManualReviewState
from domain.services import (
    account_deletion,
    consents,
    manual_reviews,
    photos,
)
from domain.services.castings import Cast, cast
from domain.services.consents import ConsentWithdrawn
from domain.services.manual_reviews import RequestReviewPhoto
from domain.store.database import Database
from domain.store.tables import (
    Casting,
    Consent,
    Photo,
)
from tests.people import Person, make_place, sign_in_owner, sign_in_staff
from tests.services.castings import open_ballot
from tests.services.certifying import acting, certify, someone
from tests.services.lives import a_life, cast_one, confirmed, deleted, live, refused, reviewed, withdrawn
from tests.services.reviewing import (
    BOTH,
    PHOTOS,
    an_applicant,
    approval,
    approve,
    photos_left,
    picture,
    read,
    reviewer_of,
    sent_photo,
    submission,
    submit,
)

pytestmark = pytest.mark.usefixtures("invariants")


def test_every_use_of_personal_data_has_a_text_of_its_own_that_names_the_way_out() -> None:
    assert set(CONSENTS) == set(ConsentKind) == set(consents.RESTING)
    assert len({text.zh for text in CONSENTS.values()}) == len(CONSENTS)
    assert all("撤回" in text.zh and "withdraw" in text.en.lower() for text in CONSENTS.values())
    rest = [method for methods in consents.RESTING.values() for method in methods]
    assert sorted(rest) == sorted(CertificationMethod)


async def test_what_one_agreed_to_is_listed_use_by_use(database: Database) -> None:
    life = await a_life(database)
    async with database.glance() as session:
        listed = {one.kind: one for one in await consents.own_consents(session, life.person.account_id)}
    assert set(listed) == set(ConsentKind)
    assert [kind for kind, one in listed.items() if one.stands] == [ConsentKind.DOCUMENT_NUMBER]
    assert listed[ConsentKind.PHOTOS].given_at is None


async def test_without_the_document_number_the_certification_ends_and_the_vote_stays(database: Database) -> None:
    life = await a_life(database)
    review = await reviewed(database, life)
    outcome = await withdrawn(database, life.person, ConsentKind.DOCUMENT_NUMBER)
    assert outcome == ConsentWithdrawn(ConsentKind.DOCUMENT_NUMBER, 1, 1, 2)
    assert await live(database, life.person) == 0
    ended = await read(database, review.id)
    assert (ended.state, ended.name, ended.number) == (ManualReviewState.WITHDRAWN, None, None)
    assert await photos_left(database, review.id) == 0
    async with database.glance() as session:
        assert len((await session.scalars(select(Casting).where(Casting.ballot_id == life.ballot.id))).all()) == 1
    assert isinstance(await refused(withdrawn(database, life.person, ConsentKind.DOCUMENT_NUMBER)), NotFound), (
        "what does not stand cannot be withdrawn"
    )
    # Agreeing anew begins anew: the vote that was cast is still theirs.
    await certify(database, life.person, life.owner.of(life.place.units[0]))
    again = Cast(await confirmed(database, life.person), life.ballot.id, uuid7(), life.ballot.picks(1), uuid7())
    assert isinstance(await refused(cast_one(database, again)), AlreadyVoted)


async def test_without_photos_the_review_ends_and_the_certification_stays(database: Database) -> None:
    life = await a_life(database)
    review = await reviewed(database, life)
    outcome = await withdrawn(database, life.person, ConsentKind.PHOTOS)
    assert outcome == ConsentWithdrawn(ConsentKind.PHOTOS, 0, 1, 2)
    assert await photos_left(database, review.id) == 0
    assert await live(database, life.person) == 1


async def test_photos_of_a_decided_review_go_with_the_consent_and_the_decision_stays(database: Database) -> None:
    applicant = await an_applicant(database)
    review = await submit(database, applicant)
    await approve(database, await reviewer_of(database, applicant.place), await approval(database, review))
    outcome = await withdrawn(database, applicant.person, ConsentKind.PHOTOS)
    assert outcome == ConsentWithdrawn(ConsentKind.PHOTOS, 0, 0, 2)
    assert (await read(database, review.id)).state is ManualReviewState.APPROVED
    assert await live(database, applicant.person) == 1


async def test_photos_that_were_sent_and_not_used_yet_go_too(database: Database) -> None:
    applicant = await an_applicant(database)
    await sent_photo(database, applicant, BOTH[0])
    assert (await withdrawn(database, applicant.person, ConsentKind.PHOTOS)).photos_deleted == 1


@pytest.mark.parametrize("how", ["withdrawn", "deleted"])
async def test_a_photo_on_its_way_goes_with_the_consent_and_with_the_account(database: Database, how: str) -> None:
    """Its address was open, or the photo was just being kept, when its owner said no."""
    applicant = await an_applicant(database)
    who = await acting(database, applicant.person)
    async with database.transaction(who) as tx:
        open_, arriving = [
            await manual_reviews.request_photo(tx, RequestReviewPhoto(applicant.unit, purpose, PHOTOS))
            for purpose in BOTH
        ]

    async def ends() -> int:
        if how == "deleted":
            return (await deleted(database, applicant.person)).photos_deleted
        return (await withdrawn(database, applicant.person, ConsentKind.PHOTOS)).photos_deleted

    async with database.transaction(who) as tx:
        await photos.receive(tx, arriving.token, picture())
        ending = asyncio.create_task(ends())
        await ended_or_waiting(database, ending, "UPDATE photos")

    assert await ending == 1
    with pytest.raises(NotFound):
        async with database.transaction(who) as tx:
            await photos.receive(tx, open_.token, picture())
    with pytest.raises(NotFound):
        async with database.transaction(who) as tx:
            await photos.claim(tx, open_.token)
    async with database.glance() as session:
        kept = select(Photo.id).where(Photo.account_id == applicant.person.account_id, Photo.content.is_not(None))
        assert (await session.scalars(kept)).all() == []


async def awaited(task: asyncio.Task[Any]) -> object:
    return await task


async def ended_or_waiting(database: Database, task: asyncio.Task[Any], statement: str) -> None:
    """Until the task is done, or a session of this database waits for a lock with a statement that begins so."""
    waiting = text(
        "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        " AND query LIKE :statement)"
    )
    async with asyncio.timeout(10):
        while not task.done():
            async with database.glance() as session:
                if await session.scalar(waiting, {"statement": f"{statement}%"}):
                    return
            await asyncio.sleep(0.01)


async def test_an_address_asked_for_while_the_account_is_deleted_is_none(database: Database) -> None:
    applicant = await an_applicant(database)
    who = await acting(database, applicant.person)

    async def asks() -> photos.PhotoRequested:
        async with database.transaction(who) as tx:
            return await manual_reviews.request_photo(tx, RequestReviewPhoto(applicant.unit, BOTH[0], PHOTOS))

    async with database.transaction(await confirmed(database, applicant.person)) as tx:
        await account_deletion.delete_account(tx)
        asking = asyncio.create_task(asks())
        await ended_or_waiting(database, asking, "SELECT accounts.state")
    assert isinstance(await refused(awaited(asking)), NotFound)
    async with database.glance() as session:
        open_ = select(Photo.id).where(
            Photo.account_id == applicant.person.account_id, Photo.expires_at > text("clock_timestamp()")
        )
        assert (await session.scalars(open_)).all() == []


async def test_nothing_is_submitted_without_a_standing_consent_to_photos(database: Database) -> None:
    applicant = await an_applicant(database)
    given = await submission(database, applicant)
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text("UPDATE consents SET withdrawn_at = clock_timestamp() WHERE account_id = :id AND kind = 'photos'"),
            {"id": applicant.person.account_id},
        )
    answer = await refused(submit(database, applicant, given))
    assert isinstance(answer, InvalidInput)
    assert [fault.path for fault in answer.faults] == ["consent"]
    await sent_photo(database, applicant, BOTH[0])
    assert (await submit(database, applicant, given)).state is ManualReviewState.WAITING


async def test_without_the_card_read_only_what_the_card_certified_ends(database: Database) -> None:
    life = await a_life(database)
    async with database.transaction(SYSTEM) as tx:
        tx.session.add(Consent(account_id=life.person.account_id, kind=ConsentKind.CARD_READ, version="2026-11"))
    assert (await withdrawn(database, life.person, ConsentKind.CARD_READ)).certifications_ended == 0
    async with database.transaction(SYSTEM) as tx:
        tx.session.add(Consent(account_id=life.person.account_id, kind=ConsentKind.CARD_READ, version="2026-11"))
        await tx.session.execute(
            text("UPDATE certifications SET method = 'card_reader' WHERE account_id = :account"),
            {"account": life.person.account_id},
        )
    assert (await withdrawn(database, life.person, ConsentKind.CARD_READ)).certifications_ended == 1


async def test_staff_and_strangers_withdraw_nothing(database: Database) -> None:
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.CITY)
    for kind in ConsentKind:
        assert isinstance(await refused(withdrawn(database, clerk, kind)), NotFound)
        assert isinstance(await refused(withdrawn(database, Person(uuid7(), "none"), kind)), NotSignedIn)


async def test_a_withdrawal_while_the_owner_casts_leaves_a_vote_of_a_certified_owner_or_none(
    database: Database,
) -> None:
    for _ in range(4):
        place, person = await make_place(database, units=1), await sign_in_owner(database)
        owner = await someone(database, *place.units)
        await certify(database, person, owner.of(place.units[0]))
        ballot = await open_ballot(database, place)
        request = Cast(await confirmed(database, person), ballot.id, uuid7(), ballot.picks(0), uuid7())
        await asyncio.gather(
            withdrawn(database, person, ConsentKind.DOCUMENT_NUMBER), cast(database, request), return_exceptions=True
        )
        assert await live(database, person) == 0
