"""Owners' assemblies and the bodies that act for them: set up, staffed, replaced and dissolved by the street.

An estate has one active body of each kind. Creating the committee ends the preparatory group; whatever ends a body
ends the roles of its people at the same instant, and a term with a last day ends them by itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, insert, select, update

from domain.rules.identity import normalise_document
from domain.rules.organizer import (
    NAME_LONGEST,
    Person,
    code_faults,
    contact_faults,
    member_faults,
    state_of,
    term_faults,
)
from domain.rules.periods import day_of
from domain.rules.policy import Held, Permission
from domain.rules.refusals import Fault, InvalidInput, NotInThisState
from domain.rules.register import acceptance_faults, reason_faults, text_faults
from domain.rules.terms import DocumentKind, OrganizerKind, OrganizerState
from domain.services import staff
from domain.services.access import require
from domain.services.members import checked, moving_term, take_organizer
from domain.store.database import Transaction
from domain.store.tables import Assembly, Estate, Member, Organizer


@dataclass(frozen=True, slots=True)
class CreateAssembly:
    """The owners' assembly of an estate (新增业主大会), and whether it has a committee already."""

    estate_id: UUID
    name: str
    has_committee: bool


@dataclass(frozen=True, slots=True)
class CreatePreparatoryGroup:
    """The group that prepares a first assembly, with its leader."""

    estate_id: UUID
    name: str
    leader: Person
    term_ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class CreateCommittee:
    """A committee with its term; `code` is the number under which the street filed it."""

    estate_id: UUID
    name: str
    term_starts_on: date
    term_ends_on: date
    members: tuple[Person, ...] = ()
    code: str | None = None


@dataclass(frozen=True, slots=True)
class RegisterPropertyCompany:
    """A property company by its unified social credit code, with its contact."""

    estate_id: UUID
    name: str
    code: str
    contact: Person
    term_starts_on: date
    term_ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class DissolveOrganizer:
    """A body that ends before its term does."""

    organizer_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class ChangeTerm:
    """The last day of a body's term as it is to be, and why; none where it has no fixed end."""

    organizer_id: UUID
    term_ends_on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class AssemblyCreated:
    """The assembly of the estate."""

    assembly: Assembly


@dataclass(frozen=True, slots=True)
class OrganizerChanged:
    """The body as it is now."""

    organizer: Organizer


async def create_assembly(tx: Transaction, command: CreateAssembly) -> AssemblyCreated:
    """Create the owners' assembly. Raises `NotSignedIn`, `NotFound` and `InvalidInput`; an estate has one."""
    held = await require(tx, Permission.MANAGE_ORGANIZERS, command.estate_id)
    estate = (
        await tx.session.scalars(select(Estate).where(Estate.id == command.estate_id).with_for_update(key_share=True))
    ).one()
    faults = list(text_faults("name", command.name, NAME_LONGEST))
    faults += acceptance_faults(estate.status)
    if await _assembly(tx, command.estate_id) is not None:
        faults.append(Fault("estateId", "该小区已有业主大会。", "This estate has an owners' assembly already."))
    if faults:
        raise InvalidInput(faults)
    assembly = Assembly(
        estate_id=command.estate_id,
        name=command.name.strip(),
        has_committee=command.has_committee,
        created_by=tx.actor.account_id,
    )
    tx.session.add(assembly)
    await tx.session.flush()
    after = {"name": assembly.name, "has_committee": assembly.has_committee}
    tx.record("assembly.created", "assembly", assembly.id, estate_id=command.estate_id, role=held.role, after=after)
    return AssemblyCreated(assembly)


async def create_preparatory_group(tx: Transaction, command: CreatePreparatoryGroup) -> OrganizerChanged:
    """Name the group and its leader. It has no account until one is generated.

    Raises `NotSignedIn`, `NotFound` and `InvalidInput`, also where there is a committee: it needs no group.
    """
    found = await _beginning(tx, command.estate_id)
    assembly, today = found.assembly, found.today
    faults = [
        *text_faults("name", command.name, NAME_LONGEST),
        *member_faults("leader", OrganizerKind.PREPARATORY_GROUP, command.leader),
        *term_faults(today, command.term_ends_on, today, must_end=False),
        *_assembly_faults(found, OrganizerKind.PREPARATORY_GROUP),
    ]
    if assembly is not None and assembly.has_committee:
        faults.append(
            Fault("estateId", "该小区已有业主委员会，不需要筹备组。", "This estate has a committee; it needs no group.")
        )
    if faults or assembly is None:
        raise InvalidInput(faults)
    group = Organizer(
        estate_id=command.estate_id,
        assembly_id=assembly.id,
        kind=OrganizerKind.PREPARATORY_GROUP,
        name=command.name.strip(),
        term_starts_on=today,
        term_ends_on=command.term_ends_on,
    )
    return await _created(tx, found.held, group, [("leader", command.leader)])


async def create_committee(tx: Transaction, command: CreateCommittee) -> OrganizerChanged:
    """Record the committee and its term. The preparatory group ends, and so does a committee whose term is over.

    Raises `NotSignedIn`, `NotFound` and `InvalidInput`, also while another committee is in office.
    """
    found = await _beginning(tx, command.estate_id)
    assembly, today = found.assembly, found.today
    members = [(f"members.{number}", person) for number, person in enumerate(command.members)]
    faults = [
        *text_faults("name", command.name, NAME_LONGEST),
        *text_faults("code", command.code or "", NAME_LONGEST, may_be_empty=True),
        *term_faults(command.term_starts_on, command.term_ends_on, today, must_end=True),
        *(fault for path, person in members for fault in member_faults(path, OrganizerKind.COMMITTEE, person)),
        *_assembly_faults(found, OrganizerKind.COMMITTEE),
    ]
    if faults or assembly is None:
        raise InvalidInput(faults)
    await _end_active(tx, found, OrganizerKind.PREPARATORY_GROUP, "业主委员会已成立。")
    await _end_active(tx, found, OrganizerKind.COMMITTEE, "任期届满。")
    committee = Organizer(
        estate_id=command.estate_id,
        assembly_id=assembly.id,
        kind=OrganizerKind.COMMITTEE,
        name=command.name.strip(),
        code=(command.code or "").strip() or None,
        term_starts_on=command.term_starts_on,
        term_ends_on=command.term_ends_on,
    )
    return await _created(tx, found.held, committee, members, assembly)


async def register_property_company(tx: Transaction, command: RegisterPropertyCompany) -> OrganizerChanged:
    """Record the property company that serves the estate; one whose term is over ends.

    Raises `NotSignedIn`, `NotFound` and `InvalidInput`, also while another company serves it.
    """
    found = await _beginning(tx, command.estate_id)
    assembly, today = found.assembly, found.today
    faults = [
        *text_faults("name", command.name, NAME_LONGEST),
        *code_faults("code", command.code),
        *member_faults("contact", OrganizerKind.PROPERTY_COMPANY, command.contact),
        *contact_faults("contact", command.contact),
        *term_faults(command.term_starts_on, command.term_ends_on, today, must_end=False),
        *_in_office_faults(found, OrganizerKind.PROPERTY_COMPANY),
    ]
    if faults:
        raise InvalidInput(faults)
    await _end_active(tx, found, OrganizerKind.PROPERTY_COMPANY, "任期届满。")
    company = Organizer(
        estate_id=command.estate_id,
        assembly_id=assembly.id if assembly is not None else None,
        kind=OrganizerKind.PROPERTY_COMPANY,
        name=command.name.strip(),
        code=normalise_document(DocumentKind.ORGANISATION_CODE, command.code),
        term_starts_on=command.term_starts_on,
        term_ends_on=command.term_ends_on,
    )
    return await _created(tx, found.held, company, [("contact", command.contact)])


async def dissolve_organizer(tx: Transaction, command: DissolveOrganizer) -> OrganizerChanged:
    """End a body now, with the roles of all its people. Its notices and ballots stay.

    Raises `NotSignedIn`, `NotFound`, `InvalidInput`, and `NotInThisState` when it was dissolved before.
    """
    organizer, held = await take_organizer(tx, command.organizer_id)
    if faults := list(reason_faults("reason", command.reason)):
        raise InvalidInput(faults)
    if organizer.state == OrganizerState.DISSOLVED:
        raise NotInThisState(organizer.state)
    await _end(tx, organizer, command.reason.strip(), await tx.now())
    if organizer.kind is OrganizerKind.COMMITTEE:
        assembly = await _assembly(tx, organizer.estate_id)
        if assembly is not None:
            assembly.has_committee = False
    tx.record(
        "organizer.dissolved", "organizer", organizer.id, estate_id=organizer.estate_id, role=held.role,
        before={"state": "active"}, after={"state": organizer.state}, reason=command.reason.strip(),
    )  # fmt: skip
    return OrganizerChanged(organizer)


async def change_term(tx: Transaction, command: ChangeTerm) -> OrganizerChanged:
    """Move the last day of a term, and with it the end of its people's roles; a term that is over can be prolonged.

    Raises `NotSignedIn`, `NotFound`, `InvalidInput`, and `NotInThisState` when the body was dissolved.
    """
    organizer, held = await take_organizer(tx, command.organizer_id)
    before, after, today = organizer.term_ends_on, command.term_ends_on, day_of(await tx.now())
    must_end = organizer.kind is OrganizerKind.COMMITTEE
    faults = [
        *term_faults(organizer.term_starts_on, after, today, must_end=must_end),
        *reason_faults("reason", command.reason),
    ]
    if after == before:
        faults.append(Fault("termEndsOn", "与现在的届满日相同。", "The term ends on this day already."))
    if faults:
        raise InvalidInput(faults)
    if organizer.state == OrganizerState.DISSOLVED:
        raise NotInThisState(organizer.state)
    organizer.term_ends_on = after
    tx.record(
        "organizer.term_changed", "organizer", organizer.id, estate_id=organizer.estate_id, role=held.role,
        before={"term_ends_on": before and before.isoformat()}, after={"term_ends_on": after and after.isoformat()},
        reason=command.reason.strip(),
    )  # fmt: skip
    await tx.write(moving_term(organizer))
    return OrganizerChanged(organizer)


@dataclass(frozen=True, slots=True)
class _Beginning:
    """By which role a body is set up, when, and what stands in the estate: its assembly and its active bodies."""

    held: Held
    now: datetime
    assembly: Assembly | None
    active: Mapping[OrganizerKind, Organizer]

    @property
    def today(self) -> date:
        return day_of(self.now)


async def _beginning(tx: Transaction, estate_id: UUID) -> _Beginning:
    """What stands in an estate where a body is to be set up; its bodies are held meanwhile."""
    held = await require(tx, Permission.MANAGE_ORGANIZERS, estate_id)
    await tx.session.execute(select(Estate.id).where(Estate.id == estate_id).with_for_update(key_share=True))
    rows = await tx.session.execute(
        select(func.domain_now(), Assembly, Organizer)
        .select_from(Estate)
        .outerjoin(Assembly, Assembly.estate_id == Estate.id)
        .outerjoin(Organizer, (Organizer.estate_id == Estate.id) & (Organizer.state == "active"))
        .where(Estate.id == estate_id)
    )
    standing: list[tuple[datetime, Assembly | None, Organizer | None]] = [(row[0], row[1], row[2]) for row in rows]
    now, assembly, _ = standing[0]
    return _Beginning(held, now, assembly, {one.kind: one for _, _, one in standing if one is not None})


async def _assembly(tx: Transaction, estate_id: UUID) -> Assembly | None:
    return (await tx.session.scalars(select(Assembly).where(Assembly.estate_id == estate_id))).one_or_none()


def _assembly_faults(found: _Beginning, kind: OrganizerKind) -> list[Fault]:
    if found.assembly is None:
        return [Fault("estateId", "请先新增业主大会。", "Create the owners' assembly first.")]
    return _in_office_faults(found, kind)


def _in_office_faults(found: _Beginning, kind: OrganizerKind) -> list[Fault]:
    present = found.active.get(kind)
    if present is None or state_of(present.state, present.term_ends_on, found.today) is OrganizerState.EXPIRED:
        return []
    return [
        Fault(
            "estateId",
            f"“{present.name}”仍在任期内，请先办理终止。",
            f"“{present.name}” is still in office; dissolve it first.",
        )
    ]


async def _end_active(tx: Transaction, found: _Beginning, kind: OrganizerKind, reason: str) -> None:
    present = found.active.get(kind)
    if present is not None:
        await _end(tx, present, reason, found.now)


async def _end(tx: Transaction, organizer: Organizer, reason: str, now: datetime) -> None:
    organizer.state = OrganizerState.DISSOLVED.value
    organizer.ended_at, organizer.ended_by, organizer.ended_reason = now, tx.actor.account_id, reason
    staying = (Member.organizer_id == organizer.id) & Member.left_at.is_(None)
    await tx.write(update(Member).where(staying).values(left_at=now, left_reason=reason))
    await staff.end_grants(tx, organizer_id=organizer.id)


async def _created(
    tx: Transaction,
    held: Held,
    organizer: Organizer,
    people: Sequence[tuple[str, Person]],
    assembly: Assembly | None = None,
) -> OrganizerChanged:
    """Write a new body with its people; the `assembly` has a committee from now on."""
    organizer.created_by = tx.actor.account_id
    tx.session.add(organizer)
    await tx.session.flush()
    members = checked(tx, organizer, people)
    if assembly is not None:
        assembly.has_committee = True
    tx.record(
        f"{organizer.kind.value}.created", "organizer", organizer.id, estate_id=organizer.estate_id, role=held.role,
        after={"name": organizer.name, "members": len(people)},
    )  # fmt: skip
    await tx.write(*([insert(Member).values(members)] if members else []))
    return OrganizerChanged(organizer)
