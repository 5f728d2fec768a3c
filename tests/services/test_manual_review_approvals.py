"""Manual reviews: what an approval writes into the register, and whom it refuses to certify."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from uuid_utils.compat import uuid7

from domain.rules.heads import head_key
from domain.rules.policy import SYSTEM, Role
from domain.rules.refusals import (
    AccountBelongsToAnotherOwner,
    InvalidInput,
    OwnerHasAnotherAccount,
)
from domain.rules.terms import (
    CertificationMethod,
    Channel,
    DocumentKind,
    ManualReviewState,
)
from domain.services import manual_review_decisions as decisions
from domain.services import photos
from domain.services.castings import Cast, cast
from domain.services.manual_review_decisions import ApproveReview
from domain.services.owners import NamedOwner
from domain.store.database import Database
from domain.store.tables import (
    AuditRecord,
    Casting,
    Message,
    Photo,
    RollCorrection,
    TitleOwner,
    Unit,
)
from tests.api.statements import counted_statements
from tests.people import make_place, new_id_card, sign_in_owner
from tests.services.castings import open_ballot
from tests.services.certifying import acting, certify, someone
from tests.services.reviewing import (
    EVIDENCE,
    Applicant,
    an_applicant,
    approval,
    approve,
    fail_match,
    photos_left,
    read,
    reviewer_of,
    submit,
)
from tests.services.reviewing_results import certified_by, owner_known_as, owners_of, refused, titles

pytestmark = pytest.mark.usefixtures("invariants")


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
    reviewer, given = await reviewer_of(database, applicant.place), await approval(database, review)
    answer = await refused(approve(database, reviewer, replace(given, handed_over=False)))
    assert isinstance(answer, InvalidInput)
    assert [fault.path for fault in answer.faults] == ["handedOver"]

    await approve(database, reviewer, given)
    async with database.glance() as session:
        unit = await session.get_one(Unit, applicant.unit)
    assert (unit.developer_stock, unit.delivered) == (False, True)


async def test_the_approval_of_an_owner_in_the_register_hands_the_unit_over(database: Database) -> None:
    """指导规则 24: until then the unit is one of the developer's head, and no person's to vote for."""
    place = await make_place(database, units=1)
    registered = await someone(database, *place.units)
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(update(Unit).where(Unit.id == place.units[0]).values(delivered=False))
    applicant = Applicant(place, await sign_in_owner(database), place.units[0], registered.name, registered.number)
    await fail_match(database, applicant)
    review = await submit(database, applicant)
    await approve(database, await reviewer_of(database, place), await approval(database, review))

    async with database.glance() as session:
        assert (await session.get_one(Unit, applicant.unit)).delivered
    assert len(await certified_by(database, applicant.person)) == 1


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


def test_an_approval_names_the_present_title() -> None:
    assert ApproveReview(uuid7(), None, EVIDENCE).kept_owner_ids == ()


@pytest.mark.parametrize(("opened", "most"), [(False, 16), (True, 17)])
async def test_an_approval_runs_few_statements(database: Database, opened: bool, most: int) -> None:
    """It cannot be ten: register, ballots, owner, accounts, titles and unit are locked one after the other, and what
    each lock keeps is read behind it. An open ballot takes one more, for the correction of its roll. The first reads
    who decides: their phone and document are opened before a party is looked for, under every key."""
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
