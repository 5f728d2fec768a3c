"""An estate with everybody a ballot needs, and the steps of its way to the street, each as its service takes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from domain.rules.draft import DraftMatter
from domain.rules.periods import day_of, earliest_opening
from domain.rules.policy import Actor, Role, ScopeKind
from domain.services import ballots_drafts as drafts
from domain.services import ballots_review as review
from domain.services.ballots_drafts import BallotDocument
from domain.store.database import Database
from domain.store.tables import AuditRecord, Ballot
from tests.ballots import (
    Resident,
    actor_of,
    make_organizer,
    post_notices,
    settle,
    sign_in_organizer,
    yes_or_no,
)
from tests.people import Person, Place, make_place, sign_in_staff


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
