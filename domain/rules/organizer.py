"""The bodies that organize: what must be known of their members, how long they serve, how large a committee is."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from domain.rules.ballot import is_lawful_committee, smallest_committee
from domain.rules.identity import document_faults
from domain.rules.people import person_faults
from domain.rules.refusals import Fault
from domain.rules.register import text_faults
from domain.rules.terms import DocumentKind, MemberPosition, OrganizerKind, OrganizerState, Sex

NAME_LONGEST = 60
EMPLOYER_LONGEST = 100
ADDRESS_LONGEST = 200
YOUNGEST, OLDEST = 18, 120

POSITIONS: dict[OrganizerKind, frozenset[MemberPosition]] = {
    OrganizerKind.PREPARATORY_GROUP: frozenset({MemberPosition.LEADER}),
    OrganizerKind.COMMITTEE: frozenset(
        {MemberPosition.CHAIR, MemberPosition.DEPUTY_CHAIR, MemberPosition.MEMBER, MemberPosition.ALTERNATE}
    ),
    # A company's members are its people on the spot, to whom complaints and repairs are given.
    OrganizerKind.PROPERTY_COMPANY: frozenset({MemberPosition.CONTACT, MemberPosition.MEMBER}),
}
# Of these a body has one at a time; without a leader or a contact it could not act, so they are replaced, not removed.
ALONE = frozenset({MemberPosition.LEADER, MemberPosition.CHAIR, MemberPosition.CONTACT})
INDISPENSABLE = frozenset({MemberPosition.LEADER, MemberPosition.CONTACT})


@dataclass(frozen=True, slots=True)
class Person:
    """A member as the dialog asks for one (录入筹备组组长信息); everything but the position is personal."""

    position: MemberPosition
    name: str = field(repr=False)
    phone: str = field(repr=False)
    sex: Sex = Sex.NOT_STATED
    employer: str = field(default="", repr=False)
    age: int | None = field(default=None, repr=False)
    document_number: str = field(default="", repr=False)
    address: str = field(default="", repr=False)


def member_faults(path: str, kind: OrganizerKind, person: Person) -> Iterator[Fault]:
    """Everything wrong with a member; paths are `path.field`.

    The dialog marks all fields of a group's leader as required but the age. A member of a committee is known by the
    identity card as well, because four eyes are told apart by it; of a company's people name and phone are enough.
    """
    if person.position not in POSITIONS.get(kind, frozenset()):
        yield Fault(f"{path}.position", "这个组织没有该职务。", "This body has no such position.")
    for fault in person_faults(person.name, person.phone):
        yield replace(fault, path=f"{path}.{fault.path}")
    needs_details = person.position is MemberPosition.LEADER
    if needs_details and person.sex is Sex.NOT_STATED:
        yield Fault(f"{path}.sex", "请选择性别。", "Choose a sex.")
    if person.age is not None and not YOUNGEST <= person.age <= OLDEST:
        yield Fault(f"{path}.age", f"年龄应在 {YOUNGEST} 到 {OLDEST} 之间。", f"An age is from {YOUNGEST} to {OLDEST}.")
    yield from text_faults(f"{path}.employer", person.employer, EMPLOYER_LONGEST, may_be_empty=not needs_details)
    yield from text_faults(f"{path}.address", person.address, ADDRESS_LONGEST, may_be_empty=not needs_details)
    needs_document = kind is not OrganizerKind.PROPERTY_COMPANY
    if (needs_document or person.document_number.strip()) and document_faults(
        DocumentKind.ID_CARD, person.document_number
    ):
        yield Fault(
            f"{path}.documentNumber",
            "身份证号不正确，请核对 18 位号码和校验位。",
            "This is no identity card number; check its 18 characters.",
        )


def contact_faults(path: str, person: Person) -> Iterator[Fault]:
    """A company that is registered names its contact; its other people join later."""
    if person.position is MemberPosition.MEMBER:
        yield Fault(f"{path}.position", "请登记物业公司的联系人。", "Name the property company's contact.")


def code_faults(path: str, code: str) -> Iterator[Fault]:
    """What is wrong with a company's unified social credit code."""
    if document_faults(DocumentKind.ORGANISATION_CODE, code):
        yield Fault(
            path,
            "统一社会信用代码不正确，请核对 18 位代码。",
            "This is no unified social credit code; check its 18 characters.",
        )


def term_faults(starts_on: date, ends_on: date | None, today: date, *, must_end: bool) -> Iterator[Fault]:
    """What is wrong with a term: it ends after it began, and not before today."""
    if ends_on is None:
        if must_end:
            yield Fault("termEndsOn", "请填写任期届满日。", "Give the last day of the term.")
    elif ends_on < starts_on:
        yield Fault("termEndsOn", "届满日不能早于开始日。", "A term does not end before it begins.")
    elif ends_on < today:
        yield Fault("termEndsOn", "届满日已过，请填写现任的任期。", "This term is over; give the present one.")


def state_of(state: str, term_ends_on: date | None, today: date) -> OrganizerState:
    """Where a body stands on a day in Shanghai; a term ends at 24:00 of its last day (民法典 203)."""
    if state == OrganizerState.DISSOLVED:
        return OrganizerState.DISSOLVED
    return OrganizerState.EXPIRED if term_ends_on is not None and term_ends_on < today else OrganizerState.ACTIVE


def size_warning(kind: OrganizerKind, members: int, households: int | None) -> Fault | None:
    """A committee is odd and has at least five members, or three where there are 100 households or fewer.

    北京市物业管理条例 39. It is a warning: a seat may be vacant until the next election.
    """
    if kind is not OrganizerKind.COMMITTEE or is_lawful_committee(members, households):
        return None
    least = smallest_committee(households)
    return Fault(
        "members",
        f"业委会成员应为单数且不少于 {least} 人，现有 {members} 人。",
        f"A committee is odd and has at least {least} members; it has {members}.",
    )


def mask_address(address: str) -> str:
    """An address as others may see it: its first six characters, the district as people write it."""
    return f"{address[:6]}***" if len(address) > 6 else "***"
