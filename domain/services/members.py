"""The people of a body: they join, are given accounts, are replaced and leave. What is personal is encrypted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Update, func, select, update
from uuid_utils.compat import uuid7

from domain.rules.identity import mask_name, normalise_document, normalise_name, normalise_phone
from domain.rules.organizer import ALONE, INDISPENSABLE, Person, member_faults, state_of
from domain.rules.periods import day_of, end_of, start_of
from domain.rules.policy import Held, Permission, Place, Role, ScopeKind
from domain.rules.refusals import Fault, InvalidInput, NotFound, NotInThisState, NotSignedIn
from domain.rules.register import reason_faults
from domain.rules.terms import DocumentKind, MemberPosition, OrganizerState
from domain.services import staff
from domain.services.access import require, require_at
from domain.services.owners import Document, document_index, document_indexes
from domain.store.database import Transaction
from domain.store.tables import Estate, Grant, Member, Organizer, Street


@dataclass(frozen=True, slots=True)
class AddMember:
    """A person who joins a body."""

    organizer_id: UUID
    person: Person


@dataclass(frozen=True, slots=True)
class ReplaceMember:
    """A person who leaves, and who takes the place."""

    member_id: UUID
    reason: str
    successor: Person


@dataclass(frozen=True, slots=True)
class RemoveMember:
    """A person who leaves, and why."""

    member_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class MemberChanged:
    """The member as they are now; after a replacement, the successor."""

    member: Member


async def add_member(tx: Transaction, command: AddMember) -> MemberChanged:
    """Let a person join. Raises `NotSignedIn`, `NotFound`, `NotInThisState` unless in office, and `InvalidInput`."""
    organizer, held = await take_organizer(tx, command.organizer_id)
    _expect_in_office(organizer, await tx.now())
    if faults := list(member_faults("member", organizer.kind, command.person)):
        raise InvalidInput(faults)
    (member,) = await join(tx, organizer, [("member", command.person)])
    _record(tx, "member.added", organizer, held, member, command.person)
    return MemberChanged(member)


async def replace_member(tx: Transaction, command: ReplaceMember) -> MemberChanged:
    """Let a successor take a member's place; the roles of the one who leaves end now.

    Raises `NotSignedIn`, `NotFound`, `NotInThisState` and `InvalidInput`.
    """
    member, organizer, held, now = await _take(tx, command.member_id)
    _expect_in_office(organizer, now)
    faults = [
        *reason_faults("reason", command.reason),
        *member_faults("successor", organizer.kind, command.successor),
    ]
    if faults:
        raise InvalidInput(faults)
    await _see_off(tx, organizer, member, now, command.reason.strip())
    (successor,) = await join(tx, organizer, [("successor", command.successor)])
    _record(tx, "member.replaced", organizer, held, successor, command.successor, command.reason.strip(), member.id)
    return MemberChanged(successor)


async def remove_member(tx: Transaction, command: RemoveMember) -> MemberChanged:
    """Let a member of a committee leave. A leader and a contact are replaced instead: their body could not act.

    Raises `NotSignedIn`, `NotFound`, `NotInThisState` and `InvalidInput`.
    """
    member, organizer, held, now = await _take(tx, command.member_id)
    faults = list(reason_faults("reason", command.reason))
    if MemberPosition(member.position) in INDISPENSABLE:
        faults.append(
            Fault("memberId", "组长和联系人只能更换，不能直接移除。", "Replace a leader or a contact instead.")
        )
    if faults:
        raise InvalidInput(faults)
    await _see_off(tx, organizer, member, now, command.reason.strip())
    tx.record(
        "member.removed", "member", member.id, estate_id=organizer.estate_id, role=held.role,
        before={"position": member.position}, reason=command.reason.strip(),
    )  # fmt: skip
    return MemberChanged(member)


async def generate_account(tx: Transaction, member_id: UUID) -> MemberChanged:
    """Give a member an account for the term and send the activation to their phone (生成账号).

    Raises `NotSignedIn`, `NotFound`, and `NotInThisState` when the member has an account or the body's term is over.
    """
    member, organizer, held, now = await _take(tx, member_id)
    _expect_in_office(organizer, now)
    if member.account_id is not None:
        raise NotInThisState("has_account")
    ends_on = organizer.term_ends_on
    made = await staff.create_account(
        tx,
        role=Role(organizer.kind.value),
        scope_kind=ScopeKind.ESTATE,
        scope_key=str(organizer.estate_id),
        name=tx.crypto.decrypt("members.name", member.id, member.name),
        phone=tx.crypto.decrypt("members.phone", member.id, member.phone),
        organizer_id=organizer.id,
        ends_at=end_of(ends_on) if ends_on is not None else None,
        document=_document_of(tx, member),
        organisation=organizer.name,
        starts_at=max(now, start_of(organizer.term_starts_on)),
    )
    member.account_id = made.account_id
    tx.record(
        "member.account_generated", "member", member.id, estate_id=organizer.estate_id, role=held.role,
        after={"account_id": str(made.account_id), "login": made.login},
    )  # fmt: skip
    return MemberChanged(member)


@dataclass(frozen=True, slots=True)
class RevealMember:
    """Whom to show in full, and why."""

    member_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class MemberRevealed:
    """What a member stated, in full. It is answered once and kept nowhere."""

    member_id: UUID
    # Left out of its repr: what is printed of a failure names nobody.
    name: str = field(repr=False)
    phone: str = field(repr=False)
    document_number: str | None = field(repr=False)
    address: str | None = field(repr=False)


async def reveal(tx: Transaction, command: RevealMember) -> MemberRevealed:
    """Show a member in full, one who has left too, against a reason; every look leaves its record.

    Raises `NotSignedIn`, `NotFound` and `InvalidInput`.
    """
    theirs = select(Organizer.estate_id).join(Member).where(Member.id == command.member_id)
    estate_id = await tx.session.scalar(theirs)
    held = await require(tx, Permission.REVEAL_PEOPLE, estate_id or command.member_id)
    if faults := list(reason_faults("reason", command.reason)):
        raise InvalidInput(faults)
    member = await tx.session.get_one(Member, command.member_id)
    tx.record(
        "member.revealed", "member", member.id, estate_id=estate_id, role=held.role,
        after={"organizer_id": str(member.organizer_id)}, reason=command.reason.strip(),
    )  # fmt: skip
    return MemberRevealed(
        member.id,
        tx.crypto.decrypt("members.name", member.id, member.name),
        tx.crypto.decrypt("members.phone", member.id, member.phone),
        _opened(tx, member, "document_number", member.document_number),
        _opened(tx, member, "address", member.address),
    )


def _opened(tx: Transaction, member: Member, column: str, sealed: bytes | None) -> str | None:
    return tx.crypto.decrypt(f"members.{column}", member.id, sealed) if sealed is not None else None


def moving_term(organizer: Organizer) -> Update:
    """What lets the roles of those who are in the body end with its term as it is now."""
    ends_on = organizer.term_ends_on
    present = select(Member.account_id).where(
        Member.organizer_id == organizer.id, Member.left_at.is_(None), Member.account_id.is_not(None)
    )
    return (
        update(Grant)
        .where(Grant.organizer_id == organizer.id, Grant.account_id.in_(present))
        .values(ends_at=end_of(ends_on) if ends_on is not None else None)
    )


async def take_organizer(tx: Transaction, organizer_id: UUID) -> tuple[Organizer, Held]:
    """A body, locked, in an estate where the actor manages them. Raises `NotSignedIn` and `NotFound`."""
    return await _take_organizer(tx, select(Organizer).where(Organizer.id == organizer_id))


async def _take_organizer(tx: Transaction, which: Select[Organizer]) -> tuple[Organizer, Held]:
    if tx.actor.kind == "anonymous":
        raise NotSignedIn()
    placed = which.join(Estate, Estate.id == Organizer.estate_id).join(Street, Street.code == Estate.street_code)
    row = (
        await tx.session.execute(
            placed.add_columns(Street.district_code, Street.code).with_for_update(of=Organizer, key_share=True)
        )
    ).one_or_none()
    if row is None:
        raise NotFound()
    organizer, district, street = row
    place = Place(district=district, street=street, estate=organizer.estate_id)
    return organizer, require_at(tx.actor, Permission.MANAGE_ORGANIZERS, place)


async def _live_members(tx: Transaction, organizer_id: UUID) -> Sequence[Member]:
    present = select(Member).where(Member.organizer_id == organizer_id, Member.left_at.is_(None))
    return (await tx.session.scalars(present.order_by(Member.id))).all()


async def join(tx: Transaction, organizer: Organizer, people: Sequence[tuple[str, Person]]) -> list[Member]:
    """Write down people who were checked one by one, each with the path of their fields.

    Raises `InvalidInput` where two hold a position that a body has once, or one person would join twice.
    """
    present = await _live_members(tx, organizer.id)
    joined = [Member(**row) for row in checked(tx, organizer, people, present)]
    tx.session.add_all(joined)
    await tx.session.flush()
    return joined


def checked(
    tx: Transaction, organizer: Organizer, people: Sequence[tuple[str, Person]], present: Sequence[Member] = ()
) -> list[dict[str, Any]]:
    """The rows of people as they join those who are `present`, not written yet. Raises as `join`."""
    held = {MemberPosition(member.position) for member in present} & ALONE
    known = {member.person_index for member in present}
    joined, faults = [], []
    for path, person in people:
        row = _row(tx, organizer, person)
        if person.position in held:
            faults.append(
                Fault(f"{path}.position", "该职务已有人担任，请先更换。", "Somebody holds this position; replace them.")
            )
        if known.intersection(_indexes(tx, person)):
            faults.append(Fault(f"{path}.documentNumber", "此人已是成员。", "This person is a member already."))
        held |= {person.position} & ALONE
        known.add(row["person_index"])
        joined.append(row)
    if faults:
        raise InvalidInput(faults)
    return joined


def _indexes(tx: Transaction, person: Person) -> list[bytes]:
    """Every index by which the person may be a member already, whichever key it was made with."""
    document = normalise_document(DocumentKind.ID_CARD, person.document_number)
    return document_indexes(tx.crypto, (DocumentKind.ID_CARD, document)) if document else []


def _document_of(tx: Transaction, member: Member) -> Document | None:
    number = _opened(tx, member, "document_number", member.document_number)
    return (DocumentKind.ID_CARD, number) if number is not None else None


def _row(tx: Transaction, organizer: Organizer, person: Person) -> dict[str, Any]:
    member = uuid7()
    document = normalise_document(DocumentKind.ID_CARD, person.document_number)
    address = person.address.strip()
    return {
        "id": member,
        "organizer_id": organizer.id,
        "position": person.position.value,
        "sex": person.sex.value,
        "age": person.age,
        "employer": person.employer.strip() or None,
        "name": tx.crypto.encrypt("members.name", member, normalise_name(person.name)),
        "phone": tx.crypto.encrypt("members.phone", member, normalise_phone(person.phone) or ""),
        "document_number": tx.crypto.encrypt("members.document_number", member, document) if document else None,
        "person_index": document_index(tx.crypto, (DocumentKind.ID_CARD, document)) if document else None,
        "address": tx.crypto.encrypt("members.address", member, address) if address else None,
    }


async def _take(tx: Transaction, member_id: UUID) -> tuple[Member, Organizer, Held, datetime]:
    """A member who has not left, with their body, both locked, and the domain's clock once the body is."""
    of_member = select(Organizer).join(Member, Member.organizer_id == Organizer.id).where(Member.id == member_id)
    organizer, held = await _take_organizer(tx, of_member)
    mine = select(Member, func.domain_now()).where(Member.id == member_id).with_for_update(of=Member)
    member, now = (await tx.session.execute(mine.execution_options(populate_existing=True))).one()
    if member.left_at is not None:
        raise NotInThisState("left")
    return member, organizer, held, now


def _expect_in_office(organizer: Organizer, now: datetime) -> None:
    state = state_of(organizer.state, organizer.term_ends_on, day_of(now))
    if state is not OrganizerState.ACTIVE:
        raise NotInThisState(state.value)


async def _see_off(tx: Transaction, organizer: Organizer, member: Member, at: datetime, reason: str) -> None:
    member.left_at, member.left_reason = at, reason
    if member.account_id is not None:
        await staff.end_grants(tx, organizer_id=organizer.id, account_id=member.account_id)


def _record(
    tx: Transaction,
    action: str,
    organizer: Organizer,
    held: Held,
    member: Member,
    person: Person,
    reason: str | None = None,
    replaced: UUID | None = None,
) -> None:
    after = {"position": person.position.value, "name": mask_name(normalise_name(person.name))}
    tx.record(
        action, "member", member.id, estate_id=organizer.estate_id, role=held.role,
        before={"member_id": str(replaced)} if replaced is not None else None, after=after, reason=reason,
    )  # fmt: skip
