"""The bodies that start ballots beside the street: formed by the street's clerks, as the operation guide does it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import update

from domain.rules.organizer import Person
from domain.rules.policy import Role, ScopeKind
from domain.rules.terms import DocumentKind, MemberPosition, Sex
from domain.services import committees
from domain.services.committees import CreateAssembly, CreateCommittee, CreatePreparatoryGroup, RegisterPropertyCompany
from domain.services.owners import Document
from domain.store.tables import Member
from gongjue.demo.accounts import DemoStaff
from gongjue.demo.plans import HUAIYIN, HUIGU, QINGYUAN
from gongjue.demo.register import MadeEstate
from gongjue.demo.stage import Stage

CHAIR = DemoStaff(
    "committee", Role.COMMITTEE, ScopeKind.ESTATE, HUIGU, "林慧主任", "慧谷金色家园一期业主委员会主任",
    "Chair of the committee of Huigu",
)  # fmt: skip
LEADER = DemoStaff(
    "group", Role.PREPARATORY_GROUP, ScopeKind.ESTATE, HUAIYIN, "安平组长", "槐荫里小区首次业主大会筹备组组长",
    "Leader of the preparatory group of Huaiyinli",
)  # fmt: skip
CONTACT = DemoStaff(
    "property", Role.PROPERTY_COMPANY, ScopeKind.ESTATE, QINGYUAN, "常青经理", "清源新天地物业公司",
    "Property company of Qingyuan",
)  # fmt: skip
CARETAKER = DemoStaff(
    "property-huigu", Role.PROPERTY_COMPANY, ScopeKind.ESTATE, HUIGU, "程安经理", "慧谷金色家园一期物业公司",
    "Property company of Huigu",
)  # fmt: skip
_COMPANIES = {CONTACT.key: "清源物业服务有限公司", CARETAKER.key: "慧谷物业服务有限公司"}
# The members of the committee have no accounts yet: generating one shows the activation message.
_OTHER_MEMBERS = (
    (MemberPosition.DEPUTY_CHAIR, "何静文"),
    (MemberPosition.MEMBER, "曹永年"),
    (MemberPosition.MEMBER, "彭晓岚"),
    (MemberPosition.MEMBER, "吕方舟"),
)


@dataclass(frozen=True, slots=True)
class Formed:
    """A body that was formed, and the person in it who gets an account of the demo."""

    organizer_id: UUID
    staff: DemoStaff
    phone: str
    document: Document | None


async def form(stage: Stage, clerk: UUID, estate: MadeEstate, staff: DemoStaff) -> Formed:
    """The clerk sets up the assembly where there is one, and the body with its people."""
    actor = await stage.staff(clerk)
    name = estate.plan.name
    if staff.role is not Role.PROPERTY_COMPANY:
        async with stage.acting(actor) as tx:
            await committees.create_assembly(tx, CreateAssembly(estate.id, f"{name}业主大会", staff is CHAIR))
    person = _person(stage, staff)
    async with stage.acting(actor) as tx:
        if staff is CHAIR:
            others = tuple(_member(stage, position, who) for position, who in _OTHER_MEMBERS)
            committee = CreateCommittee(
                estate.id, f"{name}业主委员会", stage.day(-420), stage.day(1400), (person, *others)
            )
            made = await committees.create_committee(tx, committee)
        elif staff is LEADER:
            group = CreatePreparatoryGroup(estate.id, f"{name}首次业主大会筹备组", person)
            made = await committees.create_preparatory_group(tx, group)
        else:
            called = _COMPANIES[staff.key]
            code = stage.inventor.organisation(called).document_number
            company = RegisterPropertyCompany(estate.id, called, code, person, stage.day(-900))
            made = await committees.register_property_company(tx, company)
    document = (DocumentKind.ID_CARD, person.document_number) if person.document_number else None
    return Formed(made.organizer.id, staff, person.phone, document)


_FIRST = {
    Role.COMMITTEE: MemberPosition.CHAIR,
    Role.PREPARATORY_GROUP: MemberPosition.LEADER,
    Role.PROPERTY_COMPANY: MemberPosition.CONTACT,
}


async def attach(stage: Stage, formed: Formed, account_id: UUID) -> None:
    """The person's account belongs to their membership."""
    first = _FIRST[formed.staff.role]
    async with stage.acting(await stage.staff(account_id)) as tx:
        await tx.session.execute(
            update(Member)
            .where(Member.organizer_id == formed.organizer_id, Member.position == first)
            .values(account_id=account_id)
        )


def _person(stage: Stage, staff: DemoStaff) -> Person:
    phone = stage.inventor.phone()
    if staff.role is Role.PROPERTY_COMPANY:
        return Person(MemberPosition.CONTACT, staff.name, phone)
    number = stage.inventor.person(staff.name).document_number
    position = MemberPosition.CHAIR if staff is CHAIR else MemberPosition.LEADER
    return Person(position, staff.name, phone, Sex.FEMALE, "退休", None, number, "本小区1号楼")


def _member(stage: Stage, position: MemberPosition, name: str) -> Person:
    number = stage.inventor.person(name).document_number
    return Person(position, name, stage.inventor.phone(), document_number=number)
