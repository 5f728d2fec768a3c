"""What owners do with their own data: withdraw, export, delete; and every vote stays counted."""

import asyncio
import io
import json
import zipfile
from collections.abc import Coroutine
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import select, text
from uuid_utils.compat import uuid7

from domain.rules.consents import CONSENTS
from domain.rules.policy import ANONYMOUS, SYSTEM, Actor, Role, ScopeKind
from domain.rules.refusals import AlreadyVoted, FreshCodeNeeded, InvalidInput, NotFound, NotSignedIn, Refusal
from domain.rules.terms import CertificationMethod, CodePurpose, ConsentKind, ManualReviewState
from domain.services import (
    account_deletion,
    account_exports,
    accounts,
    codes,
    consents,
    manual_reviews,
    own_data,
    photos,
)
from domain.services.account_deletion import AccountDeleted
from domain.services.castings import Cast, cast
from domain.services.certifications import Certified
from domain.services.consents import ConsentWithdrawn
from domain.services.manual_reviews import RequestReviewPhoto
from domain.services.sessions import actor_behind
from domain.services.tallies import tally_all
from domain.services.templates.own_data import NAMES, TITLES
from domain.services.wording import Language
from domain.store.database import Database
from domain.store.tables import (
    Account,
    Casting,
    Certification,
    Consent,
    FailedMatch,
    ManualReview,
    Message,
    Photo,
    Result,
    Table,
)
from tests.ballots import Resident
from tests.people import Person, Place, make_place, sign_in_owner, sign_in_staff
from tests.services.castings import OpenBallot, close, open_ballot
from tests.services.certifying import Someone, acting, certify, someone
from tests.services.raw_tables import tables_with
from tests.services.reviewing import (
    BOTH,
    PHOTOS,
    Applicant,
    an_applicant,
    approval,
    approve,
    ask,
    fail_match,
    photos_left,
    picture,
    read,
    reject,
    reviewer_of,
    sent_photo,
    submission,
    submit,
)
from tests.services.texts import last_code
from tests.services.ticketing import filed, make_neighbourhood

pytestmark = pytest.mark.usefixtures("invariants")


@dataclass
class Life:
    """An owner who has done a little of everything."""

    place: Place
    person: Person
    owner: Someone
    ballot: OpenBallot
    phone: str


async def refused(call: Coroutine[Any, Any, object]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        await call
    return caught.value


async def confirmed(database: Database, person: Person) -> Actor:
    return replace(await acting(database, person), confirmed_recently=True)


async def a_life(database: Database, *, closes_in: timedelta = timedelta(days=30)) -> Life:
    """Certified for one unit, voted, and under review for another."""
    place, person = await make_place(database, units=3), await sign_in_owner(database)
    owner = await someone(database, place.units[0], name="欧阳生涯")
    await certify(database, person, owner.of(place.units[0]))
    ballot = await open_ballot(database, place, closes_in=closes_in)
    await cast(database, Cast(await confirmed(database, person), ballot.id, uuid7(), ballot.picks(0), uuid7()))
    async with database.transaction(SYSTEM) as tx:
        account = await tx.session.get_one(Account, person.account_id)
        assert account.phone is not None
        phone = tx.crypto.decrypt("accounts.phone", account.id, account.phone)
    return Life(place, person, owner, ballot, phone)


async def reviewed(database: Database, life: Life) -> ManualReview:
    applicant = Applicant(life.place, life.person, life.place.units[1], life.owner.name, life.owner.number)
    await fail_match(database, applicant)
    return await submit(database, applicant)


async def withdrawn(database: Database, person: Person, kind: ConsentKind) -> ConsentWithdrawn:
    async with database.transaction(await acting(database, person)) as tx:
        return await consents.withdraw(tx, kind)


async def deleted(database: Database, person: Person) -> AccountDeleted:
    async with database.transaction(await confirmed(database, person)) as tx:
        return await account_deletion.delete_account(tx)


async def live(database: Database, person: Person) -> int:
    async with database.glance() as session:
        mine = select(Certification.id).where(
            Certification.account_id == person.account_id, Certification.ended_at.is_(None)
        )
        return len((await session.scalars(mine)).all())


# Consents


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


async def cast_one(database: Database, request: Cast) -> object:
    return await cast(database, request)


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


# Export


async def exported(database: Database, person: Person, language: Language = Language.ZH) -> zipfile.ZipFile:
    async with database.transaction(await confirmed(database, person)) as tx:
        requested = await account_exports.request_export(tx)
    async with database.transaction(await acting(database, person)) as tx:
        return zipfile.ZipFile(io.BytesIO(await account_exports.fetch_export(tx, requested.token, language)))


async def test_an_export_has_everything_for_programs_and_for_people(database: Database) -> None:
    life = await a_life(database)
    review = await reviewed(database, life)
    reviewer = await reviewer_of(database, life.place)
    await ask(database, reviewer, review.id, "请补拍背面")

    archive = await exported(database, life.person)

    data = json.loads(archive.read("data.json"))
    assert data["format"] == "gongjue-my-data-1"
    assert data["account"][0]["phone"] == life.phone
    assert (data["owner"][0]["name"], data["owner"][0]["document_number"]) == (life.owner.name, life.owner.number)
    assert [one["room"] for one in data["titles"]] == ["101"]
    assert data["votes"][0]["choices"] == [{"matter": "事项1", "chosen": "同意"}]
    assert data["votes"][0]["rooms"] == ["101"]
    assert data["manual_reviews"][0]["number"] == life.owner.number
    assert [one["words"] for one in data["manual_review_steps"]] == [None, "请补拍背面"]
    assert {one["kind"] for one in data["consents"]} == {"document_number", "photos"}
    assert "manual_review.more_asked" in {one["action"] for one in data["who_looked_at_me"]}
    photos = [name for name in archive.namelist() if name.startswith("photos/")]
    assert len(photos) == 2
    assert all(archive.read(name).startswith(b"\xff\xd8\xff") for name in photos)
    page = archive.read("data.html").decode()
    for told in (life.phone, life.owner.name, life.owner.number, "请补拍背面", "事项1"):
        assert told in page
    english = (await exported(database, life.person, Language.EN)).read("data.html").decode()
    assert "<h2>Votes</h2>" in english


async def test_an_export_has_complaints_and_their_steps(database: Database) -> None:
    place = await make_neighbourhood(database)
    await filed(database, place.resident, words="厨房水管漏水，请尽快来修。")
    data = json.loads((await exported(database, place.resident.person)).read("data.json"))
    assert [one["words"] for one in data["tickets"]] == ["厨房水管漏水，请尽快来修。"]
    assert len(data["ticket_steps"]) == 1


async def test_an_export_is_of_oneself_alone(database: Database) -> None:
    life, other = await a_life(database), await a_life(database)
    await reviewed(database, other)
    archive = await exported(database, life.person)
    whole = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8", "ignore")
    for theirs in (other.phone, other.owner.number, str(other.person.account_id), str(other.owner.owner_id)):
        assert theirs not in whole


async def test_a_phone_that_passed_to_somebody_else_exports_nothing_of_the_owner(database: Database) -> None:
    life = await a_life(database)
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text("UPDATE titles SET ends_at = domain_now() WHERE id = :title"), {"title": life.owner.titles[0]}
        )
        await tx.session.execute(
            text("UPDATE certifications SET ended_at = domain_now(), ended_reason = 'title_ended' WHERE title_id = :t"),
            {"t": life.owner.titles[0]},
        )
    data = json.loads((await exported(database, life.person)).read("data.json"))
    assert (data["owner"], data["titles"]) == ([], [])
    assert life.owner.number not in json.dumps(data)


async def test_an_export_needs_a_fresh_code_and_its_address_serves_one_session_once(database: Database) -> None:
    life, stranger = await a_life(database), await sign_in_owner(database)
    stale = replace(await acting(database, life.person), confirmed_recently=False)
    async with database.transaction(stale) as tx:
        with pytest.raises(FreshCodeNeeded):
            await account_exports.request_export(tx)
    async with database.transaction(await confirmed(database, life.person)) as tx:
        token = (await account_exports.request_export(tx)).token

    async def fetch(who: Actor) -> bytes:
        async with database.transaction(who) as tx:
            return await account_exports.fetch_export(tx, token, Language.ZH)

    mine = await acting(database, life.person)
    for who in (await acting(database, stranger), replace(mine, session_id=uuid7())):
        assert isinstance(await refused(fetch(who)), NotFound)
    assert (await fetch(mine)).startswith(b"PK")
    assert isinstance(await refused(fetch(mine)), NotFound)


async def test_an_address_of_an_export_is_over_after_ten_minutes(database: Database) -> None:
    life = await a_life(database)
    async with database.transaction(await confirmed(database, life.person)) as tx:
        token = (await account_exports.request_export(tx)).token
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text("UPDATE account_exports SET expires_at = expires_at - interval '10 minutes' WHERE account_id = :a"),
            {"a": life.person.account_id},
        )
    async with database.transaction(await acting(database, life.person)) as tx:
        with pytest.raises(NotFound):
            await account_exports.fetch_export(tx, token, Language.ZH)


async def test_the_export_travels_over_http(database: Database, client: httpx.AsyncClient) -> None:
    life = await a_life(database)
    async with database.transaction(await confirmed(database, life.person)) as tx:
        token = (await account_exports.request_export(tx)).token
    cookie = {"Cookie": f"gongjue={life.person.token}"}
    foreign = await client.get(f"/my-data/{token}", headers={**cookie, "Sec-Fetch-Site": "cross-site"})
    assert foreign.status_code == 403
    assert (await client.get(f"/my-data/{token}")).status_code == 404
    fetched = await client.get(f"/my-data/{token}", headers=cookie)
    assert (fetched.status_code, fetched.headers["cache-control"]) == (200, "no-store")
    assert zipfile.ZipFile(io.BytesIO(fetched.content)).testzip() is None


def test_every_table_about_a_person_is_exported_or_says_why_not() -> None:
    told = {table for section in own_data.SECTIONS for table in section.tables}
    about_people = {"account_id", "owner_id", "phone", "phone_index", "person_index", "operator_id"}
    concerned = {
        name
        for name, table in Table.metadata.tables.items()
        if about_people & {column.name for column in table.columns}
    }
    staff_only = {"pad_sessions", "broadcasts"}
    assert concerned - told - own_data.NOT_EXPORTED.keys() - staff_only == set()
    assert not told & own_data.NOT_EXPORTED.keys()


async def test_every_section_and_field_has_a_name_that_people_read(database: Database) -> None:
    life = await a_life(database)
    await reviewed(database, life)
    async with database.read() as session:
        found = await own_data.collect(session, database.crypto, life.person.account_id)
        for section in own_data.SECTIONS:
            rows = await session.execute(
                text(own_data._typed(section.statement)), {"account": life.person.account_id, "owner": None}
            )
            assert set(rows.keys()) - {"seal"} <= NAMES.keys(), section.name
    assert found.keys() == TITLES.keys()


# Deletion


async def test_who_deletes_their_account_is_nowhere_and_every_vote_is_counted(
    database: Database, database_url: str
) -> None:
    life = await a_life(database, closes_in=timedelta(seconds=4))
    review = await reviewed(database, life)
    await reject(database, await reviewer_of(database, life.place), review.id, f"{life.owner.name}，请重新拍摄")

    outcome = await deleted(database, life.person)

    assert (outcome.certifications_ended, outcome.photos_deleted, outcome.votes_kept) == (1, 2, 1)
    assert (await acting(database, life.person)).kind == "anonymous"
    async with database.glance() as session:
        account = await session.get_one(Account, life.person.account_id)
        left = [account.phone, account.phone_index, account.name, account.person_index, account.owner_id]
        assert (account.state, left) == ("disabled", [None] * 5)
        assert (await session.scalars(select(Photo.id).where(
            Photo.account_id == account.id, Photo.content.is_not(None)))).all() == []  # fmt: skip
        assert (await session.scalars(select(FailedMatch.id).where(FailedMatch.account_id == account.id))).all() == []
        waiting = select(Message.state).where(Message.account_id == account.id)
        assert set(await session.scalars(waiting)) <= {"expired", "sent", "failed"}
        standing = select(Consent.id).where(Consent.account_id == account.id, Consent.withdrawn_at.is_(None))
        assert (await session.scalars(standing)).all() == []
    found = await tables_with(database_url, [life.phone, life.owner.number, life.owner.name])
    assert found == {}

    await close(database, life.ballot, seconds=30)
    await tally_all(database, [life.ballot.id])
    async with database.glance() as session:
        (matter,) = (await session.get_one(Result, life.ballot.id)).document["matters"]
    assert (matter["heads"]["participating"], matter["heads"]["for"]) == (1, 1)


async def test_the_phone_begins_anew_and_the_owner_finds_their_vote_already_cast(database: Database) -> None:
    life = await a_life(database)
    await deleted(database, life.person)
    opened = await signed_in_again(database, life.phone)
    assert opened.account_id != life.person.account_id
    certified = await certify(database, opened, life.owner.of(life.place.units[0]))
    assert isinstance(certified, Certified)
    again = Cast(await confirmed(database, opened), life.ballot.id, uuid7(), life.ballot.picks(1), uuid7())
    answer = await refused(cast_one(database, again))
    assert isinstance(answer, AlreadyVoted)


async def test_who_comes_back_fetches_everything_and_their_earlier_ticket_has_no_words(database: Database) -> None:
    life = await a_life(database)
    unit, owner = life.place.units[0], life.owner
    resident = Resident(life.person, owner.owner_id, unit, owner.titles[0], owner.owner_id)
    ticket = await filed(database, resident, place_note="水槽下面")
    await deleted(database, life.person)
    opened = await signed_in_again(database, life.phone)
    assert isinstance(await certify(database, opened, owner.of(unit)), Certified)
    data = json.loads((await exported(database, opened)).read("data.json"))
    (told,) = data["tickets"]
    assert (told["ticket"], told["words"], told["place_note"]) == (str(ticket), None, None)
    assert [one["words"] for one in data["ticket_steps"]] == [None]


async def signed_in_again(database: Database, phone: str) -> Person:
    async with database.transaction(ANONYMOUS) as tx:
        command = codes.RequestCode(CodePurpose.SIGN_IN, phone)
        sent = await codes.request_code(tx, command, address=f"test-{phone}", language="zh")
    async with database.transaction(ANONYMOUS) as tx:
        tried = await codes.claim_try(tx, sent.challenge, CodePurpose.SIGN_IN)
    async with database.transaction(ANONYMOUS) as tx:
        opened = await accounts.sign_in_with_code(tx, tried, await last_code(database, phone), "zh")
    async with database.glance() as session:
        assert (await actor_behind(session, opened.token)).kind == "owner"
    return Person(opened.account_id, opened.token)


async def test_a_deletion_needs_a_fresh_code_and_is_for_owners(database: Database) -> None:
    person, clerk = await sign_in_owner(database), await sign_in_staff(database, Role.CITY, ScopeKind.CITY)
    stale = replace(await acting(database, person), confirmed_recently=False)

    async def delete_as(who: Actor) -> object:
        async with database.transaction(who) as tx:
            return await account_deletion.delete_account(tx)

    assert isinstance(await refused(delete_as(stale)), FreshCodeNeeded)
    assert isinstance(await refused(delete_as(await confirmed(database, clerk))), NotFound)
    outcome = await deleted(database, person)
    assert (outcome.certifications_ended, outcome.votes_kept) == (0, 0)


async def test_two_deletions_at_once_are_one(database: Database) -> None:
    life = await a_life(database)
    who = await confirmed(database, life.person)

    async def delete_once() -> object:
        async with database.transaction(who) as tx:
            return await account_deletion.delete_account(tx)

    answers = await asyncio.gather(*(delete_once() for _ in range(3)), return_exceptions=True)
    assert sorted(type(answer).__name__ for answer in answers) == ["AccountDeleted", "NotInThisState", "NotInThisState"]


async def test_a_deletion_while_the_owner_casts_and_is_approved_leaves_no_ring(database: Database) -> None:
    for _ in range(4):
        life = await a_life(database)
        review = await reviewed(database, life)
        other = await open_ballot(database, life.place)
        who = await confirmed(database, life.person)
        given, reviewer = await approval(database, review), await reviewer_of(database, life.place)
        answers = await asyncio.gather(
            deleted(database, life.person),
            cast(database, Cast(who, other.id, uuid7(), other.picks(0), uuid7())),
            approve(database, reviewer, given),
            return_exceptions=True,
        )
        assert isinstance(answers[0], AccountDeleted), answers
        assert all(not isinstance(one, Exception) or isinstance(one, Refusal) for one in answers), answers
        assert await live(database, life.person) == 0
