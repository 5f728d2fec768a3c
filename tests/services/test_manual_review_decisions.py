"""Manual reviews, the street's part: four eyes, and answers with reasons that can be acted on."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from secrets import token_bytes
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from uuid_utils.compat import uuid7

from domain.rules.policy import SYSTEM, Actor, Held, Role, ScopeKind
from domain.rules.refusals import (
    InvalidInput,
    ManualReviewDecided,
    NotFound,
    NotInThisState,
    NotSignedIn,
    ReviewerIsParty,
)
from domain.rules.terms import (
    DocumentKind,
    ManualReviewReason,
    ManualReviewState,
    ManualReviewStep,
)
from domain.services import manual_review_decisions as decisions
from domain.services.manual_review_decisions import AnswerReview, LookAtReview
from domain.services.owners import NamedOwner
from domain.services.staff import CreateStaffAccount, create_staff_account
from domain.store.database import Database
from domain.store.tables import (
    Account,
    AuditRecord,
    ManualReviewEvent,
    Member,
    Message,
    Organizer,
)
from gongjue.settings import Settings
from gongjue.wiring import open_database
from tests.ballots import make_organizer, sign_in_organizer
from tests.people import (
    Person,
    give_title,
    make_owner,
    make_place,
    new_id_card,
    new_phone,
    sign_in_again,
    sign_in_owner,
    sign_in_staff,
)
from tests.services.certifying import acting, certify, someone
from tests.services.raw_tables import tables_with
from tests.services.reviewing import (
    Applicant,
    an_applicant,
    approval,
    approve,
    ask,
    fail_match,
    reject,
    reviewer_of,
    submit,
    withdraw,
)
from tests.services.reviewing_results import refused

pytestmark = pytest.mark.usefixtures("invariants")


# Four eyes


async def appointed(database: Database, place: Any, number: str) -> Person:
    """A reviewer of the street whom its district has appointed, with this identity card, signed in."""
    district = Actor(kind="staff", held=(Held(Role.DISTRICT, ScopeKind.DISTRICT, place.district),))
    async with database.transaction(district) as tx:
        made = await create_staff_account(
            tx,
            CreateStaffAccount(
                Role.STREET_REVIEWER, ScopeKind.STREET, place.street, "李试验", new_phone(),
                document_kind=DocumentKind.ID_CARD, document_number=number,
            ),
        )  # fmt: skip
    async with database.transaction(SYSTEM) as tx:
        (await tx.session.get_one(Account, made.account_id)).state = "active"
    return await sign_in_again(database, made.account_id)


@asynccontextmanager
async def rotated(settings: Settings) -> AsyncIterator[Database]:
    """The same database after a second key for indexes came into use."""
    keys = {**settings.index_keys, max(settings.index_keys) + 1: token_bytes(32)}
    database = open_database(replace(settings, index_keys=keys), pool_size=4)
    yield database
    await database.close()


async def party(database: Database, place: Any, how: str, applicant: Applicant) -> Person:
    """A reviewer of the street who is a party in this way."""
    number = applicant.number if how == "applies" else new_id_card()
    reviewer = await appointed(database, place, number)
    async with database.transaction(SYSTEM) as tx:
        me = await tx.session.get_one(Account, reviewer.account_id)
        if how == "owns":
            owner = await make_owner(tx, "李试验", number)
            await give_title(tx, place.units[1], [owner], head_key=owner)
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


@pytest.mark.parametrize("how", [one for one in PARTIES if one != "applies by phone"])
async def test_a_party_stays_one_when_the_key_of_the_indexes_changes(
    database: Database, settings: Settings, how: str
) -> None:
    """Who was appointed under the old key is known again under the new one, and the other way round."""
    place = await make_place(database, units=2)
    applicant = await an_applicant(database, place)
    review = await submit(database, applicant)
    given = await approval(database, review)
    async with rotated(settings) as later:
        after = await party(later, place, "applies", applicant)
        before = await party(database, place, how, applicant)
        for reviewer in (before, after):
            assert isinstance(await refused(approve(later, reviewer, given)), ReviewerIsParty)
        if how == "owns":
            assert isinstance(await refused(approve(later, await same_person(later, place, before), given)),
                              ReviewerIsParty)  # fmt: skip


async def same_person(database: Database, place: Any, person: Person) -> Person:
    """A second account of a reviewer's person, made with the keys of `database`."""
    async with database.glance() as session:
        account = await session.get_one(Account, person.account_id)
    assert account.document is not None
    number = database.crypto.decrypt("accounts.document", account.id, account.document).partition(":")[2]
    return await appointed(database, place, number)


async def test_nobody_writes_themselves_into_the_register_as_another_owner(database: Database) -> None:
    applicant, number = await an_applicant(database), new_id_card()
    review = await submit(database, applicant)
    reviewer = await appointed(database, applicant.place, number)
    myself = NamedOwner("李试验", DocumentKind.ID_CARD, number)
    given = replace(await approval(database, review), other_owners=(myself,))
    assert isinstance(await refused(approve(database, reviewer, given)), ReviewerIsParty)
    decided = await approve(database, await reviewer_of(database, applicant.place), given)
    assert decided.state is ManualReviewState.APPROVED


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
