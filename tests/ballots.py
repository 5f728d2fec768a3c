"""Make ballots for a test: ready to be submitted, approved, or open with a frozen roll."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from uuid_utils.compat import uuid7

from domain.rules.draft import DraftMatter, DraftOption
from domain.rules.heads import head_key
from domain.rules.policy import SYSTEM, Actor, Role, ScopeKind
from domain.rules.terms import (
    BallotState,
    ChoiceMode,
    MatterKind,
    NoticeKind,
    NoticeState,
    OptionRole,
    OrganizerKind,
)
from domain.services.ballots import read_content
from domain.services.ballots_drafts import matter_rows
from domain.services.ballots_opening import open_due
from domain.services.ballots_review import freeze
from domain.services.sessions import actor_behind
from domain.store.database import Database
from domain.store.tables import Ballot, Matter, Notice, Option, Organizer
from tests.people import Person, Place, certify, give_title, make_owner, sign_in_owner, sign_in_staff

FOR, AGAINST, ABSTAIN = (
    DraftOption("赞成", OptionRole.FOR),
    DraftOption("反对", OptionRole.AGAINST),
    DraftOption("弃权", OptionRole.ABSTAIN),
)


def yes_or_no(title: str = "修改管理规约", kind: MatterKind = MatterKind.MANAGEMENT_COVENANT) -> DraftMatter:
    """A matter to be answered for, against or abstaining."""
    return DraftMatter(kind, title, "详见公示内容。", ChoiceMode.SINGLE, (FOR, AGAINST, ABSTAIN))


def one_of(title: str, choices: Sequence[str], kind: MatterKind = MatterKind.PROPERTY_COMPANY) -> DraftMatter:
    """A choice among several things, or none of them."""
    options = [DraftOption(choice, OptionRole.CHOICE) for choice in choices]
    return DraftMatter(kind, title, "详见公示内容。", ChoiceMode.SINGLE, (*options, AGAINST, ABSTAIN))


def election(title: str, candidates: Sequence[str], seats: int, max_picks: int | None = None) -> DraftMatter:
    """A committee election: contested with more candidates than seats, else equal."""
    mode = ChoiceMode.CONTESTED if len(candidates) > seats else ChoiceMode.EQUAL
    options = tuple(DraftOption(candidate, OptionRole.CANDIDATE) for candidate in candidates)
    return DraftMatter(
        MatterKind.COMMITTEE_ELECTION, title, "详见公示内容。", mode, options, seats=seats, max_picks=max_picks or seats
    )


@dataclass(frozen=True, slots=True)
class MadeOption:
    """An option as it was written. A casting records `ordinal`."""

    id: UUID
    ordinal: int
    label: str
    role: OptionRole | None


@dataclass(frozen=True, slots=True)
class MadeMatter:
    """A matter with its options, in their order."""

    id: UUID
    title: str
    options: tuple[MadeOption, ...]

    def option(self, role: OptionRole) -> MadeOption:
        """Its first option of one role."""
        return next(option for option in self.options if option.role is role)


@dataclass(frozen=True, slots=True)
class MadeBallot:
    """A ballot with its matters, in their order."""

    id: UUID
    estate_id: UUID
    opens_at: datetime
    closes_at: datetime
    matters: tuple[MadeMatter, ...]


@dataclass(frozen=True, slots=True)
class Resident:
    """The owner of one unit, certified for it and signed in."""

    person: Person
    owner_id: UUID
    unit_id: UUID
    title_id: UUID
    head_key: UUID


async def settle(database: Database, place: Place, units: Sequence[UUID] | None = None) -> list[Resident]:
    """Give each unit of the place (or of `units`) an owner of its own, certified and signed in."""
    residents = []
    for unit in place.units if units is None else units:
        person = await sign_in_owner(database)
        async with database.transaction(SYSTEM) as tx:
            owner = await make_owner(tx)
            key = head_key([owner])
            title = await give_title(tx, unit, [owner], head_key=key)
            await certify(tx, person.account_id, owner, unit, title, place.estate_id)
        person.owner_id = owner
        residents.append(Resident(person, owner, unit, title, key))
    return residents


async def actor_of(database: Database, person: Person) -> Actor:
    """Who a signed-in person is to the services."""
    async with database.glance() as session:
        return await actor_behind(session, person.token)


async def sign_in_organizer(
    database: Database, place: Place, role: Role = Role.COMMITTEE, organizer_id: UUID | None = None
) -> Person:
    """A member of an organizer of the place: of `organizer_id`, or of a new one of the role's kind."""
    organizer = organizer_id or await make_organizer(database, place, OrganizerKind(role.value))
    return await sign_in_staff(database, role, ScopeKind.ESTATE, str(place.estate_id), organizer_id=organizer)


async def make_organizer(database: Database, place: Place, kind: OrganizerKind = OrganizerKind.COMMITTEE) -> UUID:
    """An active organizer of the place; an estate has at most one of each kind."""
    organizer = uuid7()
    async with database.transaction(SYSTEM) as tx:
        tx.session.add(
            Organizer(
                id=organizer, estate_id=place.estate_id, kind=kind, name="试验家园业主委员会",
                term_starts_on=date(2020, 1, 1),
            )
        )  # fmt: skip
    return organizer


async def post_notices(
    database: Database, place: Place, author: Person, matters: Sequence[DraftMatter], published_at: datetime
) -> tuple[UUID, UUID]:
    """A ballot publicity and a ballot announcement of these matters, published at that instant."""
    agenda = [{"kind": matter.kind.value, "title": matter.title} for matter in matters]
    ids = uuid7(), uuid7()
    kinds = NoticeKind.BALLOT_PUBLICITY, NoticeKind.BALLOT_ANNOUNCEMENT
    async with database.transaction(SYSTEM) as tx:
        for notice, kind in zip(ids, kinds, strict=True):
            tx.session.add(
                Notice(
                    id=notice, estate_id=place.estate_id, kind=kind, title="关于业主共同决定事项的公示",
                    body="请全体业主查看。", agenda=agenda, state=NoticeState.PUBLISHED,
                    organizer_kind=OrganizerKind.COMMITTEE, author_id=author.account_id, published_at=published_at,
                )
            )  # fmt: skip
    return ids


async def make_approved_ballot(
    database: Database,
    place: Place,
    *,
    matters: Sequence[DraftMatter] | None = None,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    title: str = "年度业主大会",
    organizer_id: UUID | None = None,
    author: Person | None = None,
) -> MadeBallot:
    """An approved ballot of the whole estate, frozen as an approval freezes it.

    It opened an hour ago and closes in ten days unless told otherwise, which no service would approve: so a test can
    open it at once. Without an author it is the street's.
    """
    now = datetime.now(UTC)
    opens, closes = opens_at or now - timedelta(hours=1), closes_at or now + timedelta(days=10)
    content = tuple(matters if matters is not None else [yes_or_no()])
    author = author or await sign_in_staff(database, Role.STREET_CLERK, ScopeKind.STREET, place.street)
    publicity, announcement = await post_notices(database, place, author, content, opens - timedelta(days=20))
    ballot_id = uuid7()
    async with database.transaction(SYSTEM) as tx:
        ballot = Ballot(
            id=ballot_id, estate_id=place.estate_id, title=title, state=BallotState.DRAFT,
            organizer_kind=OrganizerKind.COMMITTEE if organizer_id else OrganizerKind.STREET,
            organizer_id=organizer_id, author_id=author.account_id, publicity_id=publicity,
            announcement_id=announcement, opens_at=opens, closes_at=closes, first_closes_at=closes, agreed_at=opens,
        )  # fmt: skip
        tx.session.add(ballot)
        await tx.session.flush()
        await tx.write(*matter_rows(ballot_id, content))
        ballot.state, ballot.submitted_by, ballot.submitted_at = BallotState.SUBMITTED, author.account_id, opens
        await tx.session.flush()
        ballot.reviewed_by, ballot.reviewed_at = uuid7(), opens
        await tx.write(await freeze(tx, ballot, await read_content(tx.session, ballot, await tx.now())))
    return await read_made_ballot(database, ballot_id)


async def make_open_ballot(
    database: Database,
    place: Place,
    *,
    matters: Sequence[DraftMatter] | None = None,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    title: str = "年度业主大会",
    organizer_id: UUID | None = None,
    author: Person | None = None,
) -> MadeBallot:
    """As `make_approved_ballot`, and opened: titles that are given afterwards are not on its roll."""
    made = await make_approved_ballot(
        database, place, matters=matters, opens_at=opens_at, closes_at=closes_at, title=title,
        organizer_id=organizer_id, author=author,
    )  # fmt: skip
    # A server that runs beside the test may be the one who opens it.
    async with asyncio.timeout(10):
        while True:
            async with database.transaction(SYSTEM) as tx:
                await open_due(tx, [made.id])
                state = await tx.session.scalar(select(Ballot.state).where(Ballot.id == made.id))
            if state is BallotState.OPEN:
                return made
            await asyncio.sleep(0.05)


async def read_made_ballot(database: Database, ballot_id: UUID) -> MadeBallot:
    """The ballot as its tables have it."""
    async with database.read() as session:
        ballot = await session.get_one(Ballot, ballot_id)
        matters = await session.scalars(select(Matter).where(Matter.ballot_id == ballot_id).order_by(Matter.position))
        options = list(
            await session.scalars(select(Option).where(Option.ballot_id == ballot_id).order_by(Option.ordinal))
        )
        made = tuple(
            MadeMatter(
                matter.id,
                matter.title,
                tuple(MadeOption(o.id, o.ordinal, o.label, o.role) for o in options if o.matter_id == matter.id),
            )
            for matter in matters
        )
    assert ballot.opens_at is not None
    assert ballot.closes_at is not None
    return MadeBallot(ballot_id, ballot.estate_id, ballot.opens_at, ballot.closes_at, made)
