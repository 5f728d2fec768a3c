"""Certification: one account, one owner, the owner's units; and a refusal that tells nobody who owns what."""

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from uuid_utils.compat import uuid7

from domain.rules.identity import organisation_check_character
from domain.rules.policy import ANONYMOUS, SYSTEM, Role, ScopeKind
from domain.rules.refusals import (
    AccountBelongsToAnotherOwner,
    EstateNotCompleted,
    InvalidInput,
    NotFound,
    NotSignedIn,
    OwnerHasAnotherAccount,
    OwnerNotMatched,
    Refusal,
    TooManyAttempts,
)
from domain.rules.terms import (
    CertificationMethod,
    CodePurpose,
    ConsentKind,
    DocumentKind,
    EstateStatus,
    OwnerKind,
)
from domain.services import accounts, certifications, codes
from domain.services.certifications import Certified, Certify
from domain.store.database import Database
from domain.store.tables import Account, Certification, Consent, Owner, Unit
from tests.people import Person, Place, give_title, make_owner, make_place, new_id_card, sign_in_owner, sign_in_staff
from tests.services.certifying import CONSENT, acting, certify, others, released, someone
from tests.services.raw_tables import tables_with
from tests.services.texts import last_code

pytestmark = pytest.mark.usefixtures("invariants")


async def refused(call: Coroutine[Any, Any, object]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        await call
    return caught.value


async def live(database: Database, person: Person) -> set[UUID]:
    async with database.glance() as session:
        rows = await session.scalars(
            select(Certification.unit_id).where(
                Certification.account_id == person.account_id, Certification.ended_at.is_(None)
            )
        )
        return set(rows)


async def test_a_match_certifies_at_once_and_names_the_other_units(database: Database) -> None:
    place = await make_place(database, units=3)
    owner, person = await someone(database, *place.units[:2]), await sign_in_owner(database)

    certified = await certify(database, person, owner.of(place.units[0]))

    assert certified == Certified(place.estate_id, (place.units[0],), (place.units[1],))
    assert await live(database, person) == {place.units[0]}
    who = await acting(database, person)
    assert who.owner_id == owner.owner_id
    assert who.roles() == frozenset({Role.OWNER})
    async with database.glance() as session:
        assert (await session.get_one(Unit, place.units[0])).certified
        consent = (await session.scalars(select(Consent).where(Consent.account_id == person.account_id))).one()
        assert (consent.kind, consent.version) == (ConsentKind.DOCUMENT_NUMBER, CONSENT)


async def test_the_other_units_are_added_at_one_tap_and_only_those(database: Database) -> None:
    place, elsewhere = await make_place(database, units=4), await make_place(database, units=1)
    owner, person = await someone(database, *place.units[:3], *elsewhere.units), await sign_in_owner(database)
    await certify(database, person, owner.of(place.units[0]))
    who = await acting(database, person)

    async with database.transaction(who) as tx:
        with pytest.raises(NotFound):
            await certifications.certify_my_other_units(tx, others(place, place.units[1:]))
    assert await live(database, person) == {place.units[0]}
    async with database.transaction(who) as tx:
        certified = await certifications.certify_my_other_units(tx, others(place, place.units[1:3]))
    assert certified.other_unit_ids == ()
    async with database.transaction(who) as tx:
        await certifications.certify_my_other_units(tx, others(elsewhere, elsewhere.units))
    assert await live(database, person) == {*place.units[:3], *elsewhere.units}


async def test_an_account_that_is_certified_for_nothing_has_no_other_units(database: Database) -> None:
    place = await make_place(database, units=1)
    await someone(database, place.units[0])
    who = await acting(database, await sign_in_owner(database))
    async with database.transaction(who) as tx:
        with pytest.raises(NotFound):
            await certifications.certify_my_other_units(tx, others(place, place.units))


async def test_certifying_twice_changes_nothing(database: Database) -> None:
    place = await make_place(database, units=1)
    owner, person = await someone(database, *place.units), await sign_in_owner(database)
    first = await certify(database, person, owner.of(place.units[0]))
    assert await certify(database, person, owner.of(place.units[0])) == first
    async with database.glance() as session:
        assert (
            len((await session.scalars(select(Certification).where(Certification.unit_id == place.units[0]))).all())
            == 1
        )


@pytest.mark.parametrize("typed", [" 张 试验 ", "张\u200b试验"])
async def test_a_name_is_compared_normalised_and_so_is_a_number(database: Database, typed: str) -> None:
    place = await make_place(database, units=1)
    owner, person = await someone(database, *place.units), await sign_in_owner(database)
    loose = replace(owner.of(place.units[0]), name=typed, number=f" {owner.number[:6]} {owner.number[6:].lower()}")
    assert (await certify(database, person, loose)).unit_ids == (place.units[0],)


async def test_a_refusal_is_the_same_whoever_owns_the_unit(database: Database) -> None:
    place = await make_place(database, units=3)
    theirs, nobodys, ended = place.units
    stranger = await someone(database)
    await someone(database, theirs, name="李试验")
    past = await someone(database, ended)
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text("UPDATE titles SET ends_at = domain_now() WHERE id = :title"), {"title": past.titles[0]}
        )
    wrong_name = replace(past.of(theirs), name="王试验")

    answers = [
        await refused(certify(database, await sign_in_owner(database), command))
        for command in (stranger.of(theirs), stranger.of(nobodys), past.of(ended), wrong_name)
    ]

    assert [type(answer) for answer in answers] == [OwnerNotMatched] * 4
    assert len({(answer.code, answer.message("zh"), answer.message("en")) for answer in answers}) == 1


async def test_the_right_number_with_a_wrong_name_does_not_match(database: Database) -> None:
    place = await make_place(database, units=1)
    owner, person = await someone(database, *place.units), await sign_in_owner(database)
    answer = await refused(certify(database, person, replace(owner.of(place.units[0]), name="张试")))
    assert isinstance(answer, OwnerNotMatched)
    assert (await acting(database, person)).owner_id is None


async def test_the_same_number_of_another_kind_of_document_is_another_owner(database: Database) -> None:
    place = await make_place(database, units=1)
    owner, person = await someone(database, *place.units), await sign_in_owner(database)
    other_kind = replace(owner.of(place.units[0]), document_kind=DocumentKind.RESIDENCE_PERMIT)
    assert isinstance(await refused(certify(database, person, other_kind)), OwnerNotMatched)


@pytest.mark.parametrize("state", ["developer_stock = true", "delivered = false"])
async def test_units_that_are_unsold_or_not_handed_over_are_no_persons_to_certify(
    database: Database, state: str
) -> None:
    """业主大会和业主委员会指导规则 24: they are one head, the developer's."""
    place = await make_place(database, units=1)
    owner, person = await someone(database, *place.units), await sign_in_owner(database)
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(text(f"UPDATE units SET {state} WHERE id = :unit"), {"unit": place.units[0]})
    assert isinstance(await refused(certify(database, person, owner.of(place.units[0]))), OwnerNotMatched)
    assert (await acting(database, person)).owner_id is None


async def test_an_organisation_certifies_by_its_code(database: Database) -> None:
    place, person = await make_place(database, units=1), await sign_in_owner(database)
    stem = f"9111010{uuid7().hex[-10:].upper()}".translate(str.maketrans("IOSVZ", "ABCDE"))
    code = stem + organisation_check_character(stem)
    async with database.transaction(SYSTEM) as tx:
        owner = uuid7()
        tx.session.add(
            Owner(
                id=owner, kind=OwnerKind.ORGANISATION, document_kind=DocumentKind.ORGANISATION_CODE,
                document_number=tx.crypto.encrypt("owners.document_number", owner, code),
                document_index=tx.crypto.index("document:organisation_code", code),
                index_version=tx.crypto.index_version,
                name=tx.crypto.encrypt("owners.name", owner, "试验商贸（北京）有限公司"),
            )
        )  # fmt: skip
        await tx.session.flush()
        await give_title(tx, place.units[0], [owner], head_key=owner)
    typed = Certify(place.units[0], DocumentKind.ORGANISATION_CODE, "试验商贸(北京)有限公司", code.lower(), CONSENT)
    await certify(database, person, typed)
    async with database.glance() as session:
        row = (await session.scalars(select(Certification).where(Certification.unit_id == place.units[0]))).one()
        assert row.method is CertificationMethod.OTHER_DOCUMENT


async def test_an_owner_indexed_under_an_older_key_is_found(database: Database) -> None:
    place, number, person = await make_place(database, units=1), new_id_card(), await sign_in_owner(database)
    async with database.transaction(SYSTEM) as tx:
        owner = await make_owner(tx, "张试验", number)
        row = await tx.session.get_one(Owner, owner)
        row.document_index, row.index_version = tx.crypto.index("document:id_card", number, 1), 1
        await give_title(tx, place.units[0], [owner], head_key=owner)
    command = Certify(place.units[0], DocumentKind.ID_CARD, "张试验", number, CONSENT)
    assert (await certify(database, person, command)).unit_ids == (place.units[0],)


async def test_one_account_certifies_for_one_owner(database: Database) -> None:
    place = await make_place(database, units=2)
    first, second = await someone(database, place.units[0]), await someone(database, place.units[1], name="李试验")
    person = await sign_in_owner(database)
    await certify(database, person, first.of(place.units[0]))
    assert isinstance(await refused(certify(database, person, second.of(place.units[1]))), AccountBelongsToAnotherOwner)
    assert await live(database, person) == {place.units[0]}


async def test_one_owner_has_one_account_and_the_other_is_named_masked(database: Database) -> None:
    place = await make_place(database, units=2)
    owner = await someone(database, *place.units)
    first, second = await sign_in_owner(database), await sign_in_owner(database)
    await certify(database, first, owner.of(place.units[0]))
    answer = await refused(certify(database, second, owner.of(place.units[1])))
    assert isinstance(answer, OwnerHasAnotherAccount)
    assert answer.masked_phone.startswith("199****")
    assert len(answer.masked_phone) == 11


async def test_two_accounts_that_certify_one_owner_at_once_are_one(database: Database) -> None:
    here, there = await make_place(database, units=1), await make_place(database, units=1)
    owner = await someone(database, *here.units, *there.units)
    people = [await sign_in_owner(database) for _ in range(4)]
    units = [here.units[0], there.units[0], here.units[0], there.units[0]]
    answers = await asyncio.gather(
        *(certify(database, who, owner.of(unit)) for who, unit in zip(people, units, strict=True)),
        return_exceptions=True,
    )
    assert sum(isinstance(answer, Certified) for answer in answers) == 1
    assert sum(isinstance(answer, OwnerHasAnotherAccount) for answer in answers) == 3


async def test_one_account_that_certifies_two_owners_at_once_has_one(database: Database) -> None:
    place = await make_place(database, units=2)
    first, second = await someone(database, place.units[0]), await someone(database, place.units[1])
    person = await sign_in_owner(database)
    answers = await asyncio.gather(
        certify(database, person, first.of(place.units[0])),
        certify(database, person, second.of(place.units[1])),
        return_exceptions=True,
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["AccountBelongsToAnotherOwner", "Certified"]


async def test_co_owners_certify_each_with_their_own_account(database: Database) -> None:
    place = await make_place(database, units=1)
    wife = await someone(database, name="李试验")
    husband = await someone(database, *place.units, also=wife.owner_id)
    first, second = await sign_in_owner(database), await sign_in_owner(database)
    await certify(database, first, husband.of(place.units[0]))
    await certify(database, second, wife.of(place.units[0]))
    assert await live(database, first) == await live(database, second) == {place.units[0]}


@pytest.mark.parametrize("status", [status for status in EstateStatus if status is not EstateStatus.COMPLETED])
async def test_only_a_completed_estate_certifies(database: Database, status: EstateStatus) -> None:
    place = await make_place(database, units=1, status=status)
    owner, person = await someone(database, *place.units), await sign_in_owner(database)
    assert isinstance(await refused(certify(database, person, owner.of(place.units[0]))), EstateNotCompleted)


async def test_every_fault_of_a_claim_is_named_at_once_and_none_is_a_guess(database: Database) -> None:
    place, person = await make_place(database, units=1), await sign_in_owner(database)
    owner = await someone(database, *place.units)
    mistyped = owner.number[:-1] + ("0" if owner.number[-1] != "0" else "1")
    for _ in range(certifications.PER_ACCOUNT[0].times + 1):
        answer = await refused(
            certify(database, person, Certify(place.units[0], DocumentKind.ID_CARD, "", mistyped, "2019-01"))
        )
        assert isinstance(answer, InvalidInput)
        assert [fault.path for fault in answer.faults] == ["name", "number", "consent"]
    assert (await certify(database, person, owner.of(place.units[0]))).unit_ids == (place.units[0],)


async def test_only_owners_certify_and_only_units_that_exist(database: Database) -> None:
    place = await make_place(database, units=1)
    owner, person = await someone(database, *place.units), await sign_in_owner(database)
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    assert isinstance(await refused(certify(database, clerk, owner.of(place.units[0]))), NotFound)
    assert isinstance(await refused(certify(database, person, owner.of(uuid7()))), NotFound)
    assert isinstance(await refused(certify(database, Person(uuid7(), "none"), owner.of(place.units[0]))), NotSignedIn)


async def guesses(database: Database, person: Person, commands: list[Certify]) -> list[type[Refusal]]:
    return [type(await refused(certify(database, person, command))) for command in commands]


async def test_an_account_has_five_guesses_an_hour_and_ten_a_day(database: Database) -> None:
    place, person = await make_place(database, units=12), await sign_in_owner(database)
    stranger = [await someone(database) for _ in range(12)]
    commands = [one.of(unit) for one, unit in zip(stranger, place.units, strict=True)]

    assert await guesses(database, person, commands[:6]) == [OwnerNotMatched] * 5 + [TooManyAttempts]
    await age_attempts(database, f"account:{person.account_id}", "1 hour")
    assert await guesses(database, person, commands[5:11]) == [OwnerNotMatched] * 5 + [TooManyAttempts]
    await age_attempts(database, f"account:{person.account_id}", "1 hour")
    assert await guesses(database, person, commands[10:11]) == [TooManyAttempts]
    await age_attempts(database, f"account:{person.account_id}", "22 hours")
    assert await guesses(database, person, commands[10:11]) == [OwnerNotMatched]


async def test_a_unit_and_a_document_bear_so_many_guesses_whoever_makes_them(database: Database) -> None:
    place = await make_place(database, units=12)
    stranger, first = await someone(database), place.units[0]
    by_document = [
        (await guesses(database, await sign_in_owner(database), [stranger.of(unit)]))[0] for unit in place.units[1:]
    ]
    assert by_document == [OwnerNotMatched] * 10 + [TooManyAttempts]
    by_unit = [
        (await guesses(database, await sign_in_owner(database), [(await someone(database)).of(first)]))[0]
        for _ in range(21)
    ]
    assert by_unit == [OwnerNotMatched] * 20 + [TooManyAttempts]


async def test_many_guesses_at_once_are_no_more_than_the_limit(database: Database) -> None:
    place, person = await make_place(database, units=1), await sign_in_owner(database)
    strangers = [await someone(database) for _ in range(12)]
    answers = await asyncio.gather(*(refused(certify(database, person, one.of(place.units[0]))) for one in strangers))
    assert sum(isinstance(answer, OwnerNotMatched) for answer in answers) == 5


async def age_attempts(database: Database, value: str, by: str) -> None:
    async with database.transaction(SYSTEM) as tx:
        key = tx.crypto.index("attempt:certification", value)
        await tx.session.execute(
            text("UPDATE attempts SET at = at - CAST(:by AS text)::interval WHERE key = :key"), {"by": by, "key": key}
        )


async def test_a_certification_ends_with_its_title_and_the_phone_is_free_again(database: Database) -> None:
    place = await make_place(database, units=2)
    seller, person = await someone(database, place.units[0]), await sign_in_owner(database)
    await certify(database, person, seller.of(place.units[0]))
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text("UPDATE titles SET ends_at = domain_now() WHERE id = :title"), {"title": seller.titles[0]}
        )
        assert await certifications.end_for_title(tx, seller.titles[0], "transferred") == 1
        assert await certifications.end_for_title(tx, seller.titles[0], "transferred") == 0
    assert (await acting(database, person)).held == ()
    async with database.glance() as session:
        assert not (await session.get_one(Unit, place.units[0])).certified

    relative = await someone(database, place.units[1], name="李试验")
    await certify(database, person, relative.of(place.units[1]))
    assert (await acting(database, person)).owner_id == relative.owner_id


async def test_the_street_releases_a_lost_phone_and_the_owner_certifies_anew(database: Database) -> None:
    place, elsewhere = await make_place(database, units=2), await make_place(database)
    owner = await someone(database, *place.units)
    lost, new = await sign_in_owner(database), await sign_in_owner(database)
    await certify(database, lost, owner.of(place.units[0]))
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    stranger = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, elsewhere.street)

    for who in (stranger, new):
        with pytest.raises(NotFound):
            await released(database, who, lost)
    outcome = await released(database, clerk, lost)

    assert outcome.certifications_ended == 1
    assert (await acting(database, lost)).kind == "anonymous"
    assert (await certify(database, new, owner.of(place.units[0]))).other_unit_ids == (place.units[1],)


async def test_a_release_needs_a_reason(database: Database) -> None:
    place = await make_place(database, units=1)
    owner, person = await someone(database, *place.units), await sign_in_owner(database)
    await certify(database, person, owner.of(place.units[0]))
    clerk = await sign_in_staff(database, Role.STREET_REVIEWER, ScopeKind.STREET, place.street)
    with pytest.raises(InvalidInput):
        await released(database, clerk, person, " ")
    assert await live(database, person) == {place.units[0]}


async def test_nothing_personal_is_logged_or_audited(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    place: Place = await make_place(database, units=2)
    owner, person = await someone(database, place.units[0], name="张试验猋"), await sign_in_owner(database)
    await refused(certify(database, person, owner.of(place.units[1])))
    await certify(database, person, owner.of(place.units[0]))
    logged = "\n".join(f"{record.getMessage()} {record.args}" for record in caplog.records)
    async with database.glance() as session:
        audit = (
            await session.execute(text("SELECT string_agg(row_to_json(a)::text, '') FROM audit_records a"))
        ).scalar_one()
    for planted in (owner.number, owner.name):
        assert planted not in logged
        assert planted not in audit


async def test_a_released_phone_may_start_anew_as_another_account(database: Database) -> None:
    place = await make_place(database, units=1)
    owner, person = await someone(database, *place.units), await sign_in_owner(database)
    await certify(database, person, owner.of(place.units[0]))
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    await released(database, clerk, person)
    async with database.transaction(SYSTEM) as tx:
        old = await tx.session.get_one(Account, person.account_id)
        assert old.phone is not None
        phone = tx.crypto.decrypt("accounts.phone", old.id, old.phone)
    async with database.transaction(ANONYMOUS) as tx:
        command = codes.RequestCode(CodePurpose.SIGN_IN, phone)
        sent = await codes.request_code(tx, command, address=f"test-{phone}", language="zh")
    async with database.transaction(ANONYMOUS) as tx:
        tried = await codes.claim_try(tx, sent.challenge, CodePurpose.SIGN_IN)
    async with database.transaction(ANONYMOUS) as tx:
        opened = await accounts.sign_in_with_code(tx, tried, await last_code(database, phone), "zh")
    assert opened.account_id != person.account_id


async def test_a_certified_owners_name_number_and_phone_are_nowhere_in_clear(
    database: Database, database_url: str
) -> None:
    place, person = await make_place(database, units=1), await sign_in_owner(database)
    owner = await someone(database, *place.units, name="张试验骉")
    await certify(database, person, owner.of(place.units[0]))
    async with database.transaction(SYSTEM) as tx:
        account = await tx.session.get_one(Account, person.account_id)
        assert account.phone is not None
        phone = tx.crypto.decrypt("accounts.phone", account.id, account.phone)
    assert await tables_with(database_url, [owner.name, owner.number, phone, person.token]) == {}
