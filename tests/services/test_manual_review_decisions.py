"""Manual reviews, the street's part: four eyes, reasons that can be acted on, and what an approval writes."""

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text, update
from uuid_utils.compat import uuid7

from domain.rules.heads import head_key
from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.rules.refusals import (
    AccountBelongsToAnotherOwner,
    ContentChanged,
    InvalidInput,
    ManualReviewDecided,
    NotFound,
    NotInThisState,
    NotSignedIn,
    OwnerHasAnotherAccount,
    Refusal,
    ReviewerIsParty,
)
from domain.rules.terms import (
    CertificationMethod,
    Channel,
    DocumentKind,
    ManualReviewReason,
    ManualReviewState,
    ManualReviewStep,
)
from domain.services import manual_review_decisions as decisions
from domain.services import photos, transfers
from domain.services.castings import Cast, cast
from domain.services.certifications import Certified, Certify
from domain.services.manual_review_decisions import AnswerReview, ApproveReview, LookAtReview
from domain.services.owners import NamedOwner
from domain.store.database import Database
from domain.store.tables import (
    Account,
    AuditRecord,
    Casting,
    Certification,
    ManualReview,
    ManualReviewEvent,
    Member,
    Message,
    Organizer,
    Owner,
    Photo,
    RollCorrection,
    Title,
    TitleOwner,
    Unit,
)
from tests.api.statements import counted_statements
from tests.ballots import make_organizer, sign_in_organizer
from tests.people import Person, give_title, make_owner, make_place, new_id_card, sign_in_owner, sign_in_staff
from tests.services.castings import open_ballot
from tests.services.certifying import CONSENT, acting, certify, someone
from tests.services.raw_tables import tables_with
from tests.services.reviewing import (
    EVIDENCE,
    Applicant,
    an_applicant,
    approval,
    approve,
    ask,
    fail_match,
    photos_left,
    read,
    reject,
    reviewer_of,
    submit,
    withdraw,
)

pytestmark = pytest.mark.usefixtures("invariants")


async def refused(call: Coroutine[Any, Any, object]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        await call
    return caught.value


async def titles(database: Database, unit: UUID) -> list[Title]:
    async with database.glance() as session:
        return list(await session.scalars(select(Title).where(Title.unit_id == unit).order_by(Title.starts_at)))


async def owners_of(database: Database, title: UUID | None) -> set[UUID]:
    async with database.glance() as session:
        return set(await session.scalars(select(TitleOwner.owner_id).where(TitleOwner.title_id == title)))


async def certified_by(database: Database, person: Person) -> list[Certification]:
    async with database.glance() as session:
        mine = select(Certification).where(
            Certification.account_id == person.account_id, Certification.ended_at.is_(None)
        )
        return list(await session.scalars(mine))


async def owner_known_as(database: Database, number: str) -> Owner:
    index = database.crypto.index("document:id_card", number)
    async with database.glance() as session:
        return (await session.scalars(select(Owner).where(Owner.document_index == index))).one()


# What an approval writes


@pytest.mark.parametrize("role", [Role.STREET_CLERK, Role.STREET_REVIEWER])
async def test_an_approval_writes_owner_and_title_with_the_evidence_and_certifies(
    database: Database, role: Role
) -> None:
    applicant = await an_applicant(database)
    review = await submit(database, applicant)
    reviewer = await reviewer_of(database, applicant.place, role)

    decided = await approve(database, reviewer, await approval(database, review))

    assert (decided.state, decided.decided_by) == (ManualReviewState.APPROVED, reviewer.account_id)
    owner = await owner_known_as(database, applicant.number)
    assert database.crypto.decrypt("owners.name", owner.id, owner.name) == applicant.name
    (title,) = await titles(database, applicant.unit)
    assert (title.id, title.source, title.evidence) == (decided.title_id, "manual_review", EVIDENCE)
    assert title.head_key == head_key([owner.id])
    (certification,) = await certified_by(database, applicant.person)
    assert (certification.unit_id, certification.title_id) == (applicant.unit, title.id)
    assert certification.method is CertificationMethod.MANUAL
    async with database.glance() as session:
        assert (await session.get_one(Unit, applicant.unit)).certified
        record = (
            await session.scalars(select(AuditRecord).where(AuditRecord.action == "manual_review.approved",
                                                            AuditRecord.subject_id == review.id))
        ).one()  # fmt: skip
        assert record.after is not None
        assert record.after["owner"] == "赵*审"
        sent = await session.scalars(select(Message.template).where(Message.account_id == applicant.person.account_id))
        assert list(sent) == ["manual_review_approved"]
    assert (await acting(database, applicant.person)).owner_id == owner.id
    assert await photos_left(database, review.id) == 2


async def test_the_photos_begin_their_thirty_days_with_the_decision(database: Database) -> None:
    applicant = await an_applicant(database)
    review = await submit(database, applicant)
    decided = await approve(database, await reviewer_of(database, applicant.place), await approval(database, review))
    async with database.glance() as session:
        ends = set(await session.scalars(select(Photo.delete_after).where(Photo.subject_id == review.id)))
    assert decided.decided_at is not None
    assert ends == {decided.decided_at + photos.KEPT_AFTER_DECISION}
    assert timedelta(days=30) == photos.KEPT_AFTER_DECISION


async def test_who_bought_the_unit_replaces_the_seller_and_the_sellers_certification_ends(database: Database) -> None:
    place = await make_place(database, units=1)
    seller, phone = await someone(database, *place.units, name="李卖主"), await sign_in_owner(database)
    await certify(database, phone, seller.of(place.units[0]))
    applicant = await an_applicant(database, place)
    review = await submit(database, applicant)
    await approve(database, await reviewer_of(database, place), await approval(database, review))
    before, after = await titles(database, place.units[0])
    assert before.ends_at == after.starts_at
    assert await owners_of(database, after.id) == {(await owner_known_as(database, applicant.number)).id}
    assert await certified_by(database, phone) == []


async def test_a_co_owner_who_was_missing_joins_those_who_are_kept_and_those_who_are_named(database: Database) -> None:
    place = await make_place(database, units=1)
    wife = await someone(database, *place.units, name="李试验")
    applicant = await an_applicant(database, place)
    review = await submit(database, applicant)
    son = NamedOwner("赵小", DocumentKind.ID_CARD, new_id_card(), "1/3")
    given = replace(await approval(database, review), kept_owner_ids=(wife.owner_id,), other_owners=(son,), share="1/3")
    decided = await approve(database, await reviewer_of(database, place), given)
    mine, his = [await owner_known_as(database, number) for number in (applicant.number, son.document_number)]
    assert await owners_of(database, decided.title_id) == {wife.owner_id, mine.id, his.id}
    async with database.glance() as session:
        shares = await session.scalars(select(TitleOwner.share).where(TitleOwner.title_id == decided.title_id))
        assert sorted(share or "" for share in shares) == ["", "1/3", "1/3"]


async def test_a_name_that_the_register_has_wrong_is_corrected_and_no_title_is_written(database: Database) -> None:
    place = await make_place(database, units=1)
    registered = await someone(database, *place.units, name="赵侍审")
    applicant = Applicant(place, await sign_in_owner(database), place.units[0], number=registered.number)
    await fail_match(database, applicant)
    review = await submit(database, applicant)
    reviewer, given = await reviewer_of(database, place), await approval(database, review)

    answer = await refused(approve(database, reviewer, given))
    assert isinstance(answer, InvalidInput)
    assert [fault.path for fault in answer.faults] == ["correctsName"]
    decided = await approve(database, reviewer, replace(given, corrects_name=True))

    assert decided.title_id == registered.titles[0]
    owner = await owner_known_as(database, applicant.number)
    assert database.crypto.decrypt("owners.name", owner.id, owner.name) == applicant.name
    assert len(await titles(database, place.units[0])) == 1
    assert [one.title_id for one in await certified_by(database, applicant.person)] == registered.titles


async def test_what_the_developer_sells_is_sold_with_the_approval(database: Database) -> None:
    applicant = await an_applicant(database)
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(update(Unit).where(Unit.id == applicant.unit).values(developer_stock=True))
    review = await submit(database, applicant)
    given = replace(await approval(database, review), handed_over=False)
    await approve(database, await reviewer_of(database, applicant.place), given)
    async with database.glance() as session:
        unit = await session.get_one(Unit, applicant.unit)
    assert (unit.developer_stock, unit.delivered) == (False, False)


async def test_an_owner_who_was_approved_votes_and_the_roll_says_what_changed(database: Database) -> None:
    applicant = await an_applicant(database)
    ballot = await open_ballot(database, applicant.place)
    review = await submit(database, applicant)
    await approve(database, await reviewer_of(database, applicant.place), await approval(database, review))
    who = replace(await acting(database, applicant.person), confirmed_recently=True)
    receipt = await cast(database, Cast(who, ballot.id, uuid7(), ballot.picks(0), uuid7()))
    assert receipt.units == (applicant.unit,)
    async with database.glance() as session:
        corrections = select(RollCorrection).where(RollCorrection.ballot_id == ballot.id)
        (correction,) = (await session.scalars(corrections)).all()
    assert EVIDENCE in correction.reason


async def test_an_approval_joins_what_the_owner_has_voted_for_another_unit(database: Database) -> None:
    place = await make_place(database, units=2)
    owner, person = await someone(database, place.units[0], name="赵待审"), await sign_in_owner(database)
    await certify(database, person, owner.of(place.units[0]))
    applicant = Applicant(place, person, place.units[1], number=owner.number)
    await fail_match(database, applicant)
    review = await submit(database, applicant)
    ballot = await open_ballot(database, place)
    who = replace(await acting(database, person), confirmed_recently=True)
    await cast(database, Cast(who, ballot.id, uuid7(), ballot.picks(1), uuid7()))

    await approve(database, await reviewer_of(database, place), await approval(database, review))

    async with database.glance() as session:
        rows = (await session.scalars(select(Casting).where(Casting.ballot_id == ballot.id))).all()
    assert {row.unit_id for row in rows} == set(place.units)
    assert {row.channel for row in rows} == {Channel.APP, Channel.LATE_CERTIFICATION}
    assert len({tuple(row.choices) for row in rows}) == 1


async def test_every_fault_of_an_approval_is_named_and_nothing_is_written(database: Database) -> None:
    applicant = await an_applicant(database)
    review = await submit(database, applicant)
    reviewer, given = await reviewer_of(database, applicant.place), await approval(database, review)
    wrong = replace(
        given, evidence=" ", share="", other_owners=(NamedOwner("", DocumentKind.ID_CARD, "1"),
                                                     NamedOwner("赵待审", DocumentKind.ID_CARD, applicant.number)),
    )  # fmt: skip
    answer = await refused(approve(database, reviewer, wrong))
    assert isinstance(answer, InvalidInput)
    paths = [fault.path for fault in answer.faults]
    assert paths == ["evidence", "otherOwners.0.name", "otherOwners.0.documentNumber", "otherOwners", "share"]
    stranger = replace(given, kept_owner_ids=(uuid7(),))
    assert isinstance(await refused(approve(database, reviewer, stranger)), InvalidInput)
    async with database.transaction(SYSTEM) as tx:
        later = await tx.now() + timedelta(minutes=5)
    to_come = await refused(approve(database, reviewer, replace(given, effective_at=later)))
    assert isinstance(to_come, InvalidInput)
    assert (await read(database, review.id)).state is ManualReviewState.WAITING
    assert await titles(database, applicant.unit) == []


async def test_an_account_of_another_owner_is_not_certified(database: Database) -> None:
    place = await make_place(database, units=2)
    other, person = await someone(database, place.units[0], name="李试验"), await sign_in_owner(database)
    applicant = Applicant(place, person, place.units[1])
    await fail_match(database, applicant)
    review = await submit(database, applicant)
    await certify(database, person, other.of(place.units[0]))
    answer = await refused(approve(database, await reviewer_of(database, place), await approval(database, review)))
    assert isinstance(answer, AccountBelongsToAnotherOwner)


async def test_an_owner_with_another_phone_is_not_certified_again(database: Database) -> None:
    place = await make_place(database, units=2)
    owner, phone = await someone(database, place.units[0], name="赵待审"), await sign_in_owner(database)
    await certify(database, phone, owner.of(place.units[0]))
    applicant = Applicant(place, await sign_in_owner(database), place.units[1], number=owner.number)
    await fail_match(database, applicant)
    review = await submit(database, applicant)
    answer = await refused(approve(database, await reviewer_of(database, place), await approval(database, review)))
    assert isinstance(answer, OwnerHasAnotherAccount)


# Four eyes


async def party(database: Database, place: Any, how: str, applicant: Applicant) -> Person:
    """A reviewer of the street who is a party in this way."""
    reviewer = await reviewer_of(database, place)
    number = new_id_card()
    async with database.transaction(SYSTEM) as tx:
        me = await tx.session.get_one(Account, reviewer.account_id)
        me.person_index = tx.crypto.index("document:id_card", number)
        if how == "owns":
            owner = await make_owner(tx, "李试验", number)
            await give_title(tx, place.units[1], [owner], head_key=owner)
        elif how == "applies":
            me.person_index = tx.crypto.index("document:id_card", applicant.number)
        elif how == "applies by phone":
            me.phone_index = (await tx.session.get_one(Account, applicant.person.account_id)).phone_index
        phone_index = me.phone_index
    if how == "is certified":
        neighbour, phone = await someone(database, place.units[1]), await sign_in_owner(database)
        await certify(database, phone, neighbour.of(place.units[1]))
        await same_phone(database, phone, phone_index)
    elif how == "has an organizer's account":
        organizer = await make_organizer(database, place)
        await same_phone(database, await sign_in_organizer(database, place, organizer_id=organizer), phone_index)
    elif how == "is a member":
        organizer = await make_organizer(database, place)
        async with database.transaction(SYSTEM) as tx:
            member = uuid7()
            tx.session.add(
                Member(
                    id=member, organizer_id=organizer, position="chair", sex="female",
                    name=tx.crypto.encrypt("members.name", member, "李试验"),
                    phone=tx.crypto.encrypt("members.phone", member, "19900000001"),
                    person_index=tx.crypto.index("document:id_card", number),
                )
            )  # fmt: skip
    return reviewer


async def same_phone(database: Database, person: Person, phone_index: bytes | None) -> None:
    async with database.transaction(SYSTEM) as tx:
        (await tx.session.get_one(Account, person.account_id)).phone_index = phone_index


PARTIES = ["owns", "applies", "applies by phone", "is certified", "has an organizer's account", "is a member"]


@pytest.mark.parametrize("how", PARTIES)
async def test_a_party_neither_looks_nor_decides_and_another_member_of_staff_does(database: Database, how: str) -> None:
    place = await make_place(database, units=2)
    applicant = await an_applicant(database, place)
    review = await submit(database, applicant)
    reviewer, given = await party(database, place, how, applicant), await approval(database, review)
    who = await acting(database, reviewer)

    async def looks() -> None:
        async with database.transaction(who) as tx:
            await decisions.show_photos(tx, LookAtReview(review.id))

    async def reveals() -> None:
        async with database.transaction(who) as tx:
            await decisions.reveal(tx, LookAtReview(review.id, "核对姓名与号码"))

    for call in (
        approve(database, reviewer, given), reject(database, reviewer, review.id), ask(database, reviewer, review.id),
        looks(), reveals(),
    ):  # fmt: skip
        assert isinstance(await refused(call), ReviewerIsParty)
    other = await approve(database, await reviewer_of(database, place), given)
    assert other.state is ManualReviewState.APPROVED


async def test_who_serves_elsewhere_or_has_left_decides(database: Database) -> None:
    place, elsewhere = await make_place(database, units=2), await make_place(database, units=2)
    applicant = await an_applicant(database, place)
    review = await submit(database, applicant)
    reviewer = await party(database, elsewhere, "is a member", applicant)
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text("UPDATE grants SET scope_key = :street WHERE account_id = :account"),
            {"street": place.street, "account": reviewer.account_id},
        )
        left = await make_organizer_member_left(tx, place.estate_id, reviewer)
    assert left
    assert (await reject(database, reviewer, review.id)).state is ManualReviewState.REJECTED


async def make_organizer_member_left(tx: Any, estate: UUID, reviewer: Person) -> bool:
    organizer, member = uuid7(), uuid7()
    me = await tx.session.get_one(Account, reviewer.account_id)
    now = await tx.now()
    tx.session.add(
        Organizer(id=organizer, estate_id=estate, kind="committee", name="上一届", term_starts_on=now.date())
    )
    await tx.session.flush()
    tx.session.add(
        Member(
            id=member, organizer_id=organizer, position="chair", sex="female", left_at=now,
            name=tx.crypto.encrypt("members.name", member, "李试验"),
            phone=tx.crypto.encrypt("members.phone", member, "19900000001"), person_index=me.person_index,
        )
    )  # fmt: skip
    await tx.session.flush()
    return True


async def test_the_street_of_another_place_finds_nothing(database: Database) -> None:
    applicant, elsewhere = await an_applicant(database), await make_place(database)
    review = await submit(database, applicant)
    stranger = await reviewer_of(database, elsewhere)
    given = await approval(database, review)
    for who in (stranger, await sign_in_staff(database, Role.DISTRICT, ScopeKind.DISTRICT, applicant.place.district)):
        assert isinstance(await refused(approve(database, who, given)), NotFound)
        assert isinstance(await refused(reject(database, who, review.id)), NotFound)
    assert isinstance(await refused(approve(database, Person(uuid7(), "none"), given)), NotSignedIn)
    assert isinstance(await refused(reject(database, stranger, uuid7())), NotFound)


# Answers


async def test_a_rejection_says_why_in_words_that_only_the_owner_and_the_street_read(database: Database) -> None:
    applicant = await an_applicant(database)
    review = await submit(database, applicant)
    reviewer = await reviewer_of(database, applicant.place)
    decided = await reject(database, reviewer, review.id, "证书上的权利人是您的父亲，请他本人办理")
    assert decided.state is ManualReviewState.REJECTED
    async with database.glance() as session:
        events = select(ManualReviewEvent).where(ManualReviewEvent.review_id == review.id)
        event = (await session.scalars(events.where(ManualReviewEvent.step == ManualReviewStep.REJECTED))).one()
        record = select(AuditRecord).where(AuditRecord.subject_id == review.id)
        audit = (await session.scalars(record.where(AuditRecord.action == "manual_review.rejected"))).one()
        sent = list(
            await session.scalars(select(Message.template).where(Message.account_id == applicant.person.account_id))
        )
    assert event.reasons == [ManualReviewReason.NOT_AN_OWNER]
    assert event.words is not None
    assert "父亲" in database.crypto.decrypt("manual_review_events.words", event.id, event.words)
    assert audit.after == {"state": "rejected", "reasons": ["not_an_owner"]}
    assert sent == ["manual_review_rejected"]


async def test_who_was_rejected_sends_other_photos_and_types_nothing_again(
    database: Database, database_url: str
) -> None:
    applicant = await an_applicant(database)
    review = await submit(database, applicant)
    await reject(database, await reviewer_of(database, applicant.place), review.id)
    again = await submit(database, applicant)
    assert again.id != review.id
    assert again.name is not None
    assert again.number is not None
    assert database.crypto.decrypt("manual_reviews.name", again.id, again.name) == applicant.name
    assert database.crypto.decrypt("manual_reviews.number", again.id, again.number) == applicant.number
    assert await tables_with(database_url, [applicant.number, applicant.name]) == {}


async def test_what_was_entered_during_a_review_stands_when_it_is_rejected(database: Database) -> None:
    applicant = await an_applicant(database)
    review = await submit(database, applicant)
    await fail_match(database, replace(applicant, name="赵改正"))
    await reject(database, await reviewer_of(database, applicant.place), review.id)
    again = await submit(database, applicant)
    assert again.name is not None
    assert database.crypto.decrypt("manual_reviews.name", again.id, again.name) == "赵改正"


@pytest.mark.parametrize(
    ("reasons", "words", "path"),
    [((), "", "reasons"), ((ManualReviewReason.OTHER,), "嗯", "words"),
     ((ManualReviewReason.NAME_DIFFERS,), "长" * 501, "words")],
)  # fmt: skip
async def test_an_answer_without_a_reason_is_refused(
    database: Database, reasons: tuple[ManualReviewReason, ...], words: str, path: str
) -> None:
    applicant = await an_applicant(database)
    review = await submit(database, applicant)
    who = await acting(database, await reviewer_of(database, applicant.place))
    for answer in (decisions.reject, decisions.ask_for_more):
        async with database.transaction(who) as tx:
            with pytest.raises(InvalidInput) as caught:
                await answer(tx, AnswerReview(review.id, reasons, words))
        assert [fault.path for fault in caught.value.faults] == [path]


async def test_more_is_asked_for_once_and_decided_meanwhile_says_who_and_when(database: Database) -> None:
    applicant = await an_applicant(database)
    review = await submit(database, applicant)
    reviewer = await reviewer_of(database, applicant.place)
    await ask(database, reviewer, review.id)
    assert isinstance(await refused(ask(database, reviewer, review.id)), NotInThisState)
    decided = await reject(database, reviewer, review.id)
    given = await approval(database, review)
    for call in (approve(database, reviewer, given), reject(database, reviewer, review.id),
                 withdraw(database, applicant, review.id)):  # fmt: skip
        answer = await refused(call)
        assert isinstance(answer, ManualReviewDecided)
        assert (answer.outcome, answer.decided_at, answer.masked_name) == ("rejected", decided.decided_at, "李*验")


async def test_what_was_entered_is_revealed_against_a_reason_and_leaves_its_record(database: Database) -> None:
    applicant = await an_applicant(database)
    review = await submit(database, applicant)
    who = await acting(database, await reviewer_of(database, applicant.place))
    async with database.transaction(who) as tx:
        with pytest.raises(InvalidInput):
            await decisions.reveal(tx, LookAtReview(review.id, "看"))
    async with database.transaction(who) as tx:
        revealed = await decisions.reveal(tx, LookAtReview(review.id, "照片与填写内容逐字核对"))
    assert (revealed.name, revealed.document_number) == (applicant.name, applicant.number)
    assert revealed.phone.startswith("199")
    async with database.transaction(who) as tx:
        assert len(await decisions.show_photos(tx, LookAtReview(review.id))) == 2
    async with database.glance() as session:
        records = select(AuditRecord.action).where(AuditRecord.subject_id == review.id).order_by(AuditRecord.id)
        acts = list(await session.scalars(records))
    assert acts == ["manual_review.submitted", "manual_review.revealed", "manual_review.photos_shown"]
    assert applicant.number not in repr(revealed)


# Races


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


def test_an_approval_names_the_present_title() -> None:
    assert ApproveReview(uuid7(), None, EVIDENCE).kept_owner_ids == ()


@pytest.mark.parametrize(("opened", "most"), [(False, 15), (True, 16)])
async def test_an_approval_runs_few_statements(database: Database, opened: bool, most: int) -> None:
    """Beside them two COPYs of titles; an open ballot takes one more, for the correction of its roll."""
    applicant = await an_applicant(database)
    if opened:
        await open_ballot(database, applicant.place)
    review = await submit(database, applicant)
    actor = await acting(database, await reviewer_of(database, applicant.place))
    others = (
        NamedOwner("钱另一", DocumentKind.ID_CARD, new_id_card()),
        NamedOwner("孙另二", DocumentKind.ID_CARD, new_id_card()),
    )
    command = replace(await approval(database, review), other_owners=others)
    with counted_statements() as ran:
        async with database.transaction(actor) as tx:
            await decisions.approve(tx, command)
    assert len(ran) <= most
