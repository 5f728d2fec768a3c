"""What owners do with their own data: export and delete; and every vote stays counted."""

import asyncio
import io
import json
import zipfile
from dataclasses import replace

import httpx
import pytest
from sqlalchemy import select, text
from uuid_utils.compat import uuid7

from domain.rules.policy import ANONYMOUS, SYSTEM, Actor, Role, ScopeKind
from domain.rules.refusals import AlreadyVoted, FreshCodeNeeded, NotFound, Refusal
from domain.rules.terms import CodePurpose
from domain.services import (
    account_deletion,
    account_exports,
    accounts,
    codes,
    own_data,
)
from domain.services.account_deletion import AccountDeleted
from domain.services.castings import Cast, cast
from domain.services.certifications import Certified
from domain.services.sessions import actor_behind
from domain.services.tallies import tally_all
from domain.services.templates.own_data import NAMES, TITLES
from domain.services.wording import Language
from domain.store.database import Database
from domain.store.tables import (
    Account,
    Consent,
    FailedMatch,
    Message,
    Photo,
    Result,
    Table,
)
from tests.ballots import Resident
from tests.people import Person, sign_in_owner, sign_in_staff
from tests.services.castings import close, open_ballot
from tests.services.certifying import acting, certify
from tests.services.lives import a_life, cast_one, confirmed, deleted, live, refused, reviewed
from tests.services.raw_tables import tables_with
from tests.services.reviewing import (
    approval,
    approve,
    ask,
    reject,
    reviewer_of,
)
from tests.services.texts import last_code
from tests.services.ticketing import filed, make_neighbourhood

pytestmark = pytest.mark.usefixtures("invariants")


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
    life = await a_life(database)
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

    await close(database, life.ballot)
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
