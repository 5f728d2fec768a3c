"""Manual reviews that are decided while something else happens to the unit, the owner or the account."""

import asyncio
from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import select, update
from uuid_utils.compat import uuid7

from domain.rules.policy import SYSTEM, Role
from domain.rules.refusals import (
    ContentChanged,
    ManualReviewDecided,
    MatchNotTried,
)
from domain.rules.terms import (
    DocumentKind,
    ManualReviewState,
    ManualReviewStep,
)
from domain.services import transfers
from domain.services.castings import Cast, cast
from domain.services.certifications import Certified, Certify
from domain.services.owners import NamedOwner
from domain.store.database import Database
from domain.store.tables import (
    Casting,
    ManualReview,
    ManualReviewEvent,
    Photo,
)
from tests.people import Person, give_title, make_owner, make_place, new_id_card, sign_in_owner
from tests.services.castings import open_ballot
from tests.services.certifying import CONSENT, acting, certify, someone
from tests.services.reviewing import (
    Applicant,
    an_applicant,
    approval,
    approve,
    fail_match,
    read,
    reject,
    reviewer_of,
    submission,
    submit,
)
from tests.services.reviewing_results import certified_by, refused, titles

pytestmark = pytest.mark.usefixtures("invariants")


async def test_two_reviewers_decide_at_once_and_one_is_told_of_the_other(database: Database) -> None:
    for _ in range(4):
        applicant = await an_applicant(database)
        review = await submit(database, applicant)
        first, second = [await reviewer_of(database, applicant.place) for _ in range(2)]
        given = await approval(database, review)
        answers = await asyncio.gather(
            approve(database, first, given), reject(database, second, review.id), approve(database, second, given),
            return_exceptions=True,
        )  # fmt: skip
        decided = [answer for answer in answers if isinstance(answer, ManualReview)]
        assert len(decided) == 1, answers
        told = [answer for answer in answers if isinstance(answer, ManualReviewDecided)]
        assert len(told) == 2, answers
        assert {answer.decided_at for answer in told} == {decided[0].decided_at}
        approved = decided[0].state is ManualReviewState.APPROVED
        assert len(await certified_by(database, applicant.person)) == int(approved)


async def test_an_approval_while_the_title_is_transferred_is_of_the_title_that_was_seen(database: Database) -> None:
    for _ in range(4):
        place = await make_place(database, units=1)
        seller = await someone(database, *place.units, name="李卖主")
        applicant = await an_applicant(database, place)
        review = await submit(database, applicant)
        reviewer, clerk = await reviewer_of(database, place), await reviewer_of(database, place, Role.STREET_CLERK)
        given, buyer = await approval(database, review), NamedOwner("王买主", DocumentKind.ID_CARD, new_id_card())

        async def transferred(clerk: Person, unit: UUID, title: UUID, buyer: NamedOwner) -> object:
            async with database.transaction(await acting(database, clerk)) as tx:
                return await transfers.transfer(tx, transfers.TransferTitle(unit, title, [buyer], "过户登记第1号"))

        answers = await asyncio.gather(
            approve(database, reviewer, given), transferred(clerk, place.units[0], seller.titles[0], buyer),
            return_exceptions=True,
        )  # fmt: skip
        assert sum(isinstance(answer, ContentChanged) for answer in answers) == 1, answers
        assert len(await titles(database, place.units[0])) == 2
        state = (await read(database, review.id)).state
        approved = isinstance(answers[0], ManualReview)
        assert state is (ManualReviewState.APPROVED if approved else ManualReviewState.WAITING)
        assert len(await certified_by(database, applicant.person)) == int(approved)


async def test_who_is_certified_another_way_meanwhile_is_not_reviewed_any_more(database: Database) -> None:
    place = await make_place(database, units=1)
    applicant = await an_applicant(database, place)
    review = await submit(database, applicant)
    async with database.transaction(SYSTEM) as tx:
        owner = await make_owner(tx, applicant.name, applicant.number)
        await give_title(tx, place.units[0], [owner], head_key=owner)
    given = await approval(database, review)

    await certify(database, applicant.person, applicant.claim)

    assert (await read(database, review.id)).state is ManualReviewState.OVERTAKEN
    answer = await refused(approve(database, await reviewer_of(database, place), given))
    assert isinstance(answer, ManualReviewDecided)
    assert answer.outcome == "overtaken"
    async with database.glance() as session:
        events = select(ManualReviewEvent.step).where(ManualReviewEvent.review_id == review.id)
        assert ManualReviewStep.OVERTAKEN in list(await session.scalars(events))
        ends = set(await session.scalars(select(Photo.delete_after).where(Photo.subject_id == review.id)))
    assert None not in ends


async def test_a_certification_and_an_approval_at_once_certify_once(database: Database) -> None:
    for _ in range(6):
        place = await make_place(database, units=2)
        applicant = await an_applicant(database, place)
        review = await submit(database, applicant)
        async with database.transaction(SYSTEM) as tx:
            owner = await make_owner(tx, applicant.name, applicant.number)
            for unit in place.units:
                await give_title(tx, unit, [owner], head_key=owner)
        given, reviewer = await approval(database, review), await reviewer_of(database, place)
        other = Certify(place.units[1], DocumentKind.ID_CARD, applicant.name, applicant.number, CONSENT)
        answers = await asyncio.gather(
            approve(database, reviewer, given), certify(database, applicant.person, applicant.claim),
            certify(database, applicant.person, other), return_exceptions=True,
        )  # fmt: skip
        assert isinstance(answers[0], ManualReview | ManualReviewDecided), answers
        assert isinstance(answers[1], Certified), answers
        assert isinstance(answers[2], Certified), answers
        assert {one.unit_id for one in await certified_by(database, applicant.person)} == set(place.units)
        assert len(await certified_by(database, applicant.person)) == 2
        assert (await read(database, review.id)).state in (ManualReviewState.APPROVED, ManualReviewState.OVERTAKEN)


async def test_an_approval_while_another_unit_is_cast_joins_it(database: Database) -> None:
    for _ in range(4):
        place = await make_place(database, units=2)
        owner, person = await someone(database, place.units[0], name="赵待审"), await sign_in_owner(database)
        await certify(database, person, owner.of(place.units[0]))
        applicant = Applicant(place, person, place.units[1], number=owner.number)
        await fail_match(database, applicant)
        review = await submit(database, applicant)
        ballot = await open_ballot(database, place)
        who = replace(await acting(database, person), confirmed_recently=True)
        reviewer, given = await reviewer_of(database, place), await approval(database, review)
        await asyncio.gather(
            approve(database, reviewer, given),
            cast(database, Cast(who, ballot.id, uuid7(), ballot.picks(0), uuid7())),
        )
        async with database.glance() as session:
            units = await session.scalars(select(Casting.unit_id).where(Casting.ballot_id == ballot.id))
            assert sorted(units) == sorted(place.units)


async def test_the_database_decides_a_review_once(database: Database) -> None:
    applicant = await an_applicant(database)
    review = await submit(database, applicant)
    await reject(database, await reviewer_of(database, applicant.place), review.id)
    async with database.transaction(SYSTEM) as tx:
        with pytest.raises(Exception, match="decided once"):
            await tx.session.execute(
                update(ManualReview).where(ManualReview.id == review.id).values(state=ManualReviewState.APPROVED)
            )


async def test_who_was_certified_meanwhile_has_nothing_to_be_reviewed(database: Database) -> None:
    """Everything was ready to be sent; then the name was entered as the register has it, in another window."""
    applicant = await an_applicant(database)
    ready = await submission(database, applicant)
    async with database.transaction(SYSTEM) as tx:
        owner = await make_owner(tx, applicant.name, applicant.number)
        await give_title(tx, applicant.unit, [owner], head_key=owner)
    await certify(database, applicant.person, applicant.claim)

    assert isinstance(await refused(submit(database, applicant, ready)), MatchNotTried)
