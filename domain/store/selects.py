"""What an actor may see, as SELECTs: every read starts here. What is outside does not exist for the reader."""

from collections.abc import Collection
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, any_, false, literal, or_, select, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import InstrumentedAttribute

from domain.rules.policy import Actor, Permission, Place, Role, scope_condition_keys
from domain.rules.terms import BallotState, NoticeState
from domain.store.tables import Ballot, Broadcast, Building, Estate, Message, Notice, Organizer, Street, Unit

Seen = TypeVar("Seen")

# What an owner sees of a ballot begins when its approval makes it public.
PUBLIC_BALLOTS = (
    BallotState.APPROVED,
    BallotState.OPEN,
    BallotState.SUSPENDED,
    BallotState.CLOSED,
    BallotState.PUBLISHED,
)


def one_of(column: InstrumentedAttribute[Any], values: Collection[Any]) -> ColumnElement[bool]:
    """`column` is one of `values`, as one array: a list of parameters would end at 32,767."""
    return column == any_(literal(list(values), ARRAY(column.type)))


def place_of_estate(estate_id: UUID) -> Select[str, str]:
    """District and street code of an estate: the place that a permission is asked for."""
    return (
        select(Street.district_code, Street.code)
        .join(Estate, Estate.street_code == Street.code)
        .where(Estate.id == estate_id)
    )


def within(actor: Actor, permission: Permission) -> ColumnElement[bool]:
    """A condition on `estates`: those where `actor` has `permission`."""
    city, districts, streets, estates = scope_condition_keys(actor.scopes(permission))
    if city:
        return true()
    conditions: list[ColumnElement[bool]] = []
    if districts:
        below = select(Street.code).where(Street.district_code.in_(districts))
        conditions.append(Estate.street_code.in_(below))
    if streets:
        conditions.append(Estate.street_code.in_(streets))
    if estates:
        conditions.append(Estate.id.in_([UUID(key) for key in estates]))
    return or_(*conditions) if conditions else false()


def estates_for(actor: Actor, permission: Permission = Permission.READ_ESTATE) -> Select[Estate]:
    """The estates where `actor` has `permission`."""
    return select(Estate).where(within(actor, permission))


def buildings_for(actor: Actor, permission: Permission = Permission.READ_UNITS) -> Select[Building]:
    """The buildings (not removed) of those estates."""
    return select(Building).join(Estate).where(within(actor, permission), Building.removed_at.is_(None))


def units_for(actor: Actor, permission: Permission = Permission.READ_UNITS) -> Select[Unit]:
    """The units (not removed) of those estates."""
    return select(Unit).join(Estate).where(within(actor, permission), Unit.removed_at.is_(None))


def notices_for(actor: Actor) -> Select[Notice]:
    """Published notices for everyone in the estate; the rest for who writes or reviews there."""
    return _own_or_public(select(Notice).join(Estate), actor, Permission.READ_NOTICE, _NOTICE_WORK, _published_notice())


def ballots_for(actor: Actor) -> Select[Ballot]:
    """Approved and later ballots for everyone in the estate; drafts for who prepares or reviews there."""
    public = Ballot.state.in_(PUBLIC_BALLOTS)
    return _own_or_public(select(Ballot).join(Estate), actor, Permission.READ_BALLOT, _BALLOT_WORK, public)


def organizers_for(actor: Actor) -> Select[Organizer]:
    """The bodies that organize in the estates that `actor` may see, those of the past too: by name they are public."""
    return select(Organizer).join(Estate).where(within(actor, Permission.READ_ESTATE))


def broadcasts_for(actor: Actor) -> Select[Broadcast]:
    """The broadcasts about ballots of estates where `actor` sees what became of messages."""
    return (
        select(Broadcast)
        .join(Ballot, Ballot.id == Broadcast.ballot_id)
        .join(Estate)
        .where(within(actor, Permission.READ_DELIVERIES))
    )


def deliveries_for(actor: Actor) -> Select[Message]:
    """The messages of estates where `actor` sees what became of them; those of no estate (codes) for the whole city."""
    return (
        select(Message)
        .outerjoin(Estate, Estate.id == Message.estate_id)
        .where(within(actor, Permission.READ_DELIVERIES))
    )


_NOTICE_WORK = (Permission.WRITE_NOTICE, Permission.REVIEW_NOTICE)
_BALLOT_WORK = (Permission.PREPARE_BALLOT, Permission.REVIEW_BALLOT)


def _published_notice() -> ColumnElement[bool]:
    return Notice.state == NoticeState.PUBLISHED


def _own_or_public(
    statement: Select[Seen],
    actor: Actor,
    reading: Permission,
    working: tuple[Permission, ...],
    public: ColumnElement[bool],
) -> Select[Seen]:
    """Rows that are public where `actor` may read, and all rows where `actor` works on them or oversees them."""
    everything = [within(actor, permission) for permission in working]
    if actor.roles() & {Role.DISTRICT, Role.CITY, Role.AUDITOR}:
        everything.append(within(actor, Permission.READ_AUDIT))
    return statement.where(or_(*everything, within(actor, reading) & public))


__all__ = [
    "PUBLIC_BALLOTS", "Place", "ballots_for", "broadcasts_for", "buildings_for", "deliveries_for", "estates_for",
    "notices_for", "one_of", "organizers_for", "place_of_estate", "units_for", "within",
]  # fmt: skip
