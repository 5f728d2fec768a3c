"""Owners' assemblies and the bodies that act for them in the API."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import strawberry

from domain.rules.organizer import Person
from domain.rules.policy import Permission
from domain.rules.refusals import NotInThisState
from domain.rules.terms import AccountState, MemberPosition, OrganizerKind, OrganizerState, Sex
from domain.services import committees as services
from domain.services import members as people
from domain.store import tables
from resolvers import committees as resolve
from resolvers.estates import estate_of
from schema.connections import Connection
from schema.estates import Estate
from schema.inputs import taking
from schema.problems import FaultType, command, query

strawberry.enum(OrganizerKind, description="The four who may start a ballot.")
strawberry.enum(AccountState, description="Where a staff account stands: invited until its activation was used.")
strawberry.enum(OrganizerState, description="Where a body stands; its term may be over although nobody dissolved it.")
strawberry.enum(MemberPosition, description="What a person is in a body.")
strawberry.enum(Sex, description="As the dialog asks for it.")


@strawberry.type(description="A person in a body; everything personal is masked.")
class Member:
    """Bound to `tables.Member`."""

    id: strawberry.ID
    organizer_id: UUID
    age: int | None
    employer: str | None
    left_at: datetime | None
    left_reason: str | None
    masked_name = strawberry.field(resolver=resolve.masked_name, graphql_type=str)
    masked_phone = strawberry.field(resolver=resolve.masked_phone, graphql_type=str)
    masked_document = strawberry.field(resolver=resolve.masked_document, graphql_type=str | None)
    masked_address = strawberry.field(resolver=resolve.masked_address, graphql_type=str | None)
    account_id: strawberry.ID | None = strawberry.field(description="What `resendActivation` takes.")
    login = strawberry.field(resolver=resolve.login, graphql_type=str | None, description="Of their account.")
    account_state = strawberry.field(
        resolver=resolve.account_state,
        graphql_type=AccountState | None,
        description="Whether their account was taken into use; null without an account.",
    )

    @strawberry.field
    def position(self) -> MemberPosition:
        """What they are in the body."""
        member: Any = self
        return MemberPosition(member.position)

    @strawberry.field
    def sex(self) -> Sex:
        """As it was stated."""
        member: Any = self
        return Sex(member.sex)

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain rows are answered as they are."""
        return isinstance(value, tables.Member)


@strawberry.type(description="A body that may start ballots: preparatory group, committee or property company.")
class Organizer:
    """Bound to `tables.Organizer`."""

    id: strawberry.ID
    estate_id: UUID
    estate = strawberry.field(resolver=estate_of, graphql_type=Estate)
    kind: OrganizerKind
    name: str
    code: str | None = strawberry.field(description="The filing number, or a company's unified social credit code.")
    term_starts_on: date
    term_ends_on: date | None = strawberry.field(description="The last day of the term.")
    ended_at: datetime | None
    state = strawberry.field(resolver=resolve.state, graphql_type=OrganizerState)
    member_count = strawberry.field(
        resolver=resolve.member_count, graphql_type=int, description="Without alternates and those who have left."
    )
    size_warning = strawberry.field(
        resolver=resolve.size_warning_of,
        graphql_type=FaultType | None,
        description="What is wrong with a committee's size (北京市物业管理条例 39); it blocks nothing.",
    )
    members = strawberry.field(
        resolver=resolve.members_of_organizer,
        graphql_type=list[Member],
        description="Its people, those who have left too; empty for who may not see people here.",
    )

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain rows are answered as they are."""
        return isinstance(value, tables.Organizer)


@strawberry.type(description="The owners' assembly (业主大会) of an estate.")
class Assembly:
    """Bound to `tables.Assembly`."""

    id: strawberry.ID
    estate_id: UUID
    estate = strawberry.field(resolver=estate_of, graphql_type=Estate)
    name: str
    has_committee: bool
    created_at: datetime
    organizers = strawberry.field(
        resolver=resolve.organizers_of_assembly,
        graphql_type=list[Organizer],
        description="The bodies of its estate, those of the past too, newest first.",
    )

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain rows are answered as they are."""
        return isinstance(value, tables.Assembly)


@strawberry.type
class OrganizerQueries:
    """Root fields of Query."""

    assemblies = query(
        resolve.assemblies,
        permission=Permission.READ_ESTATE,
        answers=Connection[Assembly],
        description="Owners' assemblies, newest first; `search` is part of their name or of their estate's.",
    )
    organizer = query(
        resolve.organizer, permission=Permission.READ_ESTATE, answers=Organizer | None, description="One body."
    )
    organizers = query(
        resolve.organizers,
        permission=Permission.READ_ESTATE,
        answers=Connection[Organizer],
        description="The bodies that organize, those of the past too, newest first; `search` is part of their name"
        " or of their estate's.",
    )


@strawberry.input
class MemberInput:
    """A person as the dialog asks for one. A leader states everything but the age."""

    position: MemberPosition
    name: str
    phone: str
    sex: Sex = Sex.NOT_STATED
    employer: str = ""
    age: int | None = None
    document_number: str = strawberry.field(default="", description="Of the resident identity card.")
    address: str = ""

    def person(self) -> Person:
        """As the domain takes it."""
        return Person(
            self.position,
            self.name,
            self.phone,
            self.sex,
            self.employer,
            self.age,
            self.document_number,
            self.address,
        )


@strawberry.input
class CreateAssemblyInput:
    """The owners' assembly of an estate, and whether it has a committee already."""

    estate_id: UUID
    name: str
    has_committee: bool

    def command(self) -> services.CreateAssembly:
        """As the domain takes it."""
        return services.CreateAssembly(self.estate_id, self.name, self.has_committee)


@strawberry.input
class CreatePreparatoryGroupInput:
    """The group and its leader."""

    estate_id: UUID
    name: str
    leader: MemberInput
    term_ends_on: date | None = None

    def command(self) -> services.CreatePreparatoryGroup:
        """As the domain takes it."""
        return services.CreatePreparatoryGroup(self.estate_id, self.name, self.leader.person(), self.term_ends_on)


@strawberry.input
class CreateCommitteeInput:
    """The committee, its term and the members known so far."""

    estate_id: UUID
    name: str
    term_starts_on: date
    term_ends_on: date
    members: list[MemberInput] = strawberry.field(default_factory=list)
    code: str | None = strawberry.field(default=None, description="The number under which the street filed it.")

    def command(self) -> services.CreateCommittee:
        """As the domain takes it."""
        members = tuple(member.person() for member in self.members)
        return services.CreateCommittee(
            self.estate_id, self.name, self.term_starts_on, self.term_ends_on, members, self.code
        )


@strawberry.input
class RegisterPropertyCompanyInput:
    """The company by its unified social credit code, with its contact."""

    estate_id: UUID
    name: str
    code: str
    contact: MemberInput
    term_starts_on: date
    term_ends_on: date | None = None

    def command(self) -> services.RegisterPropertyCompany:
        """As the domain takes it."""
        return services.RegisterPropertyCompany(
            self.estate_id, self.name, self.code, self.contact.person(), self.term_starts_on, self.term_ends_on
        )


@strawberry.input
class DissolveOrganizerInput:
    """The body and why it ends."""

    organizer_id: UUID
    reason: str

    def command(self) -> services.DissolveOrganizer:
        """As the domain takes it."""
        return services.DissolveOrganizer(self.organizer_id, self.reason)


@strawberry.input
class ChangeTermInput:
    """The body, the last day of its term as it is to be, and why."""

    organizer_id: UUID
    reason: str
    term_ends_on: date | None = None

    def command(self) -> services.ChangeTerm:
        """As the domain takes it."""
        return services.ChangeTerm(self.organizer_id, self.term_ends_on, self.reason)


@strawberry.input
class AddMemberInput:
    """A person who joins."""

    organizer_id: UUID
    member: MemberInput

    def command(self) -> people.AddMember:
        """As the domain takes it."""
        return people.AddMember(self.organizer_id, self.member.person())


@strawberry.input
class ReplaceMemberInput:
    """Who leaves, why, and who takes the place."""

    member_id: UUID
    reason: str
    successor: MemberInput

    def command(self) -> people.ReplaceMember:
        """As the domain takes it."""
        return people.ReplaceMember(self.member_id, self.reason, self.successor.person())


@strawberry.input
class RemoveMemberInput:
    """Who leaves, and why."""

    member_id: UUID
    reason: str

    def command(self) -> people.RemoveMember:
        """As the domain takes it."""
        return people.RemoveMember(self.member_id, self.reason)


@strawberry.input
class GenerateAccountInput:
    """The member who is to get an account."""

    member_id: UUID

    def command(self) -> UUID:
        """As the domain takes it."""
        return self.member_id


@strawberry.input
class RevealMemberInput:
    """Whom to show in full, and why."""

    member_id: UUID
    reason: str

    def command(self) -> people.RevealMember:
        """As the domain takes it."""
        return people.RevealMember(self.member_id, self.reason)


@strawberry.type(description="What a member stated, in full. It is answered once and kept nowhere.")
class MemberRevealed:
    """Bound to `people.MemberRevealed`."""

    member_id: strawberry.ID
    name: str
    phone: str
    document_number: str | None
    address: str | None

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, people.MemberRevealed)


@strawberry.type(description="The assembly of the estate.")
class AssemblyCreated:
    """Bound to `services.AssemblyCreated`."""

    assembly: Assembly

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, services.AssemblyCreated)


@strawberry.type(description="The body as it is now.")
class OrganizerChanged:
    """Bound to `services.OrganizerChanged`."""

    organizer: Organizer

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, services.OrganizerChanged)


@strawberry.type(description="The member as they are now; after a replacement, the successor.")
class MemberChanged:
    """Bound to `people.MemberChanged`."""

    member: Member

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, people.MemberChanged)


@strawberry.type
class OrganizerMutations:
    """Root fields of Mutation."""

    create_assembly = command(
        taking(resolve.create_assembly, CreateAssemblyInput),
        permission=Permission.MANAGE_ORGANIZERS,
        success=AssemblyCreated,
        description="Create the owners' assembly of an estate (新增业主大会).",
    )
    create_preparatory_group = command(
        taking(resolve.create_preparatory_group, CreatePreparatoryGroupInput),
        permission=Permission.MANAGE_ORGANIZERS,
        success=OrganizerChanged,
        description="Name the preparatory group and its leader (指定筹备组组长), where there is no committee.",
    )
    create_committee = command(
        taking(resolve.create_committee, CreateCommitteeInput),
        permission=Permission.MANAGE_ORGANIZERS,
        success=OrganizerChanged,
        description="Record the committee and its term (录入业委会信息); the preparatory group ends.",
    )
    register_property_company = command(
        taking(resolve.register_property_company, RegisterPropertyCompanyInput),
        permission=Permission.MANAGE_ORGANIZERS,
        success=OrganizerChanged,
        description="Record the property company that serves the estate, with its contact.",
    )
    dissolve_organizer = command(
        taking(resolve.dissolve_organizer, DissolveOrganizerInput),
        permission=Permission.MANAGE_ORGANIZERS,
        success=OrganizerChanged,
        refusals=(NotInThisState,),
        description="End a body before its term does, with the roles of all its people.",
    )
    change_term = command(
        taking(resolve.change_term, ChangeTermInput),
        permission=Permission.MANAGE_ORGANIZERS,
        success=OrganizerChanged,
        refusals=(NotInThisState,),
        description="Move the last day of a body's term, against a reason; its people's roles end with it.",
    )
    add_member = command(
        taking(resolve.add_member, AddMemberInput),
        permission=Permission.MANAGE_ORGANIZERS,
        success=MemberChanged,
        refusals=(NotInThisState,),
        description="Let a person join a body (成员管理).",
    )
    replace_member = command(
        taking(resolve.replace_member, ReplaceMemberInput),
        permission=Permission.MANAGE_ORGANIZERS,
        success=MemberChanged,
        refusals=(NotInThisState,),
        description="Let a successor take a member's place; the roles of the one who leaves end now.",
    )
    remove_member = command(
        taking(resolve.remove_member, RemoveMemberInput),
        permission=Permission.MANAGE_ORGANIZERS,
        success=MemberChanged,
        refusals=(NotInThisState,),
        description="Let a member of a committee leave; their roles end now.",
    )
    generate_account = command(
        taking(resolve.generate_account, GenerateAccountInput),
        permission=Permission.MANAGE_ORGANIZERS,
        success=MemberChanged,
        refusals=(NotInThisState,),
        description="Give a member an account for the term and send the activation to their phone (生成账号).",
    )
    reveal_member = command(
        taking(resolve.reveal_member, RevealMemberInput),
        permission=Permission.REVEAL_PEOPLE,
        success=MemberRevealed,
        description="Show a member in full, against a reason.",
    )
