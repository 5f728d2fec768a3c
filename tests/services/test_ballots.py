"""A ballot's way to the street and its life after it: drafts, submission, four eyes, what is frozen."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError
from uuid_utils.compat import uuid7

from domain.rules.ballot import NEXT_STATES
from domain.rules.draft import DraftMatter
from domain.rules.heads import head_key
from domain.rules.periods import day_of, earliest_opening
from domain.rules.policy import ANONYMOUS, SYSTEM, Actor, Role, ScopeKind
from domain.rules.refusals import (
    BallotNotReady,
    ContentChanged,
    InvalidInput,
    NotFound,
    NotInThisState,
    NotSignedIn,
    Refusal,
    ReviewedByItsSubmitter,
)
from domain.rules.terms import BallotState, BuildingSource, MatterKind, OrganizerKind
from domain.services import ballots_drafts as drafts
from domain.services import ballots_review as review
from domain.services.ballots import read_content
from domain.services.ballots_drafts import BallotDocument
from domain.services.closing import close_due
from domain.store.database import Database
from domain.store.tables import AuditRecord, Ballot, Building, Matter, Option, Scope, ScopeItem
from tests.ballots import (
    Resident,
    actor_of,
    election,
    make_approved_ballot,
    make_open_ballot,
    make_organizer,
    post_notices,
    settle,
    sign_in_organizer,
    yes_or_no,
)
from tests.people import Person, Place, add_unit, give_title, make_owner, make_place, sign_in_staff

NEVER = UUID(int=9)


@dataclass
class Town:
    """An estate with residents, a committee, a clerk and a reviewer."""

    place: Place
    member: Actor
    clerk: Actor
    reviewer: Actor
    organizer_id: UUID
    author: Person
    residents: list[Resident]


async def make_town(database: Database, *, units: int = 3) -> Town:
    place = await make_place(database, units=units)
    residents = await settle(database, place)
    organizer = await make_organizer(database, place)
    member = await sign_in_organizer(database, place, organizer_id=organizer)
    clerk = await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    reviewer = await sign_in_staff(database, Role.STREET_REVIEWER, ScopeKind.STREET, place.street)
    return Town(
        place,
        await actor_of(database, member),
        await actor_of(database, clerk),
        await actor_of(database, reviewer),
        organizer,
        member,
        residents,
    )


async def complete_document(
    database: Database, town: Town, matters: Sequence[DraftMatter] | None = None, *, posted_days_ago: int = 20
) -> BallotDocument:
    """A whole document with nothing missing: opens tomorrow or, if the notices are younger, when they allow it."""
    content = tuple(matters or [yes_or_no()])
    posted = datetime.now(UTC) - timedelta(days=posted_days_ago)
    publicity, announcement = await post_notices(database, town.place, town.author, content, posted)
    opens = max(earliest_opening([posted]), datetime.now(UTC) + timedelta(days=1))
    return BallotDocument(
        title="年度业主大会", publicity_id=publicity, announcement_id=announcement, opens_at=opens,
        last_day=day_of(opens) + timedelta(days=10), agreed=True, matters=content,
    )  # fmt: skip


async def create(database: Database, actor: Actor, place: Place) -> UUID:
    async with database.transaction(actor) as tx:
        return (await drafts.create_ballot(tx, place.estate_id, "年度业主大会")).id


async def save(database: Database, actor: Actor, ballot_id: UUID, document: BallotDocument) -> None:
    async with database.transaction(actor) as tx:
        await drafts.update_ballot(tx, ballot_id, document)


async def submitted(database: Database, town: Town, document: BallotDocument | None = None) -> UUID:
    ballot_id = await create(database, town.member, town.place)
    await save(database, town.member, ballot_id, document or await complete_document(database, town))
    async with database.transaction(town.member) as tx:
        await review.submit_ballot(tx, ballot_id)
    return ballot_id


async def approve(database: Database, actor: Actor, ballot_id: UUID, content_hash: bytes | None = None) -> None:
    named = content_hash or (await read(database, ballot_id)).content_hash
    assert named is not None
    async with database.transaction(actor) as tx:
        await review.approve_ballot(tx, ballot_id, named)


async def read(database: Database, ballot_id: UUID) -> Ballot:
    async with database.read() as session:
        return (await session.execute(select(Ballot).where(Ballot.id == ballot_id))).scalar_one()


async def acts_on(database: Database, ballot_id: UUID) -> list[str]:
    async with database.read() as session:
        statement = select(AuditRecord.action).where(AuditRecord.subject_id == ballot_id).order_by(AuditRecord.id)
        return list(await session.scalars(statement))


async def test_a_ballot_goes_from_draft_to_approved_with_everything_frozen(database: Database) -> None:
    town = await make_town(database)
    document = await complete_document(
        database,
        town,
        [yes_or_no(), yes_or_no("筹集维修资金", MatterKind.REPAIR_FUND_RAISE), election("选举", "甲乙丙丁戊己庚", 5)],
    )

    ballot_id = await submitted(database, town, document)
    await approve(database, town.reviewer, ballot_id)

    ballot = await read(database, ballot_id)
    assert ballot.state is BallotState.APPROVED
    assert ballot.organizer_kind is OrganizerKind.COMMITTEE
    assert ballot.organizer_id == town.organizer_id
    assert ballot.settings == {
        "co_owner": "exact_set", "silent": "none", "election_rank": "heads_then_area", "households": 3,
        "area_kinds": ["home", "shop", "office"],
    }  # fmt: skip
    assert all((ballot.content_hash, ballot.rules_hash, ballot.notices_hash, ballot.scope_hash))
    async with database.read() as session:
        matters = (
            await session.scalars(select(Matter).where(Matter.ballot_id == ballot_id).order_by(Matter.position))
        ).all()
        ordinals = list(await session.scalars(select(Option.ordinal).where(Option.ballot_id == ballot_id)))
        scope = await session.get_one(Scope, ballot_id)
    assert [(matter.rule_set or {})["id"] for matter in matters] == [
        "CN-2021-ORDINARY", "CN-2021-SPECIAL", "CN-2021-ORDINARY",
    ]  # fmt: skip
    assert sorted(ordinals) == list(range(1, 14))
    assert sorted(scope.unit_ids) == sorted(town.place.units)
    assert await acts_on(database, ballot_id) == [
        "ballot.created", "ballot.saved", "ballot.submitted", "ballot.approved",
    ]  # fmt: skip


@pytest.mark.parametrize(("days", "ready"), [(0, True), (-1, False)])
async def test_beijing_regulation_article_35_holds_at_submission(database: Database, days: int, ready: bool) -> None:
    """北京市物业管理条例 35: 15 full days to the very day; one day less is refused."""
    town = await make_town(database, units=1)
    document = await complete_document(database, town, posted_days_ago=3)
    assert document.opens_at is not None
    opens = document.opens_at + timedelta(days=days)
    ballot_id = await create(database, town.member, town.place)
    await save(database, town.member, ballot_id, replace(document, opens_at=opens))

    async with database.transaction(town.member) as tx:
        if ready:
            await review.submit_ballot(tx, ballot_id)
        else:
            with pytest.raises(BallotNotReady) as refused:
                await review.submit_ballot(tx, ballot_id)
            assert [fault.path for fault in refused.value.blockers] == ["opensAt"]


async def test_an_incomplete_draft_is_saved_and_refused_at_submission_with_every_blocker(database: Database) -> None:
    town = await make_town(database, units=1)
    ballot_id = await create(database, town.member, town.place)
    await save(database, town.member, ballot_id, BallotDocument(title="", matters=(election("", "甲乙", 0),)[:0]))

    with pytest.raises(BallotNotReady) as refused:
        async with database.transaction(town.member) as tx:
            await review.submit_ballot(tx, ballot_id)

    assert [fault.path for fault in refused.value.blockers] == [
        "agreed", "title", "matters", "publicityId", "announcementId", "opensAt", "lastDay",
    ]  # fmt: skip
    assert (await read(database, ballot_id)).state is BallotState.DRAFT


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


async def test_four_eyes_compare_persons_and_phones_not_accounts(database: Database) -> None:
    town = await make_town(database, units=1)
    ballot_id = await submitted(database, town)
    second = await sign_in_staff(database, Role.STREET_REVIEWER, ScopeKind.STREET, town.place.street)
    reviewers = [town.reviewer, await actor_of(database, second)]
    author = town.member.account_id
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text("UPDATE accounts SET person_index = '\\x01' WHERE id IN (:one, :two)"),
            {"one": author, "two": reviewers[0].account_id},
        )
        await tx.session.execute(
            text(
                "UPDATE accounts SET phone_index = (SELECT phone_index FROM accounts WHERE id = :one) WHERE id = :two"
            ),
            {"one": author, "two": reviewers[1].account_id},
        )

    for reviewer in reviewers:
        with pytest.raises(ReviewedByItsSubmitter):
            await approve(database, reviewer, ballot_id)
        with pytest.raises(ReviewedByItsSubmitter):
            async with database.transaction(reviewer) as tx:
                await review.reject_ballot(tx, ballot_id, "不同意")
    assert (await read(database, ballot_id)).state is BallotState.SUBMITTED


async def test_the_database_itself_refuses_a_review_by_the_submitter(database: Database) -> None:
    town = await make_town(database, units=1)
    ballot_id = await submitted(database, town)

    with pytest.raises(DBAPIError, match="four_eyes"):
        async with database.transaction(SYSTEM) as tx:
            await tx.session.execute(
                text("UPDATE ballots SET reviewed_by = submitted_by WHERE id = :id"), {"id": ballot_id}
            )


async def test_an_approval_of_something_else_is_refused(database: Database) -> None:
    town = await make_town(database, units=1)
    document = await complete_document(database, town)
    ballot_id = await submitted(database, town, document)
    seen = (await read(database, ballot_id)).content_hash
    async with database.transaction(town.member) as tx:
        await review.withdraw_ballot(tx, ballot_id)
    await save(database, town.member, ballot_id, replace(document, title="改过的标题"))
    async with database.transaction(town.member) as tx:
        await review.submit_ballot(tx, ballot_id)

    with pytest.raises(ContentChanged):
        await approve(database, town.reviewer, ballot_id, seen)
    await approve(database, town.reviewer, ballot_id)


async def test_a_unit_that_joined_the_scope_after_the_reviewer_looked_changes_the_content(database: Database) -> None:
    town = await make_town(database, units=1)
    ballot_id = await submitted(database, town)
    async with database.transaction(SYSTEM) as tx:
        add_unit(tx, town.place, "999")

    with pytest.raises(ContentChanged):
        await approve(database, town.reviewer, ballot_id)
    async with database.read() as session:
        now = datetime.now(UTC)
        looked_again = (await read_content(session, await session.get_one(Ballot, ballot_id), now)).hash
    await approve(database, town.reviewer, ballot_id, looked_again)
    assert (await read(database, ballot_id)).content_hash == looked_again


async def test_blockers_that_came_up_since_the_submission_refuse_the_approval(database: Database) -> None:
    town = await make_town(database, units=1)
    ballot_id = await submitted(database, town)
    async with database.transaction(SYSTEM) as tx:
        await tx.session.execute(
            text("UPDATE ballots SET opens_at = domain_now() - interval '1 minute' WHERE id = :id"), {"id": ballot_id}
        )
        await tx.session.execute(
            text("UPDATE organizers SET state = 'dissolved' WHERE id = :id"), {"id": town.organizer_id}
        )

    with pytest.raises(BallotNotReady) as refused:
        await approve(database, town.reviewer, ballot_id)

    assert [fault.path for fault in refused.value.blockers] == ["organizer", "opensAt"]


async def test_a_rejected_ballot_is_corrected_and_submitted_again(database: Database) -> None:
    town = await make_town(database, units=1)
    document = await complete_document(database, town)
    ballot_id = await submitted(database, town, document)
    with pytest.raises(InvalidInput) as refused:
        async with database.transaction(town.reviewer) as tx:
            await review.reject_ballot(tx, ballot_id, "  ")
    assert [fault.path for fault in refused.value.faults] == ["reason"]
    async with database.transaction(town.reviewer) as tx:
        await review.reject_ballot(tx, ballot_id, "说明不清")

    rejected = await read(database, ballot_id)
    await save(database, town.member, ballot_id, document)
    async with database.transaction(town.member) as tx:
        await review.submit_ballot(tx, ballot_id)
    again = await read(database, ballot_id)

    assert (rejected.state, rejected.review_reason) == (BallotState.REJECTED, "说明不清")
    assert (again.state, again.review_reason, again.reviewed_by) == (BallotState.SUBMITTED, None, None)


async def test_a_submitted_ballot_is_not_edited_and_two_reviewers_decide_once(database: Database) -> None:
    town = await make_town(database, units=1)
    document = await complete_document(database, town)
    ballot_id = await submitted(database, town, document)
    second = await actor_of(
        database, await sign_in_staff(database, Role.STREET_REVIEWER, ScopeKind.STREET, town.place.street)
    )
    with pytest.raises(NotInThisState):
        await save(database, town.member, ballot_id, document)

    outcomes = await asyncio.gather(
        approve(database, town.reviewer, ballot_id), approve(database, second, ballot_id), return_exceptions=True
    )

    assert sorted(type(one).__name__ for one in outcomes) == ["NoneType", "NotInThisState"]


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


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ballots SET title = '改' WHERE id = :id",
        "UPDATE ballots SET opens_at = opens_at - interval '1 hour' WHERE id = :id",
        "UPDATE ballots SET settings = '{}' WHERE id = :id",
        "UPDATE ballots SET scope_hash = '\\x00' WHERE id = :id",
        "UPDATE ballots SET whole_estate = false WHERE id = :id",
        "UPDATE ballots SET closes_at = closes_at + interval '1 day' WHERE id = :id",
        "UPDATE ballots SET state = 'draft' WHERE id = :id",
        "UPDATE ballots SET state = 'published' WHERE id = :id",
        "UPDATE matters SET title = '改' WHERE ballot_id = :id",
        "UPDATE matters SET rule_set = '{}' WHERE ballot_id = :id",
        "DELETE FROM options WHERE ballot_id = :id",
        "UPDATE options SET role = 'for' WHERE ballot_id = :id",
        "INSERT INTO scope_items (id, ballot_id, unit_id) SELECT gen_random_uuid(), :id, unit_id FROM scopes s,"
        " unnest(s.unit_ids) AS unit_id WHERE ballot_id = :id",
        "UPDATE scopes SET unit_ids = '{}' WHERE ballot_id = :id",
    ],
)
async def test_an_approved_ballot_is_not_edited_by_anyone(database: Database, change: str) -> None:
    place = await make_place(database, units=1)
    soon = datetime.now(UTC) + timedelta(hours=1)
    for made in (await make_approved_ballot(database, place, opens_at=soon), await make_open_ballot(database, place)):
        with pytest.raises(DBAPIError):
            async with database.transaction(SYSTEM) as tx:
                await tx.session.execute(text(change), {"id": made.id})


async def test_the_database_knows_the_edges_that_the_rules_know(database: Database) -> None:
    async with database.read() as session:
        source = await session.scalar(
            text("SELECT prosrc FROM pg_proc WHERE proname = 'ballots_move_along_their_edges'")
        )

    fenced = set(re.findall(r"\('(\w+)', '(\w+)'\)", str(source)))

    assert fenced == {(state.value, following.value) for state in BallotState for following in NEXT_STATES[state]}


@pytest.mark.parametrize("state", sorted(set(BallotState) - {BallotState.OPEN, *NEXT_STATES[BallotState.OPEN]}))
async def test_an_open_ballot_goes_nowhere_else(database: Database, state: BallotState) -> None:
    made = await make_open_ballot(database, await make_place(database, units=1))

    with pytest.raises(DBAPIError, match="does not move"):
        async with database.transaction(SYSTEM) as tx:
            await tx.session.execute(
                text("UPDATE ballots SET state = :state WHERE id = :id"), {"state": state.value, "id": made.id}
            )


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


async def test_a_copy_of_a_ballot_that_ran_its_course_needs_new_notices(database: Database) -> None:
    place = await make_place(database, units=1)
    soon = datetime.now(UTC) + timedelta(milliseconds=300)
    made = await make_open_ballot(database, place, closes_at=soon)
    await asyncio.sleep(0.4)
    async with database.transaction(SYSTEM) as tx:
        await close_due(tx, [made.id])
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
