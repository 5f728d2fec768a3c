"""A ballot's way through the street: submission, four eyes, and what an approval freezes for good."""

import asyncio
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from secrets import token_bytes
from uuid import UUID

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from domain.rules.ballot import NEXT_STATES
from domain.rules.policy import SYSTEM, Role, ScopeKind
from domain.rules.refusals import (
    BallotNotReady,
    ContentChanged,
    InvalidInput,
    NotInThisState,
    ReviewedByItsSubmitter,
)
from domain.rules.terms import BallotState, DocumentKind, MatterKind, OrganizerKind
from domain.services import ballots_review as review
from domain.services.ballots import read_content
from domain.services.ballots_drafts import BallotDocument
from domain.services.persons import write_document
from domain.store.database import Database
from domain.store.tables import Account, Ballot, Matter, Option, Scope
from gongjue.settings import Settings
from gongjue.wiring import open_database
from tests.ballots import (
    actor_of,
    election,
    make_approved_ballot,
    make_open_ballot,
    sign_in_organizer,
    yes_or_no,
)
from tests.people import add_unit, make_place, new_id_card, sign_in_staff
from tests.services.towns import acts_on, approve, complete_document, create, make_town, read, save, submitted


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


async def test_whoever_wrote_a_part_of_it_does_not_review_it(database: Database) -> None:
    """One began the ballot, another wrote it, the first handed it in: the other is its author as well."""
    town = await make_town(database, units=1)
    colleague = await sign_in_organizer(database, town.place, organizer_id=town.organizer_id)
    document = await complete_document(database, town)
    ballot_id = await create(database, town.member, town.place)
    await save(database, await actor_of(database, colleague), ballot_id, document)
    await save(database, town.member, ballot_id, document)
    async with database.transaction(town.member) as tx:
        await review.submit_ballot(tx, ballot_id)
        await tx.session.execute(
            text("UPDATE accounts SET person_index = '\\x02' WHERE id IN (:one, :two)"),
            {"one": colleague.account_id, "two": town.reviewer.account_id},
        )

    with pytest.raises(ReviewedByItsSubmitter):
        await approve(database, town.reviewer, ballot_id)
    another = await sign_in_staff(database, Role.STREET_REVIEWER, ScopeKind.STREET, town.place.street)
    await approve(database, await actor_of(database, another), ballot_id)
    assert (await read(database, ballot_id)).state is BallotState.APPROVED


async def test_four_eyes_see_a_person_whose_accounts_were_made_with_different_keys(
    database: Database, settings: Settings
) -> None:
    town = await make_town(database, units=1)
    ballot_id = await submitted(database, town)
    second = await sign_in_staff(database, Role.STREET_REVIEWER, ScopeKind.STREET, town.place.street)
    reviewers = [town.reviewer, await actor_of(database, second)]
    document = DocumentKind.ID_CARD, new_id_card()
    keys = {**settings.index_keys, max(settings.index_keys) + 1: token_bytes(32)}
    later = open_database(replace(settings, index_keys=keys), pool_size=2)
    async with later.transaction(SYSTEM) as tx:
        author = await tx.session.get_one(Account, town.member.account_id)
        assert author.phone is not None
        phone = tx.crypto.decrypt("accounts.phone", author.id, author.phone)
        accounts = [await tx.session.get_one(Account, reviewer.account_id) for reviewer in reviewers]
        accounts[0].phone = tx.crypto.encrypt("accounts.phone", accounts[0].id, phone)
        accounts[0].phone_index = tx.crypto.index("phone", phone)
        write_document(tx.crypto, accounts[1], document)
        write_document(database.crypto, author, document)

    for reviewer in reviewers:
        with pytest.raises(ReviewedByItsSubmitter):
            await approve(later, reviewer, ballot_id)
    await later.close()
    assert (await read(database, ballot_id)).state is BallotState.SUBMITTED


async def test_the_database_itself_refuses_a_review_by_the_submitter(database: Database) -> None:
    town = await make_town(database, units=1)
    ballot_id = await submitted(database, town)

    with pytest.raises(DBAPIError, match="four_eyes"):
        async with database.transaction(SYSTEM) as tx:
            await tx.session.execute(
                text("UPDATE ballots SET reviewed_by = submitted_by WHERE id = :id"), {"id": ballot_id}
            )
    with pytest.raises(DBAPIError, match="four_eyes"):
        async with database.transaction(SYSTEM) as tx:
            await tx.session.execute(
                text("UPDATE ballots SET reviewed_by = author_id, submitted_by = gen_random_uuid() WHERE id = :id"),
                {"id": ballot_id},
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


async def test_a_save_and_a_submission_race_to_a_hash_of_what_stands_there(database: Database) -> None:
    town = await make_town(database, units=1)
    document = await complete_document(database, town)
    changed = replace(document, title="赛跑中的标题")

    async def submit(ballot_id: UUID) -> None:
        async with database.transaction(town.member) as tx:
            await review.submit_ballot(tx, ballot_id)

    for _ in range(4):
        ballot_id = await create(database, town.member, town.place)
        await save(database, town.member, ballot_id, document)

        ended = await asyncio.gather(
            save(database, town.member, ballot_id, changed), submit(ballot_id), return_exceptions=True
        )

        assert ended[1] is None
        assert ended[0] is None or isinstance(ended[0], NotInThisState)
        ballot = await read(database, ballot_id)
        assert ballot.title == (changed.title if ended[0] is None else document.title)
        async with database.read() as session:
            stands = await read_content(session, await session.get_one(Ballot, ballot_id), datetime.now(UTC))
        assert ballot.content_hash == stands.hash


async def test_a_withdrawal_and_an_approval_race_to_one_decision(database: Database) -> None:
    town = await make_town(database, units=1)
    for _ in range(4):
        ballot_id = await submitted(database, town)
        seen = (await read(database, ballot_id)).content_hash

        async def withdraw(ballot_id: UUID = ballot_id) -> None:
            async with database.transaction(town.member) as tx:
                await review.withdraw_ballot(tx, ballot_id)

        ended = await asyncio.gather(
            withdraw(), approve(database, town.reviewer, ballot_id, seen), return_exceptions=True
        )

        assert sorted(type(one).__name__ for one in ended) == ["NoneType", "NotInThisState"]
        state = (await read(database, ballot_id)).state
        assert state is (BallotState.DRAFT if ended[0] is None else BallotState.APPROVED)
        async with database.read() as session:
            frozen = await session.scalar(select(func.count()).where(Scope.ballot_id == ballot_id))
        assert frozen == (0 if ended[0] is None else 1)
