"""A ballot in hand: who may act on it, and everything it says, as the law's functions want it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from domain.rules.draft import Draft, DraftMatter, DraftOption, LinkedNotice, agenda_item, content_hash
from domain.rules.periods import day_of
from domain.rules.policy import ORGANIZER_OF_ROLE, Actor, Held, Permission, Place
from domain.rules.readiness import Situation
from domain.rules.refusals import NotFound, NotInThisState, NotSignedIn
from domain.rules.settings import CoOwner, CountingSettings, ElectionRank, Silent
from domain.rules.terms import BallotState, EstateStatus, MatterEffect, OrganizerKind, Usage
from domain.store.database import Transaction
from domain.store.rolls import ScopePart, scope_parts, scope_unit_ids
from domain.store.tables import Ballot, Estate, Matter, Notice, Option, Organizer, Street, Unit


async def take_ballot(tx: Transaction, permission: Permission, ballot_id: UUID) -> tuple[Ballot, Held]:
    """The ballot, its row locked, and the role by which the actor may do this to it.

    Preparing is for the body that owns the ballot; running is for that body and for the street; reviewing is for the
    street. Raises `NotSignedIn`, or `NotFound` for whatever is not there or not theirs.
    """
    ballot, held, _ = await take_ballot_of(tx, permission, ballot_id)
    return ballot, held


async def take_ballot_of(
    tx: Transaction, permission: Permission, ballot_id: UUID | ScalarSelect[UUID]
) -> tuple[Ballot, Held, str]:
    """`take_ballot` with the name of the estate; the id may be that of a select."""
    if tx.actor.kind == "anonymous":
        raise NotSignedIn()
    where = (
        select(Street.district_code, Street.code, Estate.id, Estate.name, Ballot.organizer_id, Ballot.id)
        .join(Estate, Estate.street_code == Street.code)
        .join(Ballot, Ballot.estate_id == Estate.id)
        .where(Ballot.id == ballot_id)
    )
    found = (await tx.session.execute(where)).one_or_none()
    if found is None:
        raise NotFound()
    district, street, estate_id, estate, organizer_id, this = found
    held = holding(tx.actor, permission, Place(district=district, street=street, estate=estate_id), organizer_id)
    if held is None:
        raise NotFound()
    statement = select(Ballot).where(Ballot.id == this).with_for_update()
    ballot = (await tx.session.execute(statement, execution_options={"populate_existing": True})).scalar_one_or_none()
    if ballot is None:
        raise NotFound()
    return ballot, held, estate


def holding(actor: Actor, permission: Permission, place: Place, organizer_id: UUID | None) -> Held | None:
    """The role by which `actor` may act on a ballot of this body, or None: other bodies' ballots are not a body's."""
    fitting = (held for held in actor.held if held.allows(permission) and held.covers(place))
    return next((held for held in fitting if _may_act_for(held, permission, organizer_id)), None)


def _may_act_for(held: Held, permission: Permission, organizer_id: UUID | None) -> bool:
    if ORGANIZER_OF_ROLE.get(held.role, OrganizerKind.STREET) is not OrganizerKind.STREET:
        return organizer_id is not None and held.organizer_id == organizer_id
    return permission is not Permission.PREPARE_BALLOT or organizer_id is None


def expect(ballot: Ballot, *states: BallotState) -> None:
    """Raises `NotInThisState` unless the ballot is in one of `states`."""
    if ballot.state not in states:
        raise NotInThisState(ballot.state.value)


@dataclass(frozen=True, slots=True)
class Content:
    """All that a ballot says and stands on, read in one go."""

    draft: Draft
    situation: Situation
    unit_ids: tuple[UUID, ...]
    parts: tuple[ScopePart, ...]

    @property
    def hash(self) -> bytes:
        """The hash of exactly this content: what an approval must name."""
        return content_hash(self.draft, self.situation.settings, self.unit_ids)


async def read_content(session: AsyncSession, ballot: Ballot, at: datetime) -> Content:
    """The ballot's content as this transaction sees it: scope and settings as frozen, or from the live register."""
    notices = await _linked_notices(session, ballot)
    found = await _circumstances(session, ballot, at)
    parts = await scope_parts(session, ballot.id, found.settings, at)
    return Content(
        draft=Draft(
            estate_id=ballot.estate_id,
            title=ballot.title,
            agreed=ballot.agreed_at is not None,
            matters=await draft_matters(session, ballot.id),
            publicity=notices.get(ballot.publicity_id),
            announcement=notices.get(ballot.announcement_id),
            opens_at=ballot.opens_at,
            closes_at=ballot.first_closes_at,
            whole_estate=ballot.whole_estate,
            scope_reason=ballot.scope_reason,
        ),
        situation=Situation(
            estate_completed=found.estate_completed,
            organizer_in_office=found.organizer_in_office,
            settings=found.settings,
            scope=parts[-1].facts,
        ),
        unit_ids=tuple(await scope_unit_ids(session, ballot.id)),
        parts=tuple(parts[:-1]),
    )


@dataclass(frozen=True, slots=True)
class _Circumstances:
    settings: CountingSettings
    estate_completed: bool
    organizer_in_office: bool


async def _circumstances(session: AsyncSession, ballot: Ballot, at: datetime) -> _Circumstances:
    homes = (
        select(func.count())
        .select_from(Unit)
        .where(Unit.estate_id == ballot.estate_id, Unit.usage == Usage.HOME, Unit.removed_at.is_(None))
        .scalar_subquery()
    )
    statement = select(Estate, homes, _in_office(ballot.organizer_id, at)).where(Estate.id == ballot.estate_id)
    estate, households, in_office = (await session.execute(statement)).one()
    return _Circumstances(
        settings=_settings_of(estate, households)
        if ballot.settings is None
        else CountingSettings.from_json(ballot.settings),
        estate_completed=estate.status is EstateStatus.COMPLETED,
        # The street always is in office.
        organizer_in_office=ballot.organizer_id is None or in_office,
    )


def _settings_of(estate: Estate, households: int) -> CountingSettings:
    return CountingSettings(
        co_owner=CoOwner(estate.co_owner),
        area_kinds=frozenset(Usage(kind) for kind in estate.area_kinds),
        silent=Silent(estate.silent),
        election_rank=ElectionRank(estate.election_rank),
        households=households,
    )


def _in_office(organizer_id: UUID | None, at: datetime) -> ColumnElement[bool]:
    today = day_of(at)
    return exists().where(
        Organizer.id == organizer_id,
        Organizer.state == "active",
        Organizer.term_starts_on <= today,
        or_(Organizer.term_ends_on.is_(None), Organizer.term_ends_on >= today),
    )


async def _linked_notices(session: AsyncSession, ballot: Ballot) -> dict[UUID | None, LinkedNotice]:
    wanted = [notice for notice in (ballot.publicity_id, ballot.announcement_id) if notice is not None]
    rows = await session.execute(select(Notice).where(Notice.id.in_(wanted)))
    return {
        notice.id: LinkedNotice(
            id=notice.id,
            kind=notice.kind,
            estate_id=notice.estate_id,
            state=notice.state,
            published_at=notice.published_at,
            agenda=frozenset(agenda_item(item["kind"], item["title"]) for item in notice.agenda),
            title=notice.title,
            body=notice.body,
        )
        for notice in rows.scalars()
    }


async def draft_matters(session: AsyncSession, ballot_id: UUID) -> tuple[DraftMatter, ...]:
    """A ballot's matters with their options, in their order."""
    rows = await session.execute(
        select(Matter, Option)
        .outerjoin(Option, Option.matter_id == Matter.id)
        .where(Matter.ballot_id == ballot_id)
        .order_by(Matter.position, Option.ordinal)
    )
    options: dict[Matter, list[Option | None]] = {}
    for matter, option in rows:
        options.setdefault(matter, []).append(option)
    return tuple(draft_matter(matter, [one for one in listed if one]) for matter, listed in options.items())


def draft_matter(matter: Matter, options: Sequence[Option]) -> DraftMatter:
    """A matter with its options, in their order, as the law's functions want it."""
    return DraftMatter(
        kind=matter.kind,
        title=matter.title,
        description=matter.description,
        choice_mode=matter.choice_mode,
        options=tuple(DraftOption(option.label, option.role) for option in options),
        effects=frozenset(MatterEffect(effect) for effect in matter.effects),
        seats=matter.seats,
        max_picks=matter.max_picks,
    )
