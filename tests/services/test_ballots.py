"""Ballots in preparation: saved as whole documents, copied, deleted, and nobody else's."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select, text
from uuid_utils.compat import uuid7

from domain.rules.heads import head_key
from domain.rules.policy import ANONYMOUS, SYSTEM, Actor, Role, ScopeKind
from domain.rules.refusals import (
    InvalidInput,
    NotFound,
    NotSignedIn,
    Refusal,
)
from domain.rules.terms import BallotState, BuildingSource
from domain.services import ballots_drafts as drafts
from domain.services import ballots_review as review
from domain.services.ballots import read_content
from domain.services.ballots_drafts import BallotDocument
from domain.services.closing import close_due
from domain.store.database import Database, Transaction
from domain.store.tables import Ballot, Building, Matter, ScopeItem
from tests.ballots import (
    actor_of,
    election,
    make_open_ballot,
    sign_in_organizer,
    yes_or_no,
)
from tests.people import add_unit, give_title, make_owner, make_place, sign_in_staff
from tests.services.towns import acts_on, approve, complete_document, create, make_town, read, save, submitted

pytestmark = pytest.mark.usefixtures("invariants")

NEVER = UUID(int=9)


async def test_nonsense_is_refused_with_every_fault_and_nothing_is_saved(database: Database) -> None:
    town, elsewhere = await make_town(database, units=1), await make_place(database, units=1)
    good = await complete_document(database, town)
    ballot_id = await create(database, town.member, town.place)
    await save(database, town.member, ballot_id, good)
    nonsense = replace(
        good,
        title="题" * 101,
        publicity_id=uuid7(),
        opens_at=datetime(2030, 1, 5, tzinfo=UTC),
        last_day=datetime(2030, 1, 4, tzinfo=UTC).date(),
        whole_estate=True,
        building_ids=(elsewhere.building_id,),
        unit_ids=(town.place.units[0], elsewhere.units[0]),
        matters=(replace(election("选举\x00", "甲乙", 1), seats=-1, max_picks=70000),),
    )

    with pytest.raises(InvalidInput) as refused:
        await save(database, town.member, ballot_id, nonsense)

    assert [fault.path for fault in refused.value.faults] == [
        "title", "lastDay", "wholeEstate", "matters.0.title", "matters.0.seats", "matters.0.maxPicks", "publicityId",
        "buildingIds.0", "unitIds.1",
    ]  # fmt: skip
    assert (await read(database, ballot_id)).title == good.title


async def test_saving_replaces_the_whole_document(database: Database) -> None:
    town = await make_town(database, units=2)
    ballot_id = await create(database, town.member, town.place)
    part = BallotDocument(
        title="部分", whole_estate=False, building_ids=(town.place.building_id,), unit_ids=(town.place.units[1],) * 2,
        scope_reason=" 理由 ", agreed=True, matters=(yes_or_no("甲"), yes_or_no("乙")),
    )  # fmt: skip
    await save(database, town.member, ballot_id, part)
    first = await read(database, ballot_id)
    await save(database, town.member, ballot_id, BallotDocument(title="全体", matters=(yes_or_no("丙"),)))
    second = await read(database, ballot_id)

    assert (first.whole_estate, first.scope_reason, first.agreed_at is not None) == (False, "理由", True)
    assert (second.whole_estate, second.scope_reason, second.agreed_at) == (True, None, None)
    async with database.read() as session:
        assert list(await session.scalars(select(Matter.title).where(Matter.ballot_id == ballot_id))) == ["丙"]
        assert await session.scalar(select(func.count()).where(ScopeItem.ballot_id == ballot_id)) == 0


async def test_the_last_day_closes_at_its_twenty_four_hours_in_shanghai(database: Database) -> None:
    """民法典 203: the last day of a period ends at 24:00."""
    town = await make_town(database, units=1)
    ballot_id = await create(database, town.member, town.place)
    last = datetime(2031, 3, 31, tzinfo=UTC).date()

    await save(database, town.member, ballot_id, BallotDocument(title="投票", last_day=last))

    assert (await read(database, ballot_id)).closes_at == datetime(2031, 3, 31, 16, tzinfo=UTC)


async def test_a_draft_is_deleted_unless_it_was_ever_submitted(database: Database) -> None:
    town = await make_town(database, units=1)
    fresh = await create(database, town.member, town.place)
    await save(database, town.member, fresh, await complete_document(database, town))
    seen = await submitted(database, town)
    async with database.transaction(town.member) as tx:
        await drafts.delete_ballot(tx, fresh)
        await review.withdraw_ballot(tx, seen)

    with pytest.raises(InvalidInput):
        async with database.transaction(town.member) as tx:
            await drafts.delete_ballot(tx, seen)
    async with database.read() as session:
        kept = set(await session.scalars(select(Ballot.id).where(Ballot.id.in_([fresh, seen]))))
    assert kept == {seen}
    assert await acts_on(database, fresh) == ["ballot.created", "ballot.saved", "ballot.deleted"]


async def test_a_copy_takes_the_words_and_the_scope_but_not_the_window(database: Database) -> None:
    town = await make_town(database, units=2)
    document = replace(
        await complete_document(database, town, [yes_or_no(), election("选举", "甲乙丙", 3)]),
        whole_estate=False, unit_ids=tuple(town.place.units), scope_reason="理由",
    )  # fmt: skip
    source = await submitted(database, town, document)
    await approve(database, town.reviewer, source)

    async with database.transaction(town.member) as tx:
        copy = await drafts.copy_ballot(tx, source)

    assert (copy.state, copy.copied_from_id, copy.organizer_id) == (BallotState.DRAFT, source, town.organizer_id)
    assert (copy.opens_at, copy.closes_at, copy.agreed_at, copy.content_hash) == (None, None, None, None)
    assert (copy.publicity_id, copy.announcement_id) == (document.publicity_id, document.announcement_id)
    async with database.read() as session:
        content = await read_content(session, await session.get_one(Ballot, copy.id), datetime.now(UTC))
    assert content.draft.matters == document.matters
    assert sorted(content.unit_ids) == sorted(town.place.units)


async def test_a_copy_is_of_one_moment_while_its_source_is_being_saved(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = await make_town(database, units=1)
    before = await complete_document(database, town, [yes_or_no("旧事项")])
    after = replace(before, title="改过的标题", matters=(yes_or_no("新事项"),))
    source = await create(database, town.member, town.place)
    await save(database, town.member, source, before)
    saving: list[asyncio.Task[None]] = []
    read_on = drafts._notices_that_still_serve

    async def saved_meanwhile(tx: Transaction, read: Ballot) -> set[UUID]:
        saving.append(asyncio.create_task(save(database, town.member, source, after)))
        await asyncio.wait(saving, timeout=0.5)
        return await read_on(tx, read)

    with monkeypatch.context() as patched:
        patched.setattr(drafts, "_notices_that_still_serve", saved_meanwhile)
        async with database.transaction(town.member) as tx:
            copy = await drafts.copy_ballot(tx, source)
    await saving[0]

    async with database.read() as session:
        content = await read_content(session, await session.get_one(Ballot, copy.id), datetime.now(UTC))
    assert (copy.title, content.draft.matters) == (before.title, before.matters)


async def test_a_copy_of_a_ballot_that_ran_its_course_needs_new_notices(database: Database) -> None:
    place = await make_place(database, units=1)
    soon = datetime.now(UTC) + timedelta(seconds=3)
    made = await make_open_ballot(database, place, closes_at=soon)
    await asyncio.sleep((soon - datetime.now(UTC)).total_seconds() + 0.1)
    async with database.transaction(SYSTEM) as tx:
        assert await close_due(tx, [made.id]) == [made.id]
    clerk = await actor_of(database, await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street))

    async with database.transaction(clerk) as tx:
        copy = await drafts.copy_ballot(tx, made.id)

    assert (copy.publicity_id, copy.announcement_id) == (None, None)


async def test_a_scope_is_its_buildings_and_its_units(database: Database) -> None:
    town = await make_town(database, units=3)
    other = uuid7()
    async with database.transaction(SYSTEM) as tx:
        tx.session.add(
            Building(
                id=other, estate_id=town.place.estate_id, name="2号楼", number="B2", source=BuildingSource.SYSTEM,
                position=2,
            )
        )  # fmt: skip
        await tx.session.flush()
        second = replace(town.place, building_id=other)
        beyond = [add_unit(tx, second, room) for room in ("101", "102")]
    document = replace(
        await complete_document(database, town), whole_estate=False, scope_reason="仅涉及 2 号楼",
        building_ids=(other,), unit_ids=(town.place.units[0], beyond[0]),
    )  # fmt: skip

    ballot_id = await submitted(database, town, document)
    await approve(database, town.reviewer, ballot_id)
    async with database.transaction(SYSTEM) as tx:
        add_unit(tx, second, "103")

    async with database.read() as session:
        content = await read_content(session, await session.get_one(Ballot, ballot_id), datetime.now(UTC))
    assert sorted(content.unit_ids) == sorted([town.place.units[0], *beyond])
    assert [(part.building, part.facts.units, part.facts.certified_units) for part in content.parts] == [
        ("1号楼", 1, 1), ("2号楼", 2, 0),
    ]  # fmt: skip
    assert (content.situation.scope.heads, content.situation.scope.without_owner) == (3, 2)


async def test_overlapping_owners_are_one_head_in_the_scope_where_the_estate_says_so(database: Database) -> None:
    town = await make_town(database, units=0)
    async with database.transaction(SYSTEM) as tx:
        first, second, third = [await make_owner(tx) for _ in range(3)]
        for room, owners in (("1", [first, second]), ("2", [second]), ("3", [third])):
            unit = add_unit(tx, town.place, room)
            await tx.session.flush()
            await give_title(tx, unit, owners, head_key=head_key(owners))
    ballot_id = await create(database, town.member, town.place)

    heads = []
    for rule in ("exact_set", "any_overlap"):
        async with database.transaction(SYSTEM) as tx:
            await tx.session.execute(
                text("UPDATE estates SET co_owner = :rule WHERE id = :id"), {"rule": rule, "id": town.place.estate_id}
            )
        async with database.read() as session:
            content = await read_content(session, await session.get_one(Ballot, ballot_id), datetime.now(UTC))
        heads.append((content.situation.scope.heads, [part.facts.heads for part in content.parts]))

    assert heads == [(3, [3]), (2, [2])]


COMMANDS = ("create", "save", "delete", "submit", "withdraw", "approve", "reject", "copy")


async def attempt(database: Database, actor: Actor, command: str, ballot_id: UUID, estate_id: UUID) -> Refusal | None:
    try:
        async with database.transaction(actor) as tx:
            match command:
                case "create":
                    await drafts.create_ballot(tx, estate_id, "投票")
                case "save":
                    await drafts.update_ballot(tx, ballot_id, BallotDocument(title="投票"))
                case "delete":
                    await drafts.delete_ballot(tx, ballot_id)
                case "submit":
                    await review.submit_ballot(tx, ballot_id)
                case "withdraw":
                    await review.withdraw_ballot(tx, ballot_id)
                case "approve":
                    await review.approve_ballot(tx, ballot_id, b"")
                case "reject":
                    await review.reject_ballot(tx, ballot_id, "理由")
                case "copy":
                    await drafts.copy_ballot(tx, ballot_id)
    except Refusal as refusal:
        return refusal
    return None


async def test_what_is_not_theirs_does_not_exist(database: Database) -> None:
    """Owners at home, other bodies at home, and everyone from elsewhere: never told apart from what is not there."""
    town, elsewhere = await make_town(database, units=1), await make_town(database, units=1)
    ballot_id = await create(database, town.member, town.place)
    owner = await actor_of(database, town.residents[0].person)
    company = await actor_of(database, await sign_in_organizer(database, town.place, Role.PROPERTY_COMPANY))
    auditor = await actor_of(database, await sign_in_staff(database, Role.AUDITOR, ScopeKind.CITY))
    foreign = (owner, auditor, elsewhere.member, elsewhere.clerk, elsewhere.reviewer)

    for command in COMMANDS:
        for actor in foreign:
            refusal = await attempt(database, actor, command, ballot_id, town.place.estate_id)
            assert isinstance(refusal, NotFound), (command, actor)
            assert isinstance(await attempt(database, actor, command, NEVER, NEVER), NotFound)
        assert isinstance(await attempt(database, ANONYMOUS, command, ballot_id, town.place.estate_id), NotSignedIn)
    for command in ("save", "delete", "submit", "withdraw"):
        for actor in (company, town.clerk, town.reviewer):
            assert isinstance(await attempt(database, actor, command, ballot_id, NEVER), NotFound), command
    for command in ("approve", "reject"):
        for actor in (company, town.member, town.clerk):
            assert isinstance(await attempt(database, actor, command, ballot_id, NEVER), NotFound), command
    assert await acts_on(database, ballot_id) == ["ballot.created"]
