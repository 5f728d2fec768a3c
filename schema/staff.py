"""Accounts of staff in the API."""

from datetime import datetime
from uuid import UUID

import strawberry

from domain.rules.policy import Permission, Role, ScopeKind
from domain.rules.refusals import NotInThisState
from domain.rules.terms import DocumentKind
from domain.services import staff as services
from domain.store import tables
from resolvers import staff as resolve
from schema.accounts import HeldRole
from schema.connections import Connection
from schema.inputs import taking
from schema.problems import command, query

MANAGING = (Permission.MANAGE_STAFF, Permission.MANAGE_ORGANIZERS)


@strawberry.type(description="A member of staff's or an organizer's account, masked.")
class StaffAccount:
    """Bound to `tables.Account`."""

    id: strawberry.ID
    login: str | None
    state: str = strawberry.field(description="`invited` until it is activated, `active`, or `disabled`.")
    masked_name = strawberry.field(resolver=resolve.masked_name, graphql_type=str | None)
    masked_phone = strawberry.field(resolver=resolve.masked_phone, graphql_type=str)
    roles = strawberry.field(resolver=resolve.roles_of_account, graphql_type=list[HeldRole])
    created_at: datetime

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain rows are answered as they are."""
        return isinstance(value, tables.Account)


@strawberry.type(description="A role that I may give, and over what kind of scope.")
class Appointment:
    """Bound to `resolvers.staff.MayAppoint`."""

    role: Role
    scope_kind: ScopeKind
    needs_document: bool = strawberry.field(
        description="Whoever has the role decides on others' affairs: the account names a document of the person."
    )


@strawberry.type
class StaffQueries:
    """Root fields of Query."""

    appointments = query(
        resolve.appointments,
        permission=MANAGING,
        answers=list[Appointment],
        description="The roles that I may give with an account; those of a body's people come with the body.",
    )

    staff_accounts = query(
        resolve.staff_accounts,
        permission=MANAGING,
        answers=Connection[StaffAccount],
        description="The accounts with a role within the scopes where one makes accounts, the newest first.",
    )


@strawberry.input
class CreateStaffAccountInput:
    """Whom to give which role, and over what: `scopeKey` is a district's or street's code, an estate's id, or empty."""

    role: Role
    scope_kind: ScopeKind
    scope_key: str
    name: str
    phone: str
    ends_at: datetime | None = None
    document_kind: DocumentKind | None = strawberry.field(
        default=None, description="The person's own; for roles of which `Appointment.needsDocument` is true alone."
    )
    document_number: str = strawberry.field(
        default="", description="Only to keep people from deciding on their own affairs; it is never shown."
    )

    def command(self) -> services.CreateStaffAccount:
        """As the domain takes it."""
        return services.CreateStaffAccount(
            self.role, self.scope_kind, self.scope_key, self.name, self.phone, self.ends_at,
            self.document_kind, self.document_number,
        )  # fmt: skip


@strawberry.input
class ResendActivationInput:
    """An account that was never taken into use."""

    staff_account_id: UUID

    def command(self) -> UUID:
        """As the domain takes it."""
        return self.staff_account_id


@strawberry.input
class ChangeStaffAccountInput:
    """Which account, and why."""

    staff_account_id: UUID
    reason: str

    def command(self) -> services.ChangeStaffAccount:
        """As the domain takes it."""
        return services.ChangeStaffAccount(self.staff_account_id, self.reason)


@strawberry.type(description="The account waits for its activation, which was sent to the person's phone.")
class StaffAccountCreated:
    """Bound to `services.NewAccount`."""

    account_id: strawberry.ID
    login: str

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, services.NewAccount)


@strawberry.type(description="The account and the state it is in now.")
class StaffAccountChanged:
    """Bound to `services.StaffAccountChanged`."""

    account_id: strawberry.ID
    state: str

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Domain values are answered as they are."""
        return isinstance(value, services.StaffAccountChanged)


@strawberry.type
class StaffMutations:
    """Root fields of Mutation."""

    create_staff_account = command(
        taking(resolve.create_staff_account, CreateStaffAccountInput),
        permission=MANAGING,
        success=StaffAccountCreated,
        description="Make an account for a member of staff and send its activation.",
    )
    resend_activation = command(
        taking(resolve.resend_activation, ResendActivationInput),
        permission=MANAGING,
        success=StaffAccountChanged,
        refusals=(NotInThisState,),
        description="Send a new activation; the one before it is void.",
    )
    reset_account = command(
        taking(resolve.reset_account, ChangeStaffAccountInput),
        permission=MANAGING,
        success=StaffAccountChanged,
        refusals=(NotInThisState,),
        description="Forget password and authenticator, end every session and send a new activation.",
    )
    disable_account = command(
        taking(resolve.disable_account, ChangeStaffAccountInput),
        permission=MANAGING,
        success=StaffAccountChanged,
        refusals=(NotInThisState,),
        description="Close an account for good.",
    )
