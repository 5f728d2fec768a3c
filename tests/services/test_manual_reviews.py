"""Manual reviews, the owner's part: only after a failed match, with photos of both documents, once."""

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text, update
from uuid_utils.compat import uuid7

from domain.rules.manual_review import SENTENCES
from domain.rules.policy import SYSTEM, Role
from domain.rules.refusals import (
    AlreadyUnderReview,
    EstateNotCompleted,
    InvalidInput,
    KeyAlreadyUsed,
    ManualReviewDecided,
    MatchNotTried,
    NotFound,
    NotInThisState,
    Refusal,
)
from domain.rules.terms import (
    ConsentKind,
    EstateStatus,
    ManualReviewReason,
    ManualReviewState,
    ManualReviewStep,
    PhotoPurpose,
)
from domain.services import manual_reviews
from domain.services.manual_reviews import RequestReviewPhoto, SubmitManualReview
from domain.store.database import Database
from domain.store.tables import Consent, Estate, FailedMatch, ManualReview, ManualReviewEvent, Photo, Unit
from tests.people import make_place, sign_in_owner
from tests.services.certifying import acting, certify, someone
from tests.services.raw_tables import tables_with
from tests.services.reviewing import (
    BOTH,
    PHOTOS,
    Applicant,
    add_photos,
    aged_match,
    an_applicant,
    ask,
    fail_match,
    photos_left,
    read,
    reject,
    reviewer_of,
    sent_photo,
    submission,
    submit,
    withdraw,
)
from workers.manual_reviews import reviews_to_settle, settle_reviews
from workers.photos import delete_photos, photos_to_delete

pytestmark = pytest.mark.usefixtures("invariants")


async def refused(call: Coroutine[Any, Any, object]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        await call
    return caught.value


async def steps(database: Database, review: ManualReview) -> list[ManualReviewStep]:
    async with database.glance() as session:
        found = select(ManualReviewEvent.step).where(ManualReviewEvent.review_id == review.id)
        return list(await session.scalars(found.order_by(ManualReviewEvent.at, ManualReviewEvent.id)))


async def test_what_failed_to_match_goes_before_the_street_with_its_photos(database: Database) -> None:
    applicant = await an_applicant(database)
    review = await submit(database, applicant)
    assert (review.state, review.unit_id, review.estate_id) == (
        ManualReviewState.WAITING, applicant.unit, applicant.place.estate_id,
    )  # fmt: skip
    assert review.name is not None
    assert review.number is not None
    assert database.crypto.decrypt("manual_reviews.name", review.id, review.name) == applicant.name
    assert database.crypto.decrypt("manual_reviews.number", review.id, review.number) == applicant.number
    assert await photos_left(database, review.id) == 2
    assert await steps(database, review) == [ManualReviewStep.SUBMITTED]
    async with database.glance() as session:
        given = await session.scalars(select(Consent.kind).where(Consent.account_id == applicant.person.account_id))
        assert sorted(given) == [ConsentKind.DOCUMENT_NUMBER, ConsentKind.PHOTOS]
        assert await session.scalar(select(FailedMatch.id).where(FailedMatch.unit_id == applicant.unit)) is None


async def test_without_a_failed_match_of_this_unit_by_this_account_there_is_no_review(database: Database) -> None:
    applicant = await an_applicant(database)
    given = await submission(database, applicant)
    elsewhere = replace(given, unit_id=applicant.place.units[1])
    assert isinstance(await refused(submit(database, applicant, elsewhere)), MatchNotTried)
    stranger = Applicant(applicant.place, await sign_in_owner(database), applicant.unit)
    assert isinstance(await refused(sent_photo(database, stranger, BOTH[0])), MatchNotTried)
    assert isinstance(await refused(submit(database, stranger, replace(given, photo_ids=()))), MatchNotTried)


async def test_a_failed_match_counts_for_three_days_to_the_minute(database: Database) -> None:
    applicant = await an_applicant(database)
    given = await submission(database, applicant)
    await aged_match(database, applicant, timedelta(days=3))
    assert isinstance(await refused(submit(database, applicant, given)), MatchNotTried)
    await aged_match(database, applicant, -timedelta(minutes=1))
    assert (await submit(database, applicant, given)).state is ManualReviewState.WAITING


async def test_the_latest_entry_is_what_the_street_sees(database: Database) -> None:
    applicant = await an_applicant(database)
    again = replace(applicant, name="赵改正")
    await fail_match(database, again)
    review = await submit(database, again)
    assert review.name is not None
    assert database.crypto.decrypt("manual_reviews.name", review.id, review.name) == "赵改正"


async def test_a_match_leaves_nothing_to_review(database: Database) -> None:
    place = await make_place(database, units=1)
    owner, person = await someone(database, *place.units), await sign_in_owner(database)
    await certify(database, person, owner.of(place.units[0]))
    matched = Applicant(place, person, place.units[0])
    assert isinstance(await refused(sent_photo(database, matched, BOTH[0])), MatchNotTried)


@pytest.mark.parametrize("purpose", BOTH)
async def test_photos_of_both_documents_are_needed(database: Database, purpose: PhotoPurpose) -> None:
    applicant = await an_applicant(database)
    only = await sent_photo(database, applicant, purpose)
    answer = await refused(submit(database, applicant, SubmitManualReview(applicant.unit, (only,), uuid7())))
    assert isinstance(answer, InvalidInput)
    missing = {PhotoPurpose.IDENTITY_DOCUMENT: "房产证明", PhotoPurpose.PROPERTY_DOCUMENT: "身份证明"}[purpose]
    assert [missing in fault.zh for fault in answer.faults] == [True]


async def test_no_photos_is_two_faults_and_thirteen_are_too_many(database: Database) -> None:
    applicant = await an_applicant(database)
    none = await refused(submit(database, applicant, SubmitManualReview(applicant.unit, (), uuid7())))
    assert isinstance(none, InvalidInput)
    assert len(none.faults) == 2
    taken = [await sent_photo(database, applicant, BOTH[number % 2]) for number in range(13)]
    many = await refused(submit(database, applicant, SubmitManualReview(applicant.unit, tuple(taken), uuid7())))
    assert isinstance(many, InvalidInput)
    twelve = SubmitManualReview(applicant.unit, tuple(taken[:12]), uuid7())
    assert (await submit(database, applicant, twelve)).state is ManualReviewState.WAITING


async def test_photos_of_another_account_are_not_found(database: Database) -> None:
    applicant, other = await an_applicant(database), await an_applicant(database)
    theirs = (await submission(database, other)).photo_ids
    answer = await refused(submit(database, applicant, SubmitManualReview(applicant.unit, theirs, uuid7())))
    assert isinstance(answer, NotFound)
    assert isinstance(await refused(withdraw(database, other, (await submit(database, applicant)).id)), NotFound)


async def test_photos_are_taken_only_with_the_consent_in_force(database: Database) -> None:
    applicant = await an_applicant(database)
    async with database.transaction(await acting(database, applicant.person)) as tx:
        with pytest.raises(InvalidInput):
            await manual_reviews.request_photo(tx, RequestReviewPhoto(applicant.unit, BOTH[0], "2019-01"))
    await sent_photo(database, applicant, BOTH[0])
    await sent_photo(database, applicant, BOTH[1])
    async with database.glance() as session:
        mine = select(Consent).where(Consent.account_id == applicant.person.account_id)
        given = (await session.scalars(mine.where(Consent.kind == ConsentKind.PHOTOS))).all()
    assert [one.version for one in given] == [PHOTOS]


async def test_photos_of_anything_but_the_two_documents_are_not_taken(database: Database) -> None:
    applicant = await an_applicant(database)
    answer = await refused(sent_photo(database, applicant, PhotoPurpose.TICKET))
    assert isinstance(answer, InvalidInput)
    given = await submission(database, applicant)
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            update(Photo).where(Photo.id == given.photo_ids[0]).values(purpose=PhotoPurpose.TICKET)
        )
    assert isinstance(await refused(submit(database, applicant, given)), NotFound)


async def test_the_same_key_is_the_same_submission_and_another_payload_is_refused(database: Database) -> None:
    applicant = await an_applicant(database)
    given = await submission(database, applicant)
    first = await submit(database, applicant, given)
    assert (await submit(database, applicant, given)).id == first.id
    assert isinstance(await refused(submit(database, applicant, replace(given, photo_ids=()))), KeyAlreadyUsed)
    again = replace(given, client_key=uuid7())
    answer = await refused(submit(database, applicant, again))
    assert isinstance(answer, AlreadyUnderReview)
    assert answer.submitted_at == first.submitted_at
    assert await steps(database, first) == [ManualReviewStep.SUBMITTED]


async def test_one_that_is_submitted_many_times_at_once_is_one(database: Database) -> None:
    applicant = await an_applicant(database)
    given = await submission(database, applicant)
    answers = await asyncio.gather(*(submit(database, applicant, given) for _ in range(4)))
    assert len({answer.id for answer in answers}) == 1


async def test_two_submissions_at_once_are_one_and_a_refusal(database: Database) -> None:
    applicant = await an_applicant(database)
    one, other = await submission(database, applicant), await submission(database, applicant)
    answers = await asyncio.gather(
        submit(database, applicant, one), submit(database, applicant, other), return_exceptions=True
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["AlreadyUnderReview", "ManualReview"]


async def test_an_estate_that_is_not_completed_takes_none(database: Database) -> None:
    applicant = await an_applicant(database)
    given = await submission(database, applicant)
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            update(Estate).where(Estate.id == applicant.place.estate_id).values(status=EstateStatus.PREPARING)
        )
    assert isinstance(await refused(submit(database, applicant, given)), EstateNotCompleted)


async def test_a_unit_that_was_removed_takes_none(database: Database) -> None:
    applicant = await an_applicant(database)
    given = await submission(database, applicant)
    async with database.transaction(SYSTEM) as tx:
        now = await tx.now()
        await tx.session.execute(update(Unit).where(Unit.id == applicant.unit).values(removed_at=now))
    assert isinstance(await refused(submit(database, applicant, given)), NotFound)


async def test_staff_submit_no_reviews(database: Database) -> None:
    applicant = await an_applicant(database)
    given = await submission(database, applicant)
    clerk = replace(applicant, person=await reviewer_of(database, applicant.place, Role.STREET_CLERK))
    assert isinstance(await refused(submit(database, clerk, given)), NotFound)


# More is asked for


async def test_what_was_asked_for_is_added_and_the_review_waits_again(database: Database) -> None:
    applicant = await an_applicant(database)
    review = await submit(database, applicant)
    reviewer = await reviewer_of(database, applicant.place)
    early = await refused(add_photos(database, applicant, review.id, uuid7()))
    assert isinstance(early, NotInThisState)
    asked = await ask(database, reviewer, review.id, "请补拍身份证背面")
    assert asked.state is ManualReviewState.MORE_ASKED
    nothing = await refused(add_photos(database, applicant, review.id))
    assert isinstance(nothing, InvalidInput)

    photo = await sent_photo(database, applicant, PhotoPurpose.IDENTITY_DOCUMENT)
    added = await add_photos(database, applicant, review.id, photo)

    assert added.state is ManualReviewState.WAITING
    assert added.waiting_since > asked.waiting_since
    assert await photos_left(database, review.id) == 3
    assert (await add_photos(database, applicant, review.id, photo)).state is ManualReviewState.WAITING
    assert await steps(database, review) == [
        ManualReviewStep.SUBMITTED, ManualReviewStep.MORE_ASKED, ManualReviewStep.RESUBMITTED,
    ]  # fmt: skip
    waiting = await refused(sent_photo(database, applicant, BOTH[0]))
    assert isinstance(waiting, AlreadyUnderReview)


async def test_who_does_not_answer_for_thirty_days_lapses_and_may_begin_anew(database: Database) -> None:
    applicant = await an_applicant(database)
    review = await submit(database, applicant)
    await ask(database, await reviewer_of(database, applicant.place), review.id)
    await set_since(database, review, "waiting_since", "29 days 23 hours 59 minutes")
    await settled(database)
    assert (await read(database, review.id)).state is ManualReviewState.MORE_ASKED
    await set_since(database, review, "waiting_since", "30 days")
    await settled(database)
    assert (await read(database, review.id)).state is ManualReviewState.LAPSED
    assert (await steps(database, review))[-1] is ManualReviewStep.LAPSED
    await fail_match(database, applicant)
    assert (await submit(database, applicant)).id != review.id


# Its end


async def test_who_withdraws_leaves_nothing_behind(database: Database, database_url: str) -> None:
    applicant = await an_applicant(database)
    review = await submit(database, applicant)
    withdrawn = await withdraw(database, applicant, review.id)
    assert (withdrawn.state, withdrawn.name, withdrawn.number) == (ManualReviewState.WITHDRAWN, None, None)
    assert await photos_left(database, review.id) == 0
    answer = await refused(withdraw(database, applicant, review.id))
    assert isinstance(answer, ManualReviewDecided)
    assert answer.outcome == "withdrawn"
    assert await tables_with(database_url, [applicant.number, applicant.name]) == {}


async def test_photos_and_entries_go_thirty_days_after_the_decision(database: Database) -> None:
    applicant = await an_applicant(database)
    review = await submit(database, applicant)
    await reject(database, await reviewer_of(database, applicant.place), review.id)
    await set_since(database, review, "decided_at", "29 days 23 hours 59 minutes")
    await settled(database)
    kept = await read(database, review.id)
    assert kept.name is not None
    assert await photos_left(database, review.id) == 2
    await set_since(database, review, "decided_at", "30 days")
    await settled(database)
    gone = await read(database, review.id)
    assert (gone.name, gone.number, await photos_left(database, review.id)) == (None, None, 0)


async def test_a_match_that_nobody_followed_up_is_forgotten_after_three_days(database: Database) -> None:
    applicant = await an_applicant(database)
    await aged_match(database, applicant, timedelta(days=3))
    await settled(database)
    async with database.glance() as session:
        assert await session.scalar(select(FailedMatch.id).where(FailedMatch.unit_id == applicant.unit)) is None


async def test_nothing_that_was_entered_is_in_clear_anywhere(database: Database, database_url: str) -> None:
    applicant = await an_applicant(database)
    await sent_photo(database, applicant, BOTH[0])
    review = await submit(database, applicant)
    await ask(database, await reviewer_of(database, applicant.place), review.id, f"{applicant.name}的证件看不清楚")
    assert await tables_with(database_url, [applicant.number, applicant.name]) == {}


def test_every_reason_says_what_to_do_in_both_languages() -> None:
    assert set(SENTENCES) == set(ManualReviewReason)
    assert all(zh.endswith("。") and en.endswith(".") for zh, en in SENTENCES.values())


async def settled(database: Database) -> None:
    """Whatever the clocks would do now."""
    for find, act in ((reviews_to_settle, settle_reviews), (photos_to_delete, delete_photos)):
        while True:
            async with database.glance() as session:
                due = await find(session)
            if not due:
                break
            await act(database, due)


async def set_since(database: Database, review: ManualReview, column: str, ago: str) -> None:
    """Let an instant of a review lie so long ago; its photos go with the decision."""
    given = {"id": review.id, "ago": ago}
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(text("ALTER TABLE manual_reviews DISABLE TRIGGER USER"))
        await tx.session.execute(
            text(f"UPDATE manual_reviews SET {column} = domain_now() - CAST(:ago AS text)::interval WHERE id = :id"),
            given,
        )
        await tx.session.execute(text("ALTER TABLE manual_reviews ENABLE TRIGGER USER"))
        await tx.session.execute(
            text(
                "UPDATE photos SET delete_after = r.decided_at + interval '30 days' FROM manual_reviews r"
                " WHERE r.id = :id AND subject_id = r.id AND r.decided_at IS NOT NULL"
            ),
            {"id": review.id},
        )
