"""Who may do what, where: the one table of roles, permissions and scopes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from domain.rules.terms import OrganizerKind


class Role(StrEnum):
    """What a person is to the product. Workers and the command line act as `SYSTEM`, a card reader as `DEVICE`."""

    OWNER = "owner"
    PREPARATORY_GROUP = "preparatory_group"
    COMMITTEE = "committee"
    PROPERTY_COMPANY = "property_company"
    STREET_CLERK = "street_clerk"
    STREET_REVIEWER = "street_reviewer"
    DISTRICT = "district"
    CITY = "city"
    AUDITOR = "auditor"
    SYSTEM_ADMINISTRATOR = "system_administrator"
    SYSTEM = "system"
    DEVICE = "device"


class ScopeKind(StrEnum):
    """How far a grant reaches."""

    CITY = "city"
    DISTRICT = "district"
    STREET = "street"
    ESTATE = "estate"


class Permission(StrEnum):
    """One thing a person may be allowed to do or see."""

    READ_ESTATE = "read_estate"
    READ_UNITS = "read_units"
    READ_PEOPLE = "read_people"
    REVEAL_PEOPLE = "reveal_people"
    MAINTAIN_REGISTER = "maintain_register"
    PROPOSE_ESTATE = "propose_estate"
    DECIDE_ESTATE = "decide_estate"
    MANAGE_ORGANIZERS = "manage_organizers"
    MANAGE_STAFF = "manage_staff"
    READ_NOTICE = "read_notice"
    WRITE_NOTICE = "write_notice"
    REVIEW_NOTICE = "review_notice"
    READ_BALLOT = "read_ballot"
    PREPARE_BALLOT = "prepare_ballot"
    REVIEW_BALLOT = "review_ballot"
    RUN_BALLOT = "run_ballot"
    CAST = "cast"
    READ_CHOICES = "read_choices"
    CORRECT_ROLL = "correct_roll"
    RELEASE_TALLY = "release_tally"
    RELEASE_ACCOUNT = "release_account"
    DECIDE_MANUAL_REVIEW = "decide_manual_review"
    READ_AUDIT = "read_audit"
    READ_ALARMS = "read_alarms"
    READ_DELIVERIES = "read_deliveries"
    MANAGE_DEVICES = "manage_devices"
    READ_DEVICES = "read_devices"
    OPERATE_PAD = "operate_pad"
    SERVE_CARD_READS = "serve_card_reads"
    FILE_TICKET = "file_ticket"
    HANDLE_TICKET = "handle_ticket"
    ESCALATE_TICKET = "escalate_ticket"
    READ_TICKETS = "read_tickets"
    RATE_COMPANY = "rate_company"
    ANSWER_RATING = "answer_rating"
    COMPARE_RATINGS = "compare_ratings"
    CONFIRM_READING = "confirm_reading"


P = Permission
_EVERYONE_IN_THE_ESTATE = frozenset({P.READ_ESTATE, P.READ_NOTICE, P.READ_BALLOT})
_ORGANIZER = _EVERYONE_IN_THE_ESTATE | {
    P.READ_UNITS,
    P.WRITE_NOTICE,
    P.PREPARE_BALLOT,
    P.RUN_BALLOT,
    P.READ_DELIVERIES,
    P.OPERATE_PAD,
}
_AUTHORITY = _EVERYONE_IN_THE_ESTATE | {
    P.READ_UNITS,
    P.READ_PEOPLE,
    P.READ_AUDIT,
    P.READ_ALARMS,
    P.READ_DELIVERIES,
    P.READ_DEVICES,
    P.READ_TICKETS,
    P.COMPARE_RATINGS,
}

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.OWNER: _EVERYONE_IN_THE_ESTATE | {P.CAST, P.FILE_TICKET, P.RATE_COMPANY, P.CONFIRM_READING},
    Role.PREPARATORY_GROUP: _ORGANIZER,
    Role.COMMITTEE: _ORGANIZER,
    Role.PROPERTY_COMPANY: _ORGANIZER | {P.READ_TICKETS, P.HANDLE_TICKET, P.ANSWER_RATING},
    Role.STREET_CLERK: _AUTHORITY
    | {
        P.REVEAL_PEOPLE,
        P.RELEASE_ACCOUNT,
        P.DECIDE_MANUAL_REVIEW,
        P.MAINTAIN_REGISTER,
        P.PROPOSE_ESTATE,
        P.MANAGE_ORGANIZERS,
        P.WRITE_NOTICE,
        P.PREPARE_BALLOT,
        P.RUN_BALLOT,
        P.MANAGE_DEVICES,
        P.OPERATE_PAD,
        P.ESCALATE_TICKET,
    },
    Role.STREET_REVIEWER: _AUTHORITY
    | {
        P.REVEAL_PEOPLE,
        P.REVIEW_NOTICE,
        P.REVIEW_BALLOT,
        P.RUN_BALLOT,
        P.MANAGE_STAFF,
        P.CORRECT_ROLL,
        P.RELEASE_ACCOUNT,
        P.OPERATE_PAD,
        P.ESCALATE_TICKET,
        P.DECIDE_MANUAL_REVIEW,
    },
    Role.DISTRICT: _AUTHORITY | {P.DECIDE_ESTATE, P.MANAGE_STAFF, P.RELEASE_TALLY},
    Role.CITY: _AUTHORITY | {P.MANAGE_STAFF, P.RELEASE_TALLY},
    Role.AUDITOR: _AUTHORITY | {P.READ_CHOICES},
    Role.SYSTEM_ADMINISTRATOR: frozenset({P.MANAGE_STAFF, P.READ_ALARMS, P.READ_DELIVERIES}),
    Role.SYSTEM: frozenset(Permission),
    Role.DEVICE: frozenset({P.SERVE_CARD_READS}),
}


# For which of the four bodies a role writes notices and prepares ballots.
ORGANIZER_OF_ROLE: dict[Role, OrganizerKind] = {
    Role.PREPARATORY_GROUP: OrganizerKind.PREPARATORY_GROUP,
    Role.COMMITTEE: OrganizerKind.COMMITTEE,
    Role.PROPERTY_COMPANY: OrganizerKind.PROPERTY_COMPANY,
    Role.STREET_CLERK: OrganizerKind.STREET,
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where an estate lies: its district's and street's statistical codes and its own id.

    A place may also be a street or a district alone; then what is below is None.
    """

    district: str | None = None
    street: str | None = None
    estate: UUID | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A role held over one city, district, street or estate (`key` is empty for the city)."""

    role: Role
    scope_kind: ScopeKind
    scope_key: str = ""
    organizer_id: UUID | None = None

    def covers(self, place: Place) -> bool:
        """Whether `place` lies within this role's scope."""
        match self.scope_kind:
            case ScopeKind.CITY:
                return True
            case ScopeKind.DISTRICT:
                return place.district == self.scope_key
            case ScopeKind.STREET:
                return place.street == self.scope_key
            case ScopeKind.ESTATE:
                return place.estate is not None and str(place.estate) == self.scope_key

    def allows(self, permission: Permission) -> bool:
        """Whether this role carries `permission`."""
        return permission in ROLE_PERMISSIONS[self.role]


@dataclass(frozen=True, slots=True)
class SignedInDevice:
    """A card reader that has proved its key: its session ends by age, by the next one or by revocation."""

    id: UUID
    session_id: UUID
    street: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: an account with the roles it holds now. `ANONYMOUS` has no account, `SYSTEM` is nobody's.

    A card reader has no account either, but is named in `device`.
    """

    account_id: UUID | None = None
    held: tuple[Held, ...] = ()
    owner_id: UUID | None = None
    session_id: UUID | None = None
    language: str = "zh"
    kind: str = "anonymous"
    confirmed_recently: bool = field(default=False)
    device: SignedInDevice | None = None

    @property
    def any_session_id(self) -> UUID | None:
        """The session behind this actor, a person's or a device's: what opened with it ends with it."""
        return self.device.session_id if self.device is not None else self.session_id

    def holding(self, permission: Permission, place: Place) -> Held | None:
        """The first role by which this actor has `permission` at `place`, or None."""
        return next((held for held in self.held if held.allows(permission) and held.covers(place)), None)

    def scopes(self, permission: Permission) -> tuple[Held, ...]:
        """Every role that carries `permission`, wherever it holds."""
        return tuple(held for held in self.held if held.allows(permission))

    def roles(self) -> frozenset[Role]:
        """The roles this actor holds anywhere."""
        return frozenset(held.role for held in self.held)


ANONYMOUS = Actor()
SYSTEM = Actor(held=(Held(Role.SYSTEM, ScopeKind.CITY),), kind="system", confirmed_recently=True)


@dataclass(frozen=True, slots=True)
class Appointment:
    """How a role of staff is given: the kinds of scope it is held over, and who may give it within their own scope."""

    scope_kinds: frozenset[ScopeKind]
    by: frozenset[Role]


_ORGANIZER_APPOINTMENT = Appointment(frozenset({ScopeKind.ESTATE}), frozenset({Role.STREET_CLERK, Role.SYSTEM}))

APPOINTMENTS: dict[Role, Appointment] = {
    Role.SYSTEM_ADMINISTRATOR: Appointment(frozenset({ScopeKind.CITY}), frozenset({Role.SYSTEM})),
    Role.CITY: Appointment(frozenset({ScopeKind.CITY}), frozenset({Role.SYSTEM_ADMINISTRATOR, Role.SYSTEM})),
    Role.AUDITOR: Appointment(frozenset({ScopeKind.CITY, ScopeKind.DISTRICT}), frozenset({Role.CITY, Role.SYSTEM})),
    Role.DISTRICT: Appointment(frozenset({ScopeKind.DISTRICT}), frozenset({Role.CITY, Role.SYSTEM})),
    Role.STREET_REVIEWER: Appointment(frozenset({ScopeKind.STREET}), frozenset({Role.DISTRICT, Role.SYSTEM})),
    Role.STREET_CLERK: Appointment(
        frozenset({ScopeKind.STREET}), frozenset({Role.DISTRICT, Role.STREET_REVIEWER, Role.SYSTEM})
    ),
    Role.PREPARATORY_GROUP: _ORGANIZER_APPOINTMENT,
    Role.COMMITTEE: _ORGANIZER_APPOINTMENT,
    Role.PROPERTY_COMPANY: _ORGANIZER_APPOINTMENT,
}


# Who decides about what others apply for or submit, and never about their own: persons are told apart by document.
_DECIDING = frozenset({P.DECIDE_MANUAL_REVIEW, P.REVIEW_NOTICE, P.REVIEW_BALLOT, P.DECIDE_ESTATE})


def decides_on_others(role: Role) -> bool:
    """Whether an account with this role needs a document."""
    return bool(ROLE_PERMISSIONS[role] & _DECIDING)


# Whoever acts for a body of the estate has the role through that body and for its term.
ORGANIZER_ROLES = frozenset({Role.PREPARATORY_GROUP, Role.COMMITTEE, Role.PROPERTY_COMPANY})


def appointing(actor: Actor, role: Role, place: Place) -> Held | None:
    """The role by which `actor` may give `role` at `place`, take it away and renew its activation; None if by none."""
    by = APPOINTMENTS[role].by if role in APPOINTMENTS else frozenset()
    return next((held for held in actor.held if held.role in by and held.covers(place)), None)


def scope_condition_keys(held: Iterable[Held]) -> tuple[bool, list[str], list[str], list[str]]:
    """Split scopes for a SELECT: (whole city?, district codes, street codes, estate ids)."""
    city, districts, streets, estates = False, [], [], []
    for one in held:
        match one.scope_kind:
            case ScopeKind.CITY:
                city = True
            case ScopeKind.DISTRICT:
                districts.append(one.scope_key)
            case ScopeKind.STREET:
                streets.append(one.scope_key)
            case ScopeKind.ESTATE:
                estates.append(one.scope_key)
    return city, districts, streets, estates
