"""What an actor may see, as SELECTs: every read starts here. What is outside does not exist for the reader."""

from collections.abc import Collection, Iterable
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, and_, any_, cast, false, literal, or_, select, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import InstrumentedAttribute

from domain.rules.policy import (
    ORGANIZER_OF_ROLE,
    ORGANIZER_ROLES,
    Actor,
    Held,
    Permission,
    Place,
    Role,
    ScopeKind,
    scope_condition_keys,
)
from domain.rules.terms import BallotState, NoticeState, OrganizerKind
from domain.store.tables import (
    Account,
    Assembly,
    Ballot,
    Broadcast,
    Building,
    Estate,
    Grant,
    ManualReview,
    Member,
    Message,
    Notice,
    Organizer,
    Street,
    Ticket,
    Unit,
)

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
    return covered_by(actor.scopes(permission))


def covered_by(held: Iterable[Held]) -> ColumnElement[bool]:
    """A condition on `estates`: those that lie within the scope of one of these roles."""
    city, districts, streets, estates = scope_condition_keys(held)
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


def in_streets(column: InstrumentedAttribute[Any], held: Iterable[Held]) -> ColumnElement[bool]:
    """A condition on a column of street codes: those within the scope of one of these roles, or around its estate."""
    city, districts, streets, estates = scope_condition_keys(held)
    if city:
        return true()
    below = select(Street.code).where(Street.district_code.in_(districts))
    around = select(Estate.street_code).where(Estate.id.in_([UUID(key) for key in estates]))
    return or_(column.in_(streets), column.in_(below), column.in_(around))


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
    """Published notices for everyone in the estate, and what `notices_in_work` says."""
    public = within(actor, Permission.READ_NOTICE) & (Notice.state == NoticeState.PUBLISHED)
    return select(Notice).join(Estate).where(or_(notices_in_work(actor), public))


def notices_in_work(actor: Actor) -> ColumnElement[bool]:
    """A condition on `notices` joined with `estates`: those that `actor` works on or oversees.

    A body's own notices from the first draft on; others' for the street and the authorities once they were submitted.
    """
    was_shown = or_(Notice.state != NoticeState.DRAFT, Notice.submitted_at.is_not(None))
    return or_(own_notices(actor), _overseen(actor) & was_shown)


def own_notices(actor: Actor) -> ColumnElement[bool]:
    """A condition on `notices` joined with `estates`: those of the bodies for which `actor` writes."""
    return _of_own_bodies(actor, Permission.WRITE_NOTICE, Notice.organizer_kind, Notice.organizer_id)


def _of_own_bodies(
    actor: Actor,
    permission: Permission,
    kind: InstrumentedAttribute[OrganizerKind],
    organizer_id: InstrumentedAttribute[UUID | None],
) -> ColumnElement[bool]:
    own = [
        and_(
            covered_by([held]),
            kind == ORGANIZER_OF_ROLE[held.role],
            organizer_id.is_not_distinct_from(held.organizer_id),
        )
        for held in actor.scopes(permission)
        if held.role in ORGANIZER_OF_ROLE
    ]
    return or_(false(), *own)


def _overseen(actor: Actor) -> ColumnElement[bool]:
    overseers = (Role.STREET_CLERK, Role.STREET_REVIEWER, Role.DISTRICT, Role.CITY, Role.AUDITOR, Role.SYSTEM)
    return covered_by(held for held in actor.held if held.role in overseers)


def ballots_for(actor: Actor) -> Select[Ballot]:
    """Approved and later ballots for everyone in the estate, every ballot for the street and the authorities there.

    What a body prepares it sees alone of all bodies: a company does not read the committee's draft of its dismissal.
    """
    public = within(actor, Permission.READ_BALLOT) & Ballot.state.in_(PUBLIC_BALLOTS)
    return select(Ballot).join(Estate).where(or_(own_ballots(actor), _overseen(actor), public))


def own_ballots(actor: Actor) -> ColumnElement[bool]:
    """A condition on `ballots` joined with `estates`: those of the bodies for which `actor` prepares ballots."""
    return _of_own_bodies(actor, Permission.PREPARE_BALLOT, Ballot.organizer_kind, Ballot.organizer_id)


def ballots_run_by(actor: Actor) -> Select[Ballot]:
    """The ballots that `actor` runs: those of their own body, and for the street every one there."""
    own = _of_own_bodies(actor, Permission.RUN_BALLOT, Ballot.organizer_kind, Ballot.organizer_id)
    street = covered_by(
        held
        for held in actor.scopes(Permission.RUN_BALLOT)
        if ORGANIZER_OF_ROLE.get(held.role, OrganizerKind.STREET) is OrganizerKind.STREET
    )
    return select(Ballot).join(Estate).where(or_(own, street), Ballot.state.in_(PUBLIC_BALLOTS))


def organizers_for(actor: Actor) -> Select[Organizer]:
    """The bodies that organize in the estates that `actor` may see, those of the past too: by name they are public."""
    return select(Organizer).join(Estate).where(within(actor, Permission.READ_ESTATE))


def assemblies_for(actor: Actor) -> Select[Assembly]:
    """The owners' assemblies of the estates that `actor` may see."""
    return select(Assembly).join(Estate).where(within(actor, Permission.READ_ESTATE))


def members_for(actor: Actor) -> Select[Member]:
    """The people of those bodies, for who may see people there and for the body's own accounts."""
    own = [held.organizer_id for held in actor.held if held.organizer_id is not None]
    return (
        select(Member)
        .join(Organizer)
        .join(Estate)
        .where(or_(within(actor, Permission.READ_PEOPLE), Organizer.id.in_(own)))
    )


def broadcasts_for(actor: Actor) -> Select[Broadcast]:
    """The broadcasts about ballots: an authority's of all its estates, a body's of the ballots that it runs itself."""
    run = Ballot.id.in_(ballots_run_by(actor).with_only_columns(Ballot.id))
    return (
        select(Broadcast)
        .join(Ballot, Ballot.id == Broadcast.ballot_id)
        .join(Estate)
        .where(or_(_follows_all_messages(actor), run))
    )


def deliveries_for(actor: Actor) -> Select[Message]:
    """The messages of which `actor` sees what became; those of no estate (codes) are for the whole city.

    Authorities see all of their estates. A body sees the broadcasts of its own ballots, and the property company what
    became of its answers to tickets. Never what one owner is told alone, such as that a vote was cast for their unit:
    that names the owner, the instant and the way, of which the body that runs the ballot learns before its close no
    more than whether a unit has voted.
    """
    broadcast = Message.broadcast_id.in_(broadcasts_for(actor).with_only_columns(Broadcast.id))
    of_tickets = within(actor, Permission.HANDLE_TICKET) & Message.template.startswith("ticket_", autoescape=True)
    return (
        select(Message)
        .outerjoin(Estate, Estate.id == Message.estate_id)
        .where(or_(_follows_all_messages(actor), broadcast, of_tickets))
    )


def _follows_all_messages(actor: Actor) -> ColumnElement[bool]:
    """A condition on `estates`: those where an authority of whatever bodies there are sees what became of messages."""
    return covered_by(held for held in actor.scopes(Permission.READ_DELIVERIES) if held.role not in ORGANIZER_ROLES)


def notices_followed_by(actor: Actor) -> Select[Notice]:
    """The published notices of which `actor` sees whom they reached: an authority's of all its estates, a body's own
    and those of the ballots that it runs."""
    run = ballots_run_by(actor).subquery()
    linked = or_(Notice.id.in_(select(run.c.publicity_id)), Notice.id.in_(select(run.c.announcement_id)))
    own = _of_own_bodies(actor, Permission.WRITE_NOTICE, Notice.organizer_kind, Notice.organizer_id)
    return notices_for(actor).where(
        Notice.state == NoticeState.PUBLISHED,
        within(actor, Permission.READ_DELIVERIES),
        or_(_follows_all_messages(actor), own, linked),
    )


def tickets_for(actor: Actor) -> Select[Ticket]:
    """One's own tickets, and those of the estates where `actor` reads tickets."""
    read = within(actor, Permission.READ_TICKETS)
    own = Ticket.account_id == actor.account_id if actor.account_id is not None else false()
    return select(Ticket).join(Estate, Estate.id == Ticket.estate_id).where(or_(own, read))


def manual_reviews_for(actor: Actor) -> Select[ManualReview]:
    """The manual reviews of the estates where `actor` may see people."""
    return (
        select(ManualReview)
        .join(Estate, Estate.id == ManualReview.estate_id)
        .where(within(actor, Permission.READ_PEOPLE))
    )


def staff_for(actor: Actor) -> Select[Account]:
    """The staff accounts with a role, past or present, within the scopes where the actor makes accounts."""
    theirs = select(Grant.account_id).where(
        or_(_granted_within(actor, _MANAGING[0]), _granted_within(actor, _MANAGING[1]))
    )
    return select(Account).where(Account.kind == "staff", Account.id.in_(theirs))


_MANAGING = (Permission.MANAGE_STAFF, Permission.MANAGE_ORGANIZERS)


def _granted_within(actor: Actor, permission: Permission) -> ColumnElement[bool]:
    """A condition on `grants`: those over a scope within which the actor has `permission`."""
    city, districts, streets, _ = scope_condition_keys(actor.scopes(permission))
    if city:
        return true()
    if not districts and not streets:
        return false()
    below = select(Street.code).where(Street.district_code.in_(districts))
    estates = select(cast(Estate.id, Text)).where(within(actor, permission))
    street = or_(Grant.scope_key.in_(streets), Grant.scope_key.in_(below))
    return or_(
        (Grant.scope_kind == ScopeKind.DISTRICT) & Grant.scope_key.in_(districts),
        (Grant.scope_kind == ScopeKind.STREET) & street,
        (Grant.scope_kind == ScopeKind.ESTATE) & Grant.scope_key.in_(estates),
    )


__all__ = [
    "PUBLIC_BALLOTS", "Place", "assemblies_for", "ballots_for", "ballots_run_by", "broadcasts_for", "buildings_for",
    "covered_by", "deliveries_for", "estates_for", "in_streets", "manual_reviews_for", "members_for",
    "notices_followed_by", "notices_for", "notices_in_work", "one_of", "organizers_for", "place_of_estate", "staff_for",
    "tickets_for", "units_for", "within",
]  # fmt: skip
